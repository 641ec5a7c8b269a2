import { isKeyable, KeyBytes } from './key-bytes.js';

/** Before every number: a version that ends is before one that goes on. */
const next = { end: 0, number: 1 } as const;

/** The key of whole numbers parted by `separators` (a class of characters): compared one by one, the longer version later. */
export function dottedNumbersOrder(separators: RegExp): (version: string) => Uint8Array | null {
  return (version) => {
    if (!isKeyable(version)) return null;
    const numbers = version.split(separators);
    if (!numbers.every((number) => /^[0-9]+$/.test(number))) return null;
    const bytes = new KeyBytes();
    for (const number of numbers) bytes.byte(next.number).number(number);
    return bytes.byte(next.end).finish();
  };
}
