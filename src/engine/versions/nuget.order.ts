import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** .NET reads labels as signed numbers of 32 bits. */
const [least, greatest] = [-2_147_483_648, 2_147_483_647];

const next = { endOfLabels: 0, numeric: 1, text: 2, release: 3 } as const;

/**
 * NuGet's order (https://learn.microsoft.com/nuget/concepts/package-versioning): Semantic Versioning with up to four
 * numbers, leading zeros, and labels of pre-releases that are compared without case. A label that is a number of 32
 * bits, with or without a sign, is before all others; greater ones are text. Build metadata does not count.
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
      if (isNumber(label)) writeNumber(bytes.byte(next.numeric), Number(label) - least);
      else bytes.byte(next.text).terminated(label);
    }
    return bytes.byte(next.endOfLabels).finish();
  },
};

function isNumber(label: string): boolean {
  return /^-?[0-9]+$/.test(label) && Number(label) >= least && Number(label) <= greatest;
}

/** In four bytes. */
function writeNumber(bytes: KeyBytes, number: number): void {
  for (const shift of [24, 16, 8, 0]) bytes.byte((number >>> shift) & 0xff);
}
