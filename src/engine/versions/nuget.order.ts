import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

const next = { endOfLabels: 0, numeric: 1, text: 2, release: 3 } as const;

/**
 * NuGet's order (https://learn.microsoft.com/nuget/concepts/package-versioning): Semantic Versioning with up to four
 * numbers, leading zeros, and labels of pre-releases that are compared without case. Build metadata does not count.
 */
export const nugetOrder: VersionOrder = {
  id: 'nuget',
  ecosystems: ['NuGet'],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, major = '', minor = '', patch = '', revision = '', labels] = parts;
    const bytes = new KeyBytes().number(major).number(minor).number(patch).number(revision);
    if (labels === undefined) return bytes.byte(next.release).finish();
    for (const label of labels.toLowerCase().split('.')) {
      if (/^[0-9]+$/.test(label)) bytes.byte(next.numeric).number(label);
      else bytes.byte(next.text).terminated(label);
    }
    return bytes.byte(next.endOfLabels).finish();
  },
};
