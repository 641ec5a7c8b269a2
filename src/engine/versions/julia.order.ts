import { KeyBytes } from './key-bytes.js';
import { semverOrder } from './semver.order.js';
import type { VersionOrder } from './version-order.js';

/**
 * Julia's order (https://docs.julialang.org/en/v1/manual/strings/#man-version-number-literals): Semantic Versioning, but
 * that builds count: `1.2.0+1`, as packages of binaries are called, is later than `1.2.0+0` and than `1.2.0`.
 */
export const juliaOrder: VersionOrder = {
  id: 'julia',
  ecosystems: ['Julia'],
  key(version) {
    const [, released = version, build] = /^([^+]+)\+([0-9]{1,9})$/.exec(version) ?? [];
    const key = semverOrder.key(released);
    if (!key) return null;
    const bytes = new KeyBytes().byte(build === undefined ? 0 : 1);
    return Uint8Array.of(...key, ...(build === undefined ? bytes : bytes.number(build)).finish());
  },
};
