import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const identifiers = '([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)';
const shape = new RegExp(
  `^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-${identifiers})?(?:\\+${identifiers})?$`,
);
/** With a mark before it that has no meaning, or without a hyphen before the pre-release. */
const looseShape = new RegExp(
  `^[v= ]*([0-9]+)\\.([0-9]+)\\.([0-9]+)(?![0-9])(?:(?:-|(?=[A-Za-z]))${identifiers})?(?:\\+${identifiers})?$`,
);

const next = { endOfIdentifiers: 0, numeric: 1, alphanumeric: 2, release: 3 } as const;

/**
 * Semantic Versioning 2.0.0 (https://semver.org/#spec-item-11). Tolerates a leading `v` and missing minor and patch
 * numbers, which are zero, as OSV records and Go modules write them; and what npm still reads of older packages
 * (https://github.com/npm/node-semver, "loose"), which advisories of all these ecosystems write as well: zeros before
 * numbers, and no hyphen before a pre-release. `=1.02.3beta` is `1.2.3-beta`. Build metadata does not count.
 */
export const semverOrder: VersionOrder = {
  id: 'semver',
  ecosystems: ['crates.io', 'GitHub Actions', 'Go', 'Hex', 'npm', 'SwiftURL'],
  key(version) {
    const parts = isKeyable(version) ? (shape.exec(version) ?? looseShape.exec(version)) : null;
    if (!parts) return null;
    const [, major = '', minor = '', patch = '', preRelease] = parts;
    const bytes = new KeyBytes().number(major).number(minor).number(patch);
    if (preRelease === undefined) return bytes.byte(next.release).finish();
    for (const identifier of preRelease.split('.')) {
      if (/^[0-9]+$/.test(identifier)) bytes.byte(next.numeric).number(identifier);
      else bytes.byte(next.alphanumeric).terminated(identifier);
    }
    return bytes.byte(next.endOfIdentifiers).finish();
  },
};
