import { dottedNumbersOrder } from './dotted-numbers.js';
import type { VersionOrder } from './version-order.js';

/**
 * R's order (https://stat.ethz.ch/R-manual/R-devel/library/base/html/numeric_version.html): numbers one by one, `.` and
 * `-` mean the same; `1.0` is before `1.0.0`.
 */
export const cranOrder: VersionOrder = {
  id: 'cran',
  ecosystems: ['Bioconductor', 'CRAN'],
  key: dottedNumbersOrder(/[.-]/),
};
