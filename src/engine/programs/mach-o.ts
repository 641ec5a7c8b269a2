import type { LoadedPart } from './loaded-part.js';
import { numberAt } from './number-at.js';

interface Layout {
  readonly isLittle: boolean;
  readonly width: 4 | 8;
  /** Bytes of the file's header, and the load command of a segment. */
  readonly header: number;
  readonly segment: number;
}

const layout32 = { width: 4, header: 28, segment: 0x1 } as const;
const layout64 = { width: 8, header: 32, segment: 0x19 } as const;
/** By the first four bytes (mach-o/loader.h). */
const layouts: ReadonlyMap<string, Layout> = new Map([
  ['cefaedfe', { ...layout32, isLittle: true }],
  ['cffaedfe', { ...layout64, isLittle: true }],
  ['feedface', { ...layout32, isLittle: false }],
  ['feedfacf', { ...layout64, isLittle: false }],
]);
/** Debugging information beside a program has its segments but for their content. */
const debugFile = 10;
/** Of a load command: what it is, and its size. */
const commandBytes = 8;

/** The segments of a Mach-O program, as far as its head tells; null: it is no Mach-O of one processor. */
export function machOParts(head: Buffer): LoadedPart[] | null {
  const layout = layouts.get(head.toString('hex', 0, 4));
  if (!layout || numberAt(head, 12, 4, layout.isLittle) === debugFile) return null;
  const { isLittle, width } = layout;
  const count = numberAt(head, 16, 4, isLittle);
  const parts: LoadedPart[] = [];
  let command = layout.header;
  for (let index = 0; index < count; index += 1) {
    const size = numberAt(head, command + 4, 4, isLittle);
    if (size < commandBytes || command + size > head.length) break;
    if (numberAt(head, command, 4, isLittle) === layout.segment) {
      // After the command, its size and the segment's name: address, size, place in the file, and bytes there.
      const field = (number: number) => numberAt(head, command + 24 + number * width, width, isLittle);
      parts.push({ address: field(0), offset: field(2), length: field(3) });
    }
    command += size;
  }
  return parts;
}
