// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { VersionOrder } from './version-order.js';
import { apkOrder } from './apk.order.js';
import { dpkgOrder } from './dpkg.order.js';
import { pep440Order } from './pep440.order.js';
import { rpmOrder } from './rpm.order.js';
import { semverOrder } from './semver.order.js';

export type VersionOrderId = 'apk' | 'dpkg' | 'pep440' | 'rpm' | 'semver';

/** Every variant in the folder, by id. */
export const versionOrders: readonly VersionOrder[] = Object.freeze<VersionOrder[]>([
  apkOrder,
  dpkgOrder,
  pep440Order,
  rpmOrder,
  semverOrder,
]);
