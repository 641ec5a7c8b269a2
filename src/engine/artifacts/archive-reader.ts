import type { Readable } from 'node:stream';
import { ArchiveContents, type PendingBlob } from './archive-contents.js';
import { ArchiveError } from './archive-error.js';
import { defaultArchiveLimits, type ArchiveLimits } from './archive-limits.js';
import type { BlobSink } from './blob-sink.js';
import { decompress } from './compression.js';
import { planDockerImage } from './docker-archive.js';
import type { ImageConfigDocument } from './image-documents.js';
import { refuseMissing, type ImageChoice, type ImagePlan } from './image-plan.js';
import { planOciImage } from './oci-archive.js';
import { TarReader } from './tar-reader.js';

/** An image as an archive brought it. Its config and the layers the archive held are in the store. */
export interface ImageArchive {
  /** Digest of the image config. */
  readonly imageId: string;
  /** Null for archives without manifests: `docker save` before version 25. */
  readonly manifestDigest: string | null;
  /** The names the archive gives the image; empty: none. */
  readonly references: readonly string[];
  /** Tags that the archive gives it without a repository: they are no names. */
  readonly tags: readonly string[];
  /** Without keys that are not known. */
  readonly config: ImageConfigDocument;
  /** Lowest first. */
  readonly layers: readonly ArchivedLayer[];
}

export interface ArchivedLayer {
  readonly diffId: string;
  /** Digest of the blob. Of a layer that is left out of a `docker save` archive it is the diff id. */
  readonly digest: string;
  /** Bytes of the blob; 0 when the archive leaves it out without stating its size. */
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface IngestOptions extends ImageChoice {
  /** Default: `defaultArchiveLimits`. */
  readonly limits?: ArchiveLimits;
  /** Whether a layer, which would stand at `path`, may be left out of the archive. Default: none may. */
  readonly isKnownLayer?: (diffId: string, path: string) => Promise<boolean>;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes in an image archive of `docker save` or in OCI layout, plain, gzip or zstd, in one pass. Every digest and size
 * is verified before anything is put into the store; on any error the store is as it was.
 * @throws ArchiveError; the errors of the input and the store as they are.
 */
export async function ingestArchive(
  input: Readable,
  sink: BlobSink,
  options: IngestOptions = {},
): Promise<ImageArchive> {
  const { limits = defaultArchiveLimits, isKnownLayer = noLayerIsKnown, signal } = options;
  const contents = new ArchiveContents(sink, limits);
  const stop = () => input.destroy(abortReason(signal));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    await readInto(contents, input, limits);
    const plan = planImage(contents, options);
    await refuseMissing(plan.layers, isKnownLayer);
    signal?.throwIfAborted();
    await commit(plan, sink);
    return archiveOf(plan);
  } finally {
    signal?.removeEventListener('abort', stop);
    input.destroy();
    await contents.abort();
  }
}

async function readInto(contents: ArchiveContents, input: Readable, limits: ArchiveLimits): Promise<void> {
  const tar = new TarReader({ limits, onEntry: (header) => contents.onEntry(header) });
  let length = 0;
  const { chunks } = await decompress(input, limits);
  for await (const chunk of chunks) {
    if (length === 0 && !looksLikeTar(chunk)) throw noArchive();
    length += chunk.length;
    tar.write(chunk);
    await contents.flush();
  }
  if (length === 0) throw noArchive();
  tar.end();
}

/** A first block that is cut off is told apart later; anything else than a tar is named for what it is. */
function looksLikeTar(chunk: Buffer): boolean {
  if (chunk.length < 512) return true;
  const checksum = chunk.toString('latin1', 148, 156);
  return /^[ 0-7]+(?:\0[ \0]*)?$/.test(checksum) || chunk.subarray(0, 512).every((byte) => byte === 0);
}

function noArchive(): ArchiveError {
  return new ArchiveError('not-an-archive', 'This is no tar archive, neither plain nor in gzip or zstd');
}

function planImage(contents: ArchiveContents, choice: ImageChoice): ImagePlan {
  const index = contents.document('index.json');
  if (index) return planOciImage(contents, index, choice);
  const manifest = contents.document('manifest.json');
  if (manifest) return planDockerImage(contents, manifest, choice);
  const what =
    'The tar holds no image: it has neither index.json (OCI layout) nor manifest.json (docker save)';
  throw new ArchiveError('not-an-archive', what);
}

/** Puts the config and the layers into the store; takes out again what was new when one fails. */
async function commit(plan: ImagePlan, sink: BlobSink): Promise<void> {
  const contents = new Map<string, PendingBlob | Buffer>([[plan.imageId, plan.configBytes]]);
  for (const { digest, content } of plan.layers) if (content) contents.set(digest, content);
  const added: string[] = [];
  try {
    for (const content of contents.values()) {
      const { digest, isNew } = await (Buffer.isBuffer(content)
        ? commitBytes(content, sink)
        : content.writer.commit());
      if (isNew) added.push(digest);
    }
  } catch (error) {
    for (const digest of added) await sink.remove(digest);
    throw error;
  }
}

async function commitBytes(bytes: Buffer, sink: BlobSink): Promise<{ digest: string; isNew: boolean }> {
  const writer = await sink.create();
  try {
    await writer.write(bytes);
    return await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function archiveOf({ imageId, manifestDigest, references, tags, config, layers }: ImagePlan): ImageArchive {
  return {
    imageId,
    manifestDigest,
    references,
    tags,
    config,
    layers: layers.map(({ diffId, digest, sizeBytes, mediaType }) => ({
      diffId,
      digest,
      sizeBytes,
      mediaType,
    })),
  };
}

async function noLayerIsKnown(): Promise<boolean> {
  return false;
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The reading was aborted');
}
