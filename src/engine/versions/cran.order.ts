import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const next = { end: 0, number: 1 } as const;

/**
 * R's order (https://stat.ethz.ch/R-manual/R-devel/library/base/html/numeric_version.html): numbers parted by `.` or
 * `-`, compared in turn; one that goes on where the other ends is later.
 */
export const cranOrder: VersionOrder = {
  id: 'cran',
  ecosystems: ['Bioconductor', 'CRAN'],
  key(version) {
    if (!isKeyable(version) || !/^[0-9]+(?:[.-][0-9]+)*$/.test(version)) return null;
    const bytes = new KeyBytes();
    for (const digits of version.split(/[.-]/)) bytes.byte(next.number).number(digits);
    return bytes.byte(next.end).finish();
  },
};
