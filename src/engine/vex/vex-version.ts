/** What tells the versions of a document apart. */
export interface VersionedDocument {
  readonly format: 'openvex' | 'csaf' | 'cyclonedx';
  readonly version: string;
  /** ISO 8601. */
  readonly issuedAt: string | Date;
}

/** What is taken back takes the place of everything, whatever its version. */
const takenBack = 'deleted';

/**
 * Whether a document takes the place of another one of the same source and name: its version is higher or, where the name
 * is that of one document alone (CSAF, CycloneDX), the version is the same and the document younger. Vendors give many
 * OpenVEX documents one name and version: these stand beside each other.
 */
export function supersedes(one: VersionedDocument, other: VersionedDocument): boolean {
  if (one.version === takenBack || other.version === takenBack) return one.version === takenBack;
  const order = compareVersions(one.version, other.version);
  if (order !== 0 || one.format === 'openvex') return order > 0;
  return new Date(one.issuedAt) >= new Date(other.issuedAt);
}

/** By their numbers, from the left: `9` before `10`, `1.2` before `1.10`. What is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): number[] {
  return version.split(/[.+-]/).map((part) => (/^[0-9]{1,15}$/.test(part) ? Number(part) : 0));
}
