import { ArchiveError } from '../engine/artifacts/archive-error.js';
import { encodeLayerIndex } from '../engine/artifacts/layer-index.js';
import { readLayer } from '../engine/artifacts/layer-reader.js';
import { fileReaders } from './file-readers.js';
import { openFile, openPart, type PartOfFile } from './part-of-file.js';

/** A layer to read: what a thread needs to know of it. */
export interface LayerTask {
  /** What its content has to be. */
  readonly diffId: string;
  /** A file that is the blob, or the part of one that is. */
  readonly blob: string | PartOfFile;
}

/** What was read of a layer. */
export interface ReadLayer {
  /** Its index, as it is stored. */
  readonly content: Uint8Array;
  readonly uncompressedBytes: number;
}

/**
 * Reads a layer with every reader.
 * @throws ArchiveError when it is not what the diff id promises; the errors of the file as they are.
 */
export async function runLayerTask(
  { diffId, blob }: LayerTask,
  onBytes: (count: number) => void,
  signal?: AbortSignal,
): Promise<ReadLayer> {
  const bytes = typeof blob === 'string' ? openFile(blob) : openPart(blob);
  const index = await readLayer(bytes, { diffId, readers: fileReaders, onBytes, signal });
  return { content: await encodeLayerIndex(index), uncompressedBytes: index.uncompressedBytes };
}

/** An error as it passes from one thread to another, which only plain objects do whole. */
export interface PassedError {
  readonly message: string;
  /** Of an error of the system. */
  readonly systemCode: string | null;
  /** Of an ArchiveError; null: it is none. */
  readonly refusal: Pick<ArchiveError, 'code' | 'details'> | null;
}

export function passedError(error: unknown): PassedError {
  if (error instanceof ArchiveError) {
    const { message, code, details } = error;
    return { message, systemCode: null, refusal: { code, details } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return { message, systemCode: typeof code === 'string' ? code : null, refusal: null };
}

/** The error that was passed. */
export function receivedError({ message, systemCode, refusal }: PassedError): Error {
  if (refusal) return new ArchiveError(refusal.code, message, refusal.details);
  return systemCode === null ? new Error(message) : Object.assign(new Error(message), { code: systemCode });
}
