/** SQL: every name of the flaw of a finding, which is what the index `finding_by_name` holds; `alias` is the query's. */
export const namesOf = (alias: string) =>
  `(ARRAY[${alias}.advisory] || ${alias}.aliases || ${alias}.advisories)`;
