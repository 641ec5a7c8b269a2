import { setImmediate } from 'node:timers/promises';
import type { LayerBlob } from '../engine/artifacts/layer-bytes.js';
import { passedError, receivedError, type PassedError } from './passed-error.js';

/** What one place of the ring holds at most: as much as a decoder gives in one step. */
const placeBytes = 256 * 1024;
/** The one that writes may be so many ahead. */
const places = 8;
/** In the control: how many pieces were written and read; 1 when nobody reads any more; 1 when nobody writes any more. */
const [written, read, isClosed, isCutOff] = [0, 1, 2, 3];
/** From there on: for each place the length of its piece (0: the end; less: an error's text) and the bytes it was made from. */
const lengths = 4;
const taken = lengths + places;
const controlBytes = (taken + places) * Int32Array.BYTES_PER_ELEMENT;
/** Milliseconds that the one that reads waits before it looks at what else it was told. */
const longestWait = 50;
/** Pieces from one such look to the next. */
const piecesAtATime = 8;

/** Memory for a ring: bytes pass through it from one thread, which writes, to another one, which reads. */
export function ringMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(controlBytes + places * placeBytes);
}

/** Tells the one that reads that the one that wrote is gone, whatever it was at. */
export function cutOff(memory: SharedArrayBuffer): void {
  const control = controlOf(memory);
  Atomics.store(control, isCutOff, 1);
  Atomics.notify(control, written);
}

/** The end of a ring that is written to; for a thread with nothing else to do: it waits for the other one. */
export class RingWriter {
  private readonly control: Int32Array;
  private count = 0;

  constructor(private readonly memory: SharedArrayBuffer) {
    this.control = controlOf(memory);
  }

  /**
   * Passes a chunk on.
   * @param takenBytes that were taken in since the chunk before.
   * @returns false: nobody reads any more.
   */
  write(chunk: Uint8Array, takenBytes: number): boolean {
    for (let start = 0; start < chunk.length; start += placeBytes) {
      const piece = chunk.subarray(start, start + placeBytes);
      if (!this.put(piece, piece.length, start === 0 ? takenBytes : 0)) return false;
    }
    return true;
  }

  /** There is no more, for a reason unless all was written. */
  end(takenBytes: number, failure?: unknown): void {
    if (failure === undefined) this.put(nothing, 0, takenBytes);
    else {
      const text = Buffer.from(JSON.stringify(passedError(failure)));
      this.put(text, -text.length, takenBytes);
    }
  }

  private put(piece: Uint8Array, length: number, takenBytes: number): boolean {
    const { control } = this;
    for (;;) {
      const seen = Atomics.load(control, read);
      if (Atomics.load(control, isClosed) === 1) return false;
      if (this.count - seen < places) break;
      Atomics.wait(control, read, seen);
    }
    const place = this.count % places;
    placeAt(this.memory, place).set(piece);
    control[lengths + place] = length;
    control[taken + place] = takenBytes;
    Atomics.store(control, written, ++this.count);
    Atomics.notify(control, written);
    return true;
  }
}

/** The end of a ring that is read, in a thread that may wait. Each chunk is gone when the next one is asked for. */
export class RingReader implements LayerBlob<Buffer> {
  private readonly control: Int32Array;
  private readonly chunks: readonly Buffer[];
  private failure: Error | null = null;

  /** @param onTaken is told of the bytes that the chunks were made from. */
  constructor(
    memory: SharedArrayBuffer,
    private readonly onTaken: (count: number) => void,
  ) {
    this.control = controlOf(memory);
    this.chunks = Array.from({ length: places }, (_, place) => placeAt(memory, place));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const { control } = this;
    try {
      for (let count = 0; ; count++) {
        if (count % piecesAtATime === 0) await setImmediate();
        await this.isThere(count);
        const place = count % places;
        const length = control[lengths + place]!;
        this.onTaken(control[taken + place]!);
        if (length === 0) return;
        if (length < 0) throw receivedError(errorIn(this.chunks[place]!.subarray(0, -length)));
        yield this.chunks[place]!.subarray(0, length);
        Atomics.store(control, read, count + 1);
        Atomics.notify(control, read);
      }
    } finally {
      this.destroy();
    }
  }

  destroy(error?: Error): void {
    this.failure ??= error ?? null;
    Atomics.store(this.control, isClosed, 1);
    Atomics.notify(this.control, read);
  }

  /** Waits for the piece; between two waits what else the thread was told is seen to. */
  private async isThere(count: number): Promise<void> {
    const { control } = this;
    for (;;) {
      if (this.failure) throw this.failure;
      if (Atomics.load(control, written) > count) return;
      if (Atomics.load(control, isCutOff) === 1) throw new Error('the thread that decodes it has ended');
      if (Atomics.wait(control, written, count, longestWait) === 'timed-out') await setImmediate();
    }
  }
}

const nothing = new Uint8Array(0);

function controlOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, controlBytes / Int32Array.BYTES_PER_ELEMENT);
}

function placeAt(memory: SharedArrayBuffer, place: number): Buffer {
  return Buffer.from(memory, controlBytes + place * placeBytes, placeBytes);
}

function errorIn(text: Buffer): PassedError {
  return JSON.parse(text.toString()) as PassedError;
}
