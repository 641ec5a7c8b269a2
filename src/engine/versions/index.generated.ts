// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { VersionOrder } from './version-order.js';
import { apkOrder } from './apk.order.js';
import { bitnamiOrder } from './bitnami.order.js';
import { cocoapodsOrder } from './cocoapods.order.js';
import { composerOrder } from './composer.order.js';
import { conanOrder } from './conan.order.js';
import { cranOrder } from './cran.order.js';
import { dpkgOrder } from './dpkg.order.js';
import { hackageOrder } from './hackage.order.js';
import { juliaOrder } from './julia.order.js';
import { mavenOrder } from './maven.order.js';
import { nugetOrder } from './nuget.order.js';
import { pep440Order } from './pep440.order.js';
import { pubOrder } from './pub.order.js';
import { rpmOrder } from './rpm.order.js';
import { rubygemsOrder } from './rubygems.order.js';
import { semverOrder } from './semver.order.js';

export type VersionOrderId =
  | 'apk'
  | 'bitnami'
  | 'cocoapods'
  | 'composer'
  | 'conan'
  | 'cran'
  | 'dpkg'
  | 'hackage'
  | 'julia'
  | 'maven'
  | 'nuget'
  | 'pep440'
  | 'pub'
  | 'rpm'
  | 'rubygems'
  | 'semver';

/** Every variant in the folder, by id. */
export const versionOrders: readonly VersionOrder[] = Object.freeze<VersionOrder[]>([
  apkOrder,
  bitnamiOrder,
  cocoapodsOrder,
  composerOrder,
  conanOrder,
  cranOrder,
  dpkgOrder,
  hackageOrder,
  juliaOrder,
  mavenOrder,
  nugetOrder,
  pep440Order,
  pubOrder,
  rpmOrder,
  rubygemsOrder,
  semverOrder,
]);
