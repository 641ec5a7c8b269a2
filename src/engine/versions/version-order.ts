/**
 * One ecosystem family's version order, as keys: for any two versions that parse, comparing the keys byte by byte
 * gives the ecosystem's own order, and equal versions have equal keys.
 */
export interface VersionOrder {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  /** OSV ecosystems that use it, without releases: `['Debian', 'Ubuntu']`. */
  readonly ecosystems: readonly string[];
  /** The order-preserving key; null when the version does not parse: its matches are `unknown`. Never throws. */
  key(version: string): Uint8Array | null;
}
