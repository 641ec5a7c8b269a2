/** Of a program, its first bytes that are looked at: its headers are within them, or are where the program ends. */
const programHeadBytes = 64 * 1024;

/** Keeps the head of a program that streams by. */
export class ProgramHead {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  write(piece: Uint8Array): void {
    if (this.length >= programHeadBytes) return;
    const part = Uint8Array.from(piece.subarray(0, programHeadBytes - this.length));
    this.pieces.push(part);
    this.length += part.length;
  }

  /** As `programEnd`. */
  end(): number | null {
    return this.length === 0 ? null : programEnd(Buffer.concat(this.pieces));
  }
}

/**
 * The least size that a program has by its headers (ELF, PE, Mach-O of one processor), in bytes; null: it does not say,
 * or it is no program. What a file has no bytes of (ELF's NOBITS, which files of debugging information are full of)
 * does not count.
 * @param head the first `programHeadBytes`, or all of it
 */
export function programEnd(head: Uint8Array): number | null {
  const view = new HeadView(head);
  switch (view.number(0, 4, false)) {
    case 0x7f454c46:
      return elfEnd(view);
    case 0xcffaedfe:
    case 0xcefaedfe:
      return machoEnd(view, true);
    case 0xfeedfacf:
    case 0xfeedface:
      return machoEnd(view, false);
    default:
      return view.number(0, 2, false) === 0x4d5a ? peEnd(view) : null;
  }
}

/** Numbers of a head; what lies behind it reads as zero, and is nothing that ends anywhere. */
class HeadView {
  private readonly view: DataView;

  constructor(head: Uint8Array) {
    this.view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  }

  get length(): number {
    return this.view.byteLength;
  }

  number(at: number, bytes: 2 | 4 | 8, isLittle: boolean): number {
    if (at < 0 || at + bytes > this.view.byteLength) return 0;
    if (bytes === 2) return this.view.getUint16(at, isLittle);
    if (bytes === 4) return this.view.getUint32(at, isLittle);
    return Number(this.view.getBigUint64(at, isLittle));
  }
}

/** Where the fields of a table's entries lie. */
interface TableShape {
  readonly offset: number;
  readonly size: number;
  readonly width: 4 | 8;
}

const loaded = 1;
const withoutBytes = 8;

/** By its sections; of a program without any, by its segments. */
function elfEnd(view: HeadView): number | null {
  const word = view.number(4, 2, true);
  const isWide = (word & 0xff) === 2;
  const isLittle = word >> 8 === 1;
  const width = isWide ? 8 : 4;
  const field = (narrow: number, wide: number, bytes: 2 | 4 | 8) =>
    view.number(isWide ? wide : narrow, bytes, isLittle);
  const sections = field(32, 40, width);
  const sectionBytes = field(46, 58, 2);
  const sectionCount = field(48, 60, 2);
  if (sections > 0) {
    const shape = isWide ? { offset: 24, size: 32, width } : { offset: 16, size: 20, width };
    const table = { at: sections, count: sectionCount, step: sectionBytes };
    const isStored = (at: number) => view.number(at + 4, 4, isLittle) !== withoutBytes;
    return Math.max(
      sections + sectionBytes * sectionCount,
      lastEnd(view, table, shape as TableShape, isLittle, isStored),
    );
  }
  const shape = isWide ? { offset: 8, size: 32, width } : { offset: 4, size: 16, width };
  const table = { at: field(28, 32, width), count: field(44, 56, 2), step: field(42, 54, 2) };
  const isStored = (at: number) => view.number(at, 4, isLittle) === loaded;
  return lastEnd(view, table, shape as TableShape, isLittle, isStored);
}

function lastEnd(
  view: HeadView,
  table: { readonly at: number; readonly count: number; readonly step: number },
  { offset, size, width }: TableShape,
  isLittle: boolean,
  isStored: (at: number) => boolean,
): number {
  let end = 0;
  for (let index = 0; index < table.count && table.step > 0; index += 1) {
    const at = table.at + index * table.step;
    if (at + table.step > view.length) break;
    if (!isStored(at)) continue;
    end = Math.max(end, view.number(at + offset, width, isLittle) + view.number(at + size, width, isLittle));
  }
  return end;
}

/** Of a section, the file may leave out what only fills it up. */
function peEnd(view: HeadView): number | null {
  const start = view.number(0x3c, 4, true);
  if (view.number(start, 4, false) !== 0x50450000) return null;
  const count = view.number(start + 6, 2, true);
  const table = start + 24 + view.number(start + 20, 2, true);
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const at = table + index * 40;
    if (at + 40 > view.length) break;
    const [used, stored] = [view.number(at + 8, 4, true), view.number(at + 16, 4, true)];
    if (stored > 0) end = Math.max(end, view.number(at + 20, 4, true) + Math.min(used || stored, stored));
  }
  return end;
}

const segmentCommands: ReadonlyMap<number, TableShape> = new Map([
  [0x1, { offset: 32, size: 36, width: 4 }],
  [0x19, { offset: 40, size: 48, width: 8 }],
]);
/** Debugging information beside a program, with its segments but for their content. */
const debugFile = 10;

function machoEnd(view: HeadView, isLittle: boolean): number | null {
  if (view.number(12, 4, isLittle) === debugFile) return null;
  const isWide = (view.number(0, 4, isLittle) & 1) === 1;
  const count = view.number(16, 4, isLittle);
  let at = isWide ? 32 : 28;
  let end = 0;
  for (let index = 0; index < count && at + 8 <= view.length; index += 1) {
    const shape = segmentCommands.get(view.number(at, 4, isLittle));
    const length = view.number(at + 4, 4, isLittle);
    if (length < 8) break;
    if (shape && at + length <= view.length) {
      const offset = view.number(at + shape.offset, shape.width, isLittle);
      end = Math.max(end, offset + view.number(at + shape.size, shape.width, isLittle));
    }
    at += length;
  }
  return end;
}
