import { KeyBytes } from './key-bytes.js';
import { semverOrder } from './semver.order.js';
import type { VersionOrder } from './version-order.js';

/**
 * Bitnami's order: the version of what is packaged, by Semantic Versioning, then the revision of the package (`-4`), which
 * is later than no revision and the same as none when it is 0. Dates as versions have leading zeros, which mean nothing.
 */
export const bitnamiOrder: VersionOrder = {
  id: 'bitnami',
  ecosystems: ['Bitnami'],
  key: (version) => keyOf(version, '0'),
  lastKey: (version) => keyOf(version, lastRevision),
};

/** Revisions have up to nine digits. */
const lastRevision = '999999999';

/** @param otherwise the revision where none is named */
function keyOf(version: string, otherwise: string): Uint8Array | null {
  const [, packaged = version, revision = otherwise] = /^([^-]+)-([0-9]{1,9})$/.exec(version) ?? [];
  const key = semverOrder.key(packaged);
  return key && Uint8Array.of(...key, ...new KeyBytes().number(revision).finish());
}
