import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape = /^[0-9]+(?:\.[0-9A-Za-z-]+)*(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Text is before a number; where pre-releases begin, the end is after both. */
const next = { end: 0, text: 1, number: 2, release: 3 } as const;

/**
 * CocoaPods' order (Pod::Version): stretches of digits and of letters in turn. The numbers before the first letters are
 * compared without the zeros that end them; what follows makes a pre-release, in which text is before numbers. Build
 * metadata does not count.
 */
export const cocoapodsOrder: VersionOrder = {
  id: 'cocoapods',
  ecosystems: ['CocoaPods'],
  key(version) {
    if (!isKeyable(version) || !shape.test(version)) return null;
    const [comparable = ''] = version.split('+');
    const segments = comparable.match(/[0-9]+|[A-Za-z]+/g) ?? [];
    const firstText = segments.findIndex((segment) => !isNumber(segment));
    const start = firstText === -1 ? segments.length : firstText;
    let end = start;
    while (end > 0 && /^0+$/.test(segments[end - 1] ?? '')) end -= 1;
    const bytes = new KeyBytes();
    writeSegments(bytes, segments.slice(0, end));
    if (start === segments.length) bytes.byte(next.release);
    else writeSegments(bytes, segments.slice(start));
    return bytes.finish();
  },
};

function writeSegments(bytes: KeyBytes, segments: readonly string[]): void {
  for (const segment of segments) {
    if (isNumber(segment)) bytes.byte(next.number).number(segment);
    else bytes.byte(next.text).terminated(segment);
  }
  bytes.byte(next.end);
}

function isNumber(segment: string): boolean {
  return /^[0-9]/.test(segment);
}
