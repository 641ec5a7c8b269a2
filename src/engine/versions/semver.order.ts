import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const number = '(0|[1-9][0-9]*)';
const identifiers = '([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)';
const shape = new RegExp(
  `^v?${number}(?:\\.${number})?(?:\\.${number})?(?:-${identifiers})?(?:\\+${identifiers})?$`,
);

const next = { endOfIdentifiers: 0, numeric: 1, alphanumeric: 2, release: 3 } as const;

/**
 * Semantic Versioning 2.0.0 (https://semver.org/#spec-item-11). Tolerates a leading `v` and missing minor and patch
 * numbers, which are zero, as OSV records and Go modules write them. Build metadata does not count.
 */
export const semverOrder: VersionOrder = {
  id: 'semver',
  ecosystems: ['crates.io', 'GitHub Actions', 'Go', 'Hex', 'npm', 'SwiftURL'],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, major = '', minor = '', patch = '', preRelease] = parts;
    const bytes = new KeyBytes().number(major).number(minor).number(patch);
    if (preRelease === undefined) return bytes.byte(next.release).finish();
    for (const identifier of preRelease.split('.')) {
      if (!/^[0-9]+$/.test(identifier)) bytes.byte(next.alphanumeric).terminated(identifier);
      else if (identifier.length > 1 && identifier.startsWith('0')) return null;
      else bytes.byte(next.numeric).number(identifier);
    }
    return bytes.byte(next.endOfIdentifiers).finish();
  },
};
