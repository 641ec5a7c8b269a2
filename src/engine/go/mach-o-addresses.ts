import { numberAt } from './number-at.js';

/** A real program has about twenty load commands. */
const mostCommands = 256;

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

/** Place in a Mach-O program of what is loaded to an address; null: its head tells of nothing there, or it is no Mach-O. */
export function machOOffset(head: Buffer, address: number): number | null {
  const layout = layouts.get(head.toString('hex', 0, 4));
  if (!layout || head.length < layout.header) return null;
  const { isLittle, width } = layout;
  const count = Math.min(numberAt(head, 16, 4, isLittle), mostCommands);
  let command = layout.header;
  for (let index = 0; index < count && command + 24 + 4 * width <= head.length; index += 1) {
    // After the command, its size and the segment's name: address, size, place in the file, and bytes there.
    const field = (number: number) => numberAt(head, command + 24 + number * width, width, isLittle);
    if (numberAt(head, command, 4, isLittle) === layout.segment) {
      const within = address - field(0);
      if (within >= 0 && within < field(3)) return field(2) + within;
    }
    command += numberAt(head, command + 4, 4, isLittle);
  }
  return null;
}
