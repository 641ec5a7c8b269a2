import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import { ingestArchive } from '../engine/artifacts/archive-reader.js';
import { entriesOf, sliceArchive } from '../engine/artifacts/archive-slicer.js';
import type { BlobSink } from '../engine/artifacts/blob-sink.js';

/** A part of a file. */
interface Piece {
  /** Of its first byte. */
  readonly start: number;
  readonly sizeBytes: number;
  readonly isGzip: boolean;
}

const chunkBytes = 256 * 1024;

/**
 * Reads every layer of the archive's image through zlib and sha256 and does nothing else, as many at a time as there are
 * cores, the largest first. An archive that is compressed as a whole is read as one piece.
 * @returns a function that does it once and tells the seconds it took.
 */
export async function floorOf(archive: string): Promise<() => Promise<number>> {
  const pieces = await piecesOf(archive);
  pieces.sort((a, b) => b.sizeBytes - a.sizeBytes);
  return async () => {
    const waiting = [...pieces];
    const start = performance.now();
    const lane = async () => {
      for (let piece = waiting.shift(); piece; piece = waiting.shift()) await digestPiece(archive, piece);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, lane));
    return (performance.now() - start) / 1000;
  };
}

async function digestPiece(archive: string, { start, sizeBytes, isGzip }: Piece): Promise<void> {
  if (sizeBytes === 0) return;
  const hash = createHash('sha256');
  const source = createReadStream(archive, { start, end: start + sizeBytes - 1, highWaterMark: chunkBytes });
  const digest = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  };
  if (isGzip) await pipeline(source, createGunzip({ chunkSize: chunkBytes }), digest);
  else await pipeline(source, digest);
  hash.digest();
}

async function piecesOf(archive: string): Promise<Piece[]> {
  const handle = await open(archive, 'r');
  try {
    const { size } = await handle.stat();
    const whole = await pieceAt(handle, 0, size);
    if (whole.isGzip) return [whole];
    const wanted = await layerPaths(handle);
    const pieces: Piece[] = [];
    for await (const { header, bodyStart } of entriesOf(handle)) {
      if (header.type === 'file' && wanted.delete(header.path)) {
        pieces.push(await pieceAt(handle, bodyStart, header.storedBytes));
      }
    }
    if (wanted.size > 0) throw new Error(`the archive does not hold ${[...wanted].join(', ')}`);
    return pieces;
  } finally {
    await handle.close();
  }
}

async function pieceAt(handle: FileHandle, start: number, sizeBytes: number): Promise<Piece> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, start);
  return { start, sizeBytes, isGzip: bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b };
}

/** Where the image's layers stand: what is missed when the archive is read without them. */
async function layerPaths(handle: FileHandle): Promise<Set<string>> {
  try {
    await ingestArchive(sliceArchive(handle, { include: () => false }), noSink);
  } catch (error) {
    const missing = error instanceof ArchiveError ? error.details.missing : undefined;
    if (missing && missing.length > 0) return new Set(missing.map(({ path }) => path));
    throw error;
  }
  throw new Error('the image has no layers');
}

const noSink: BlobSink = {
  create: () => {
    throw new Error('the documents of the archive hold a blob');
  },
  remove: () => Promise.resolve(),
};
