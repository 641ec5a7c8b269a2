import { crc32 } from 'node:zlib';

/** Flags of a member (RFC 1952, section 2.3.1). */
const flag = { checksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 };
const magic = [0x1f, 0x8b];
const deflate = 8;
/** Of the time, what the compressor did, and the system. */
const ignoredBytes = 6;

/** Real ones are of some hundred bytes; one without an end would be read at a fiftieth of the speed of content. */
const mostBytes = 1024 * 1024;

/** What is wrong with a gzip stream; `code` is the one of Node's decoder. */
export class GzipError extends Error {
  constructor(
    readonly code: 'Z_DATA_ERROR' | 'Z_BUF_ERROR',
    what: string,
  ) {
    super(what);
  }
}

type Bytes<Result> = Generator<undefined, Result, number>;

/** Reads the header of one member of gzip, which may be cut anywhere, and be a mebibyte long. */
export class GzipHeader {
  private readonly reading = header();
  private hasEnded = false;
  private taken = 0;

  constructor() {
    this.reading.next();
  }

  get isRead(): boolean {
    return this.hasEnded;
  }

  /**
   * Takes the bytes that belong to the header.
   * @returns how many they are.
   * @throws GzipError `Z_DATA_ERROR`.
   */
  take(input: Uint8Array): number {
    let count = 0;
    const most = Math.min(input.length, mostBytes + 1 - this.taken);
    while (count < most && !this.hasEnded) this.hasEnded = this.reading.next(input[count++]!).done === true;
    this.taken += count;
    if (this.taken > mostBytes) throw broken('header too long');
    return count;
  }
}

function* header(): Bytes<void> {
  const sum = new RunningSum();
  const [first, second] = [yield* sum.byte(), yield* sum.byte()];
  if (first !== magic[0] || second !== magic[1]) throw broken('incorrect header check');
  const [method, flags] = [yield* sum.byte(), yield* sum.byte()];
  if (method !== deflate) throw broken('unknown compression method');
  if (flags & flag.reserved) throw broken('unknown header flags set');
  for (let index = 0; index < ignoredBytes; index += 1) yield* sum.byte();
  if (flags & flag.extra) {
    const length = yield* sum.short();
    for (let index = 0; index < length; index += 1) yield* sum.byte();
  }
  if (flags & flag.name) while ((yield* sum.byte()) !== 0);
  if (flags & flag.comment) while ((yield* sum.byte()) !== 0);
  if (flags & flag.checksum) {
    const expected = sum.value & 0xffff;
    if ((yield* sum.short()) !== expected) throw broken('header crc mismatch');
  }
}

/** The checksum of what was read of a header. */
class RunningSum {
  value = 0;

  *byte(): Bytes<number> {
    const byte = yield;
    this.value = crc32(Buffer.of(byte), this.value);
    return byte;
  }

  *short(): Bytes<number> {
    return (yield* this.byte()) | ((yield* this.byte()) << 8);
  }
}

function broken(what: string): GzipError {
  return new GzipError('Z_DATA_ERROR', what);
}
