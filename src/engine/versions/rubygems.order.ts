import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape = /^[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Text is before the end, for it makes a pre-release; the end is before a number above zero. */
const next = { text: 1, end: 2, number: 3 } as const;
const mostZeros = 0xffff;

/**
 * RubyGems' order (Gem::Version): stretches of digits and of letters in turn; letters sort before everything; a hyphen
 * reads as `.pre.`; zeros that end the numbers before the first letters, or all, mean nothing. The shorter version goes on
 * with zeros: therefore zeros are counted and written with what follows them.
 */
export const rubygemsOrder: VersionOrder = {
  id: 'rubygems',
  ecosystems: ['RubyGems'],
  key(version) {
    if (!isKeyable(version) || !shape.test(version)) return null;
    const segments = version.replaceAll('-', '.pre.').match(/[0-9]+|[A-Za-z]+/g) ?? [];
    const firstText = segments.findIndex((segment) => !/^[0-9]/.test(segment));
    const end = firstText === -1 ? segments.length : firstText;
    const bytes = new KeyBytes();
    let zeros = 0;
    for (const segment of [...withoutZeros(segments.slice(0, end)), ...withoutZeros(segments.slice(end))]) {
      if (/^0+$/.test(segment)) zeros += 1;
      else {
        writeSegment(bytes, zeros, segment);
        zeros = 0;
      }
    }
    return bytes.byte(next.end).finish();
  },
};

/** The more zeros are before it, the later is a text, and the earlier a number. */
function writeSegment(bytes: KeyBytes, zeros: number, segment: string): void {
  const isNumber = /^[0-9]/.test(segment);
  const rank = isNumber ? mostZeros - zeros : zeros;
  bytes
    .byte(isNumber ? next.number : next.text)
    .byte(rank >> 8)
    .byte(rank & 0xff);
  if (isNumber) bytes.number(segment);
  else bytes.terminated(segment);
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  let end = segments.length;
  while (end > 0 && /^0+$/.test(segments[end - 1] ?? '')) end -= 1;
  return segments.slice(0, end);
}
