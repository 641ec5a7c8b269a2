import { encodeLayerIndex } from '../engine/artifacts/layer-index.js';
import { readDecodedLayer, readLayer } from '../engine/artifacts/layer-reader.js';
import { RingReader } from './byte-ring.js';
import { fileReaders } from './file-readers.js';
import { openBlob, type BlobPlace } from './part-of-file.js';

/** A layer to read: what a thread needs to know of it. */
export interface LayerTask {
  /** What its content has to be. */
  readonly diffId: string;
  readonly blob: BlobPlace;
  /** What it decodes to is read from this ring, which another thread fills, instead of the blob. */
  readonly decoded?: SharedArrayBuffer | undefined;
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
  { diffId, blob, decoded }: LayerTask,
  onBytes: (count: number) => void,
  signal?: AbortSignal,
): Promise<ReadLayer> {
  const options = { diffId, readers: fileReaders, signal };
  const index = decoded
    ? await readDecodedLayer(new RingReader(decoded, onBytes), options)
    : await readLayer(openBlob(blob), { ...options, onBytes });
  return { content: await encodeLayerIndex(index), uncompressedBytes: index.uncompressedBytes };
}
