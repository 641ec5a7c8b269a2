import { createHash } from 'node:crypto';
import type { FileReader } from '../model/file-reader.js';
import { ArchiveError } from './archive-error.js';
import { defaultArchiveLimits, type ArchiveLimits } from './archive-limits.js';
import { layerBytes, type LayerBlob } from './layer-bytes.js';
import { LayerCollector } from './layer-collector.js';
import type { LayerIndex } from './layer-index.js';
import { TarReader } from './tar-reader.js';

export interface ReadLayerOptions {
  /** `sha256:…` of the uncompressed tar. */
  readonly diffId: string;
  readonly readers: readonly FileReader[];
  /** Default: `defaultArchiveLimits`. */
  readonly limits?: ArchiveLimits;
  /** Told how many more bytes of the blob were taken in. */
  readonly onBytes?: (count: number) => void;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a layer (plain, gzip or zstd) in one pass: what entries it has, and what each reader keeps of the files it
 * wants. It decodes in the calling thread, which should have nothing else to do. Memory does not grow with the layer's bytes, only with its entries and what the readers keep. Files that cannot
 * be read become problems; a layer that is not what it claims to be is refused.
 * @throws ArchiveError; the blob's own errors as they are.
 */
export async function readLayer(
  blob: LayerBlob,
  { onBytes, ...options }: ReadLayerOptions,
): Promise<LayerIndex> {
  const chunks = layerBytes(blob, options.limits ?? defaultArchiveLimits, onBytes);
  const bytes = {
    [Symbol.asyncIterator]: () => chunks,
    destroy: (error?: Error) => blob.destroy(error),
  };
  return readDecodedLayer(bytes, options);
}

/** The same, for a layer that something else decodes and holds to the limits: its tar as it comes. */
export async function readDecodedLayer(
  tar: LayerBlob<Buffer>,
  { diffId, readers, limits = defaultArchiveLimits, signal }: Omit<ReadLayerOptions, 'onBytes'>,
): Promise<LayerIndex> {
  const stop = () => tar.destroy(abortReason(signal));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    return await read(tar, { diffId, readers, limits });
  } catch (error) {
    if (error instanceof ArchiveError) throw named(error, diffId);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    tar.destroy();
  }
}

type Settings = Required<Pick<ReadLayerOptions, 'diffId' | 'readers' | 'limits'>>;

async function read(bytes: LayerBlob<Buffer>, { diffId, readers, limits }: Settings): Promise<LayerIndex> {
  const collector = new LayerCollector(readers, limits);
  const tar = new TarReader({
    limits,
    isEndMarkOptional: true,
    onEntry: (header) => collector.onEntry(header),
  });
  const hash = createHash('sha256');
  let uncompressedBytes = 0;
  for await (const chunk of bytes) {
    uncompressedBytes += chunk.length;
    hash.update(chunk);
    tar.write(chunk);
  }
  tar.end();
  const actual = `sha256:${hash.digest('hex')}`;
  if (actual !== diffId) throw new ArchiveError('digest-mismatch', `Its content has the digest ${actual}`);
  return { diffId, uncompressedBytes, ...collector.result() };
}

function named(error: ArchiveError, diffId: string): ArchiveError {
  return new ArchiveError(error.code, `Layer ${diffId}: ${error.message}`, error.details, { cause: error });
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The reading was aborted');
}
