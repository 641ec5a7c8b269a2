/** SQL: every name of the flaw that a content tells of, which is what the index `finding_content_by_name` holds. */
export const namesOf = (alias: string) =>
  `(ARRAY[${alias}.advisory] || ${alias}.aliases || ${alias}.advisories)`;
