// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { VersionOrder } from './version-order.js';
import { apkOrder } from './apk.order.js';
import { dpkgOrder } from './dpkg.order.js';
import { semverOrder } from './semver.order.js';

export type VersionOrderId = 'apk' | 'dpkg' | 'semver';

/** Every variant in the folder, by id. */
export const versionOrders: readonly VersionOrder[] = Object.freeze<VersionOrder[]>([
  apkOrder,
  dpkgOrder,
  semverOrder,
]);
