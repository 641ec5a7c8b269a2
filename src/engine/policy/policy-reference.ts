/** A published policy by its name. */
export interface PolicyReference {
  readonly name: string;
  /** Null: the newest one. */
  readonly version: number | null;
}

/** Reads `name` or `name@version`; null: it is neither. */
export function policyReference(text: string): PolicyReference | null {
  const [, name, version] = /^([a-z][a-z0-9.-]*)(?:@(\d{1,9}))?$/.exec(text) ?? [];
  if (name === undefined) return null;
  return { name, version: version === undefined ? null : Number(version) };
}
