import { writeIdentifiers } from './identifiers.js';
import { KeyBytes } from './key-bytes.js';
import { semverOrder } from './semver.order.js';
import type { VersionOrder } from './version-order.js';

/**
 * Dart's order (https://pub.dev/documentation/pub_semver): Semantic Versioning, where the build counts: `1.0.0+1` is after
 * `1.0.0`, which it may fix.
 */
export const pubOrder: VersionOrder = {
  id: 'pub',
  ecosystems: ['Pub'],
  key(version) {
    const key = semverOrder.key(version);
    const plus = version.indexOf('+');
    const build = plus === -1 ? '' : version.slice(plus + 1);
    return key && Uint8Array.of(...key, ...writeIdentifiers(new KeyBytes(), build).finish());
  },
};
