import { constants, createInflateRaw, type InflateRaw } from 'node:zlib';
import { GzipError, GzipHeader } from './gzip-header.js';

/** Output of one step: what is hashed and read next is still in the processor's caches, and few files are cut by an end. */
const outputBytes = 256 * 1024;
const nothing = Buffer.alloc(0);
/** After a member: its checksum, and how many bytes it decodes to, modulo 2^32 (RFC 1952, section 2.3.1). */
const trailerBytes = 8;

/**
 * What Node's decoder works with inside. It is not part of its API, so it is looked at before it is used; Node's own
 * `inflateRawSync` uses the same.
 */
interface Inside {
  readonly _handle?: { readonly writeSync?: WriteStep } | null;
  /** After a step: bytes of the output that are free, and of the input that are left. */
  readonly _writeState?: Uint32Array;
}
type WriteStep = (
  flush: number,
  input: Uint8Array,
  inputStart: number,
  inputBytes: number,
  output: Uint8Array,
  outputStart: number,
  outputBytes: number,
) => void;

/**
 * Decodes gzip in the calling thread: for a thread that does nothing else, this takes a quarter less processor time
 * than the decoder's own threads, which take new memory for every step and hand it over. It is for what is verified by
 * a digest: the members' own checksums are not computed, which would take a sixth of the time.
 */
export class StepGunzip {
  private readonly output = Buffer.allocUnsafeSlow(outputBytes);
  /** Of a member; null: its content is being decoded. */
  private header: GzipHeader | null = new GzipHeader();
  /** What was read of the trailer; null: the content has not ended. */
  private trailer: number[] | null = null;
  private memberBytes = 0;
  private hasEnded = false;

  private constructor(
    private readonly decoder: InflateRaw,
    private readonly handle: { writeSync: WriteStep },
    private readonly state: Uint32Array,
  ) {
    // An error is thrown by the step that meets it.
    decoder.on('error', () => undefined);
  }

  /** Null: this version of Node has other insides. */
  static open(): StepGunzip | null {
    const decoder = createInflateRaw();
    const { _handle: handle, _writeState: state } = decoder as unknown as Inside;
    if (typeof handle?.writeSync === 'function' && state instanceof Uint32Array && state.length >= 2) {
      return new StepGunzip(decoder, handle as { writeSync: WriteStep }, state);
    }
    decoder.close();
    return null;
  }

  /**
   * What the next bytes of the input decode to. Each piece stands in the same memory as the one before. Zeros after the
   * last member end the input, whatever follows them, as with Node's decoder.
   * @throws GzipError `Z_DATA_ERROR`; what Node's decoder fails with.
   */
  *push(input: Uint8Array): Generator<Buffer> {
    let rest = input;
    while (rest.length > 0 && !this.hasEnded) {
      if (this.trailer) rest = this.afterContent(rest, this.trailer);
      else if (this.header) rest = this.beforeContent(rest, this.header);
      else rest = yield* this.content(rest, constants.Z_NO_FLUSH);
    }
  }

  /** What is left when the input is complete. @throws as `push`, `Z_BUF_ERROR` when it is cut off. */
  *end(): Generator<Buffer> {
    if (!this.header && !this.trailer) yield* this.content(nothing, constants.Z_FINISH);
    const isWhole = this.hasEnded || this.trailer?.length === trailerBytes;
    if (!isWhole) throw new GzipError('Z_BUF_ERROR', 'unexpected end of file');
  }

  close(): void {
    this.decoder.close();
  }

  private beforeContent(input: Uint8Array, header: GzipHeader): Uint8Array {
    const rest = input.subarray(header.take(input));
    if (header.isRead) this.header = null;
    return rest;
  }

  /** @returns what is left of the input, which is nothing unless the member's content has ended. */
  private *content(input: Uint8Array, flush: number): Generator<Buffer, Uint8Array> {
    const { output, state } = this;
    let left = input.length;
    for (let free = 0; free === 0;) {
      this.handle.writeSync(flush, input, input.length - left, left, output, 0, output.length);
      if (this.decoder.errored) throw this.decoder.errored;
      [free, left] = [state[0]!, state[1]!];
      this.memberBytes += output.length - free;
      if (free < output.length) yield output.subarray(0, output.length - free);
    }
    if (left > 0) this.trailer = [];
    return input.subarray(input.length - left);
  }

  /** Reads the trailer, and looks whether another member follows. */
  private afterContent(input: Uint8Array, trailer: number[]): Uint8Array {
    if (trailer.length < trailerBytes) {
      const part = input.subarray(0, trailerBytes - trailer.length);
      trailer.push(...part);
      if (trailer.length === trailerBytes) this.checkLength(trailer);
      return input.subarray(part.length);
    }
    this.hasEnded = input[0] === 0;
    this.trailer = null;
    this.header = new GzipHeader();
    this.memberBytes = 0;
    this.decoder.reset();
    return input;
  }

  private checkLength(trailer: readonly number[]): void {
    const length = Buffer.from(trailer).readUInt32LE(4);
    if (this.memberBytes % 2 ** 32 !== length) throw new GzipError('Z_DATA_ERROR', 'incorrect length check');
  }
}
