import { Readable } from 'node:stream';
import { bounded, counted, decompress, detectCompression, type CompressionLimits } from './compression.js';
import { StepGunzip } from './step-gunzip.js';

/** The blob of a layer. A chunk may be gone when the next one is asked for. */
export interface LayerBlob<Chunk extends Uint8Array = Uint8Array> extends AsyncIterable<Chunk> {
  /** Ends it early: whoever reads it is told the error, if there is one. */
  destroy(error?: Error): unknown;
}

/** Shortest magic number that is decisive. */
const headBytes = 4;

/**
 * The bytes of a layer, decompressed within the limits by the calling thread. Each chunk may stand in the memory of the
 * one before.
 * @param onInput is told how many bytes of the blob were taken in, piece by piece.
 * @throws ArchiveError `truncated`, `corrupt`, `too-large`, `bomb`; the blob's own errors as they are.
 */
export async function* layerBytes(
  blob: LayerBlob,
  limits: CompressionLimits,
  onInput?: (count: number) => void,
): AsyncGenerator<Buffer> {
  const input = blob[Symbol.asyncIterator]();
  const head = await firstOf(input);
  const source = joined(head, input);
  const compression = detectCompression(head);
  const steps = compression === 'gzip' ? StepGunzip.open() : null;
  if (compression !== 'none' && !steps) {
    const { chunks } = await decompress(Readable.from(copied(source)), limits, onInput);
    yield* chunks;
    return;
  }
  const progress = { bytes: 0, onInput };
  const taken = counted(source, progress);
  yield* bounded(steps ? decoded(taken, steps) : taken, compression, limits, progress);
}

async function* decoded(source: AsyncIterable<Buffer>, steps: StepGunzip): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield* steps.push(chunk);
    yield* steps.end();
  } finally {
    steps.close();
  }
}

/** The first bytes, enough of them to tell how they are compressed unless there are no more. */
async function firstOf(input: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < headBytes) {
    const next = await input.next();
    if (next.done) break;
    head =
      head.length === 0 && next.value.length >= headBytes ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

/** Leaving the loop early ends the input. */
async function* joined(head: Uint8Array, input: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => input };
  } finally {
    await input.return?.();
  }
}

async function* copied(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield Buffer.from(chunk);
}
