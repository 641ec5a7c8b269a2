export interface GoProgramParts {
  /** How the file begins. */
  readonly head?: string;
  readonly flags?: number;
  readonly version?: string;
  /** Lines of the list of modules: `mod`, path, version, parted by tabs. */
  readonly modules?: string;
  /** Stands before what says all this. */
  readonly before?: string;
}

/** With its length before it, as a varint. */
const text = (value: string) => {
  const length = [];
  for (let rest = Buffer.byteLength(value, 'latin1'); ; rest >>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from(length), Buffer.from(value, 'latin1')]);
};

/** A file that is, as far as it is read, what Go's linker writes. */
export function goProgram({
  head = '\x7fELF',
  flags = 2,
  version = 'go1.21.3',
  modules = '',
  before = '',
}: GoProgramParts = {}): Buffer {
  const marks = ['3077af0c9274080241e1c107e6d618e6', 'f932433186182072008242104116d8f2'];
  const [start, end] = marks.map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
  return Buffer.concat([
    Buffer.from(head.padEnd(70_000, '\0') + before, 'latin1'),
    Buffer.from('\xff Go buildinf:\x08', 'latin1'),
    Buffer.from([flags]),
    Buffer.alloc(16),
    text(version),
    text(`${start}${modules}${end}`),
    Buffer.alloc(100),
  ]);
}
