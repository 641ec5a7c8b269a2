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
  /**
   * Where what is built of a version has a place of its own above it (PyPI's local versions, Bitnami's revisions): a
   * key that none of its builds is above, for a version that names no build. Absent: there are no such builds.
   */
  lastKey?(version: string): Uint8Array | null;
}
