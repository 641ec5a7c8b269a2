import { dottedNumbersOrder } from './dotted-numbers.js';
import type { VersionOrder } from './version-order.js';

/**
 * Haskell's order (https://hackage.haskell.org/package/base/docs/Data-Version.html): numbers one by one; `1.0` is before
 * `1.0.0`, which is another version.
 */
export const hackageOrder: VersionOrder = {
  id: 'hackage',
  ecosystems: ['GHC', 'Hackage'],
  key: dottedNumbersOrder(/\./),
};
