export interface OldGoProgramParts {
  /** Absent: ELF. PE has its lowest bytes first, always. */
  readonly format?: 'elf' | 'pe' | 'mach-o';
  /** Bytes of a pointer. */
  readonly width?: 4 | 8;
  readonly isLittle?: boolean;
  /** Lines of the list of modules; null: it has none. */
  readonly modules?: string | null;
  /** Address that is added to the place of what the first pointer leads to. */
  readonly astray?: number;
}

const base = 0x400000;
const places = {
  note: 0xf9c,
  release: 5_000,
  modules: 6_000,
  information: 80_000,
  pointers: 300_000,
  end: 310_000,
};
const release = 'go1.16.15';

/** A program that is, as far as it is read, what Go's linker wrote before 1.18: its data stand behind its texts. */
export function oldGoProgram({
  format = 'elf',
  width = 8,
  isLittle = true,
  modules = '',
  astray = 0,
}: OldGoProgramParts = {}): Buffer {
  const file = Buffer.alloc(places.end);
  const put = (at: number, value: number, bytes: 2 | 4 | 8) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(BigInt(value));
    const own = number.subarray(0, bytes);
    file.set(isLittle ? own : own.reverse(), at);
  };
  heads[format](file, put, width, isLittle);
  put(places.note, 4, 4);
  put(places.note + 8, 4, 4);
  file.write('Go\0\0', places.note + 12, 'latin1');
  file.write(`go1.9 or newer${release}go1.1 is old`, places.release - 14, 'latin1');
  if (modules !== null) {
    file.write('3077af0c9274080241e1c107e6d618e6', places.modules, 'hex');
    file.write(modules, places.modules + 16, 'latin1');
    file.write('f932433186182072008242104116d8f2', places.modules + 16 + modules.length, 'hex');
  }
  file.write('\xff Go buildinf:', places.information, 'latin1');
  file.set([width, isLittle ? 0 : 1], places.information + 14);
  put(places.information + 16, base + places.pointers + astray, width);
  put(places.pointers, base + places.release, width);
  put(places.pointers + width, release.length, width);
  return file;
}

type Put = (at: number, value: number, bytes: 2 | 4 | 8) => void;
type WriteHead = (file: Buffer, put: Put, width: 4 | 8, isLittle: boolean) => void;

/** Each loads the whole file. */
const heads: Readonly<Record<NonNullable<OldGoProgramParts['format']>, WriteHead>> = {
  elf(file, put, width, isLittle) {
    const is64 = width === 8;
    file.write('\x7fELF', 'latin1');
    file.set([is64 ? 2 : 1, isLittle ? 1 : 2], 4);
    put(is64 ? 32 : 28, 64, width);
    put(is64 ? 54 : 42, is64 ? 56 : 32, 2);
    put(is64 ? 56 : 44, 2, 2);
    // The first segment is a note.
    put(64, 4, 4);
    const segment = 64 + (is64 ? 56 : 32);
    put(segment, 1, 4);
    put(segment + 2 * width, base, width);
    put(segment + (is64 ? 32 : 16), places.end, width);
  },
  pe(file, put, width) {
    const start = 128;
    const optional = start + 24;
    const optionalBytes = 224;
    file.write('MZ', 'latin1');
    put(60, start, 4);
    file.write('PE\0\0', start, 'latin1');
    put(start + 6, 2, 2);
    put(start + 20, optionalBytes, 2);
    put(optional, width === 8 ? 0x20b : 0x10b, 2);
    put(optional + (width === 8 ? 24 : 28), base, width);
    // The first section has nothing.
    const section = optional + optionalBytes + 40;
    put(section + 8, places.end, 4);
    put(section + 16, places.end, 4);
  },
  'mach-o'(file, put, width) {
    const is64 = width === 8;
    const header = is64 ? 32 : 28;
    put(0, is64 ? 0xfeedfacf : 0xfeedface, 4);
    put(16, 2, 4);
    // The first command is of something else.
    put(header, 2, 4);
    put(header + 4, 24, 4);
    const segment = header + 24;
    put(segment, is64 ? 0x19 : 1, 4);
    put(segment + 4, 24 + 4 * width, 4);
    put(segment + 24, base, width);
    put(segment + 24 + width, places.end, width);
    put(segment + 24 + 3 * width, places.end, width);
  },
};
