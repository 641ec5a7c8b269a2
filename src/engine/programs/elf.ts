import type { LoadedPart } from './loaded-part.js';
import { entriesAt, numberAt } from './number-at.js';

const loadSegment = 1;
/** A section that the file has no bytes of: files of debugging information are full of them. */
const withoutBytes = 8;
/** Where the fields of the headers stand, for 32 and 64 bits (ELF specification, "ELF Header", "Program Header", "Sections"). */
const layouts = {
  4: {
    segments: { table: 28, size: 42, count: 44, offset: 4, address: 8, length: 16 },
    sections: { table: 32, size: 46, count: 48, offset: 16, length: 20 },
  },
  8: {
    segments: { table: 32, size: 54, count: 56, offset: 8, address: 16, length: 32 },
    sections: { table: 40, size: 58, count: 60, offset: 24, length: 32 },
  },
} as const;

export function isElf(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === '\x7fELF';
}

/** What an ELF program is loaded from, as far as its head tells; null: it is no ELF. */
export function elfParts(head: Buffer): LoadedPart[] | null {
  if (!isElf(head)) return null;
  const { width, isLittle } = formOf(head);
  const { offset, address, length, ...table } = layouts[width].segments;
  const parts: LoadedPart[] = [];
  for (const at of entriesOf(head, table)) {
    if (numberAt(head, at, 4, isLittle) !== loadSegment) continue;
    const field = (place: number) => numberAt(head, at + place, width, isLittle);
    parts.push({ address: field(address), offset: field(offset), length: field(length) });
  }
  return parts;
}

/** Where the last section of an ELF program ends, or the table of them; null: it has none, or is no ELF. */
export function elfSectionsEnd(head: Buffer): number | null {
  if (!isElf(head)) return null;
  const { width, isLittle } = formOf(head);
  const { offset, length, ...table } = layouts[width].sections;
  const start = numberAt(head, table.table, width, isLittle);
  if (start === 0) return null;
  const [size, count] = [table.size, table.count].map((at) => numberAt(head, at, 2, isLittle));
  let end = start + (size ?? 0) * (count ?? 0);
  for (const at of entriesOf(head, table)) {
    if (numberAt(head, at + 4, 4, isLittle) === withoutBytes) continue;
    const field = (place: number) => numberAt(head, at + place, width, isLittle);
    end = Math.max(end, field(offset) + field(length));
  }
  return end;
}

function formOf(head: Buffer): { readonly width: 4 | 8; readonly isLittle: boolean } {
  return { width: head[4] === 1 ? 4 : 8, isLittle: head[5] === 1 };
}

function entriesOf(
  head: Buffer,
  table: { readonly table: number; readonly size: number; readonly count: number },
): Generator<number> {
  const { width, isLittle } = formOf(head);
  const start = numberAt(head, table.table, width, isLittle);
  const short = (at: number) => numberAt(head, at, 2, isLittle);
  return entriesAt(head, start, short(table.count), short(table.size));
}
