import { numberAt } from './number-at.js';

const loadSegment = 1;
/** A real program has about ten. */
const mostSegments = 128;
/** Where the fields of the file's and a segment's header stand, for 32 and 64 bits (ELF specification, "Program Header"). */
const layouts = {
  4: { table: 28, size: 42, count: 44, offset: 4, address: 8, length: 16 },
  8: { table: 32, size: 54, count: 56, offset: 8, address: 16, length: 32 },
} as const;

/** Place in an ELF program of what is loaded to an address; null: its head tells of nothing there, or it is no ELF. */
export function elfOffset(head: Buffer, address: number): number | null {
  if (head.length < 64 || !isElf(head)) return null;
  const width = head[4] === 1 ? 4 : 8;
  const isLittle = head[5] === 1;
  const layout = layouts[width];
  const table = numberAt(head, layout.table, width, isLittle);
  const [size, count] = [layout.size, layout.count].map((at) => numberAt(head, at, 2, isLittle));
  for (let index = 0; index < Math.min(count ?? 0, mostSegments); index += 1) {
    const segment = table + index * (size ?? 0);
    if (segment + layout.length + width > head.length) return null;
    if (numberAt(head, segment, 4, isLittle) !== loadSegment) continue;
    const within = address - numberAt(head, segment + layout.address, width, isLittle);
    if (within >= 0 && within < numberAt(head, segment + layout.length, width, isLittle))
      return numberAt(head, segment + layout.offset, width, isLittle) + within;
  }
  return null;
}

export function isElf(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === '\x7fELF';
}
