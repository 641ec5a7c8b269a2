import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib, { constants, createGunzip, type ZlibOptions } from 'node:zlib';
import { Decompress } from 'fzstd';
import { ArchiveError } from './archive-error.js';
import type { ArchiveLimits } from './archive-limits.js';
import { peek } from './stream-head.js';
import { ZstdFrameGuard } from './zstd-frames.js';

export type Compression = 'none' | 'gzip' | 'zstd';
export type CompressionLimits = Pick<
  ArchiveLimits,
  'maxUncompressedBytes' | 'maxRatio' | 'ratioFloorBytes' | 'maxWindowBytes'
>;

/** The bytes of a stream, decompressed while they are read. */
export interface Decompressed {
  readonly compression: Compression;
  /** Leaving the loop early destroys the input. Throws ArchiveError `truncated`, `corrupt`, `too-large`, `bomb`. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Output of one zlib step: large, so that few of them pass through the main thread. */
const outputChunkBytes = 256 * 1024;
/** Decompressed bytes that may wait: the decoder works on while what it gave is hashed and read. */
const aheadBytes = 1024 * 1024;
const decoderOptions = { chunkSize: outputChunkBytes, readableHighWaterMark: aheadBytes };
/** Input given to the JavaScript zstd decoder at once: a block of 4 bytes can stand for 128 KiB. */
const zstdSliceBytes = 1024;
/** Shortest magic number that is decisive. */
const headBytes = 4;

/** Recognises gzip and zstd by their first bytes; a skippable zstd frame counts as zstd. */
export function detectCompression(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const isZstdTail = head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  if (head[0] === 0x28 && isZstdTail) return 'zstd';
  const isSkippable = head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return head.length >= 4 && isSkippable && head[0]! >> 4 === 5 ? 'zstd' : 'none';
}

/**
 * Recognises how `input` is compressed and decompresses it, within the limits. The result must be read or its
 * iterator returned, else the input stays open.
 * @param onInput is told how many bytes of the input were taken in, piece by piece.
 */
export async function decompress(
  input: Readable,
  limits: CompressionLimits,
  onInput?: (count: number) => void,
): Promise<Decompressed> {
  const { head, source } = await peek(input, headBytes);
  const compression = detectCompression(head);
  const progress: Progress = { bytes: 0, onInput };
  const chunks = decoded(source, compression, limits, progress);
  return { compression, chunks: bounded(chunks, compression, limits, progress) };
}

/** How far a decoder has come. */
export interface Progress {
  /** Bytes of the input taken in. */
  bytes: number;
  readonly onInput: ((count: number) => void) | undefined;
}

function count(progress: Progress, chunk: Uint8Array): void {
  progress.bytes += chunk.length;
  progress.onInput?.(chunk.length);
}

function decoded(
  source: Readable,
  compression: Compression,
  limits: CompressionLimits,
  progress: Progress,
): AsyncIterable<Buffer> {
  if (compression === 'none') return counted(source, progress);
  const decoder = compression === 'gzip' ? createGunzip(decoderOptions) : nativeZstd(limits);
  return decoder
    ? through(source, decoder, progress)
    : zstdBlocks(counted(source, progress), limits.maxWindowBytes);
}

/** The chunks, counted as they are taken in. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  progress: Progress,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    count(progress, chunk);
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** Errors reach whoever reads the decoder; pipeline's callback has nothing to add. */
function through(source: Readable, decoder: Transform, progress: Progress): AsyncIterable<Buffer> {
  source.on('data', (chunk: Uint8Array) => count(progress, chunk));
  pipeline(source, decoder, () => undefined);
  return decoder as AsyncIterable<Buffer>;
}

/** Node's own decoder where it has one (22.15, 23.8 and later); null: it has none. */
function nativeZstd({ maxWindowBytes }: CompressionLimits): Transform | null {
  const { createZstdDecompress } = zlib as unknown as { createZstdDecompress?: ZstdFactory };
  const windowLogMax = (constants as unknown as Record<string, number>)['ZSTD_d_windowLogMax'];
  if (!createZstdDecompress || windowLogMax === undefined) return null;
  const params = { [windowLogMax]: Math.floor(Math.log2(maxWindowBytes)) };
  return createZstdDecompress({ ...decoderOptions, params });
}

interface ZstdOptions extends ZlibOptions {
  readonly params: Record<number, number>;
}
type ZstdFactory = (options: ZstdOptions) => Transform;

/** zstd in JavaScript. Its memory is the window plus what one slice of input can expand to. */
async function* zstdBlocks(source: AsyncGenerator<Buffer>, maxWindowBytes: number): AsyncGenerator<Buffer> {
  const guard = new ZstdFrameGuard(maxWindowBytes);
  const blocks: Uint8Array[] = [];
  const decoder = new Decompress((block) => blocks.push(block));
  for await (const chunk of source) {
    for (let offset = 0; offset < chunk.length; offset += zstdSliceBytes) {
      const slice = chunk.subarray(offset, offset + zstdSliceBytes);
      guard.push(slice);
      decoder.push(slice);
      yield* taking(blocks);
    }
  }
  guard.end();
  decoder.push(new Uint8Array(0), true);
  yield* taking(blocks);
}

function* taking(blocks: Uint8Array[]): Generator<Buffer> {
  for (const block of blocks.splice(0)) {
    if (block.length > 0) yield Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  }
}

/** Counts what comes out, and turns decoders' errors into ArchiveErrors. */
export async function* bounded(
  chunks: AsyncIterable<Buffer>,
  compression: Compression,
  limits: CompressionLimits,
  progress: Progress,
): AsyncGenerator<Buffer> {
  let total = 0;
  try {
    for await (const chunk of chunks) {
      total += chunk.length;
      checkSize(total, progress.bytes, limits);
      yield chunk;
    }
  } catch (error) {
    throw decoderError(error, compression);
  }
}

function checkSize(total: number, taken: number, limits: CompressionLimits): void {
  if (total > limits.maxUncompressedBytes) {
    const what = `It has more than ${limits.maxUncompressedBytes} bytes uncompressed`;
    throw new ArchiveError('too-large', what);
  }
  if (total > limits.ratioFloorBytes && total > taken * limits.maxRatio) {
    const what = `Its first ${taken} bytes expand to ${total}, more than ${limits.maxRatio} times as many`;
    throw new ArchiveError('bomb', what);
  }
}

/** Errors of the input itself (a file that cannot be read, an abort) stay what they are. */
function decoderError(error: unknown, compression: Compression): unknown {
  if (error instanceof ArchiveError || !(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const isDecoders = compression === 'zstd' ? isZstdError(error, code) : String(code).startsWith('Z_');
  if (!isDecoders) return error;
  const isCutOff = code === 'Z_BUF_ERROR';
  const what = isCutOff ? 'is cut off' : `is broken (${error.message})`;
  const options = { cause: error };
  return new ArchiveError(
    isCutOff ? 'truncated' : 'corrupt',
    `The ${compression} stream ${what}`,
    {},
    options,
  );
}

/** The JavaScript decoder throws small numbers as codes, and RangeErrors and TypeErrors on broken input. */
function isZstdError(error: Error, code: unknown): boolean {
  const isDecoderBug = error instanceof RangeError || (error instanceof TypeError && code === undefined);
  return typeof code === 'number' || isDecoderBug || String(code).startsWith('ZSTD_');
}
