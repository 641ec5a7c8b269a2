import type { FileHandle } from 'node:fs/promises';
import { ingestArchive, type ImageArchive, type IngestOptions } from './archive-reader.js';
import { sliceArchive } from './archive-slicer.js';
import type { BlobSink } from './blob-sink.js';

/** A part of a file, in bytes. */
export interface BlobPlace {
  readonly start: number;
  readonly sizeBytes: number;
}

/** An image of an archive whose layers stay where they are. */
export interface PlacedArchive {
  readonly archive: ImageArchive;
  /** Where the layers stand that are not known, by diff id. Their content is not verified yet. */
  readonly places: ReadonlyMap<string, BlobPlace>;
}

/**
 * Takes in the documents of an image archive as `ingestArchive` does, and tells where its layers stand instead of reading
 * them.
 * @param handle of an uncompressed tar; it stays open.
 * @throws ArchiveError; `unsupported` when the archive is compressed as a whole, `missing-blob` also for layers behind
 *   links.
 */
export async function placeArchive(
  handle: FileHandle,
  sink: BlobSink,
  options: IngestOptions,
): Promise<PlacedArchive> {
  const entries = new Map<string, BlobPlace>();
  const places = new Map<string, BlobPlace>();
  const documents = sliceArchive(handle, {
    include: (path, sizeBytes, start) => {
      entries.set(path, { start, sizeBytes });
      return false;
    },
  });
  const isKnownLayer = async (diffId: string, path: string): Promise<boolean> => {
    if (await options.isKnownLayer?.(diffId, path)) return true;
    const place = entries.get(path);
    if (place) places.set(diffId, place);
    return place !== undefined;
  };
  const archive = await ingestArchive(documents, sink, { ...options, isKnownLayer });
  const layers = archive.layers.map((layer) => {
    const place = places.get(layer.diffId);
    return place ? { ...layer, sizeBytes: place.sizeBytes } : layer;
  });
  return { archive: { ...archive, layers }, places };
}
