import type { ArchiveContents, PendingBlob } from './archive-contents.js';
import { ArchiveError, type MissingLayer } from './archive-error.js';
import { isSha256, type ImageConfigDocument } from './image-documents.js';

/** The one image of an archive that is taken in. */
export interface ImagePlan {
  /** Digest of the image config. */
  readonly imageId: string;
  readonly manifestDigest: string | null;
  readonly references: readonly string[];
  /** Tags that the archive gives it without a repository. */
  readonly tags: readonly string[];
  readonly configBytes: Buffer;
  readonly config: ImageConfigDocument;
  readonly layers: readonly PlannedLayer[];
}

export interface PlannedLayer {
  readonly diffId: string;
  readonly digest: string;
  /** 0 when the layer is left out and nothing states its size. */
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Path of the archive's entry. */
  readonly path: string;
  /** What holds the bytes; null: the archive leaves the layer out. */
  readonly content: PendingBlob | Buffer | null;
}

export interface ImageChoice {
  /** Name or digest of the image, needed when the archive holds several. */
  readonly reference?: string | undefined;
  readonly platform?: { readonly os: string; readonly architecture: string } | undefined;
}

/** Path of a blob in an OCI layout. @throws ArchiveError `unsupported` for digests other than sha256. */
export function blobPath(digest: string): string {
  if (!isSha256(digest)) {
    throw new ArchiveError(
      'unsupported',
      `The digest ${JSON.stringify(digest.slice(0, 160))} is not a sha256 one`,
    );
  }
  return `blobs/${digest.replace(':', '/')}`;
}

/** The bytes of a layer at a path, whichever way the archive's reader kept them. */
export function layerContent(contents: ArchiveContents, path: string): PendingBlob | Buffer | null {
  return contents.blob(path) ?? contents.document(path);
}

/**
 * The diff ids of a config, one for each layer.
 * @throws ArchiveError `invalid-document`, `unsupported`.
 */
export function diffIdsOf(config: ImageConfigDocument, layerCount: number): readonly string[] {
  const diffIds = config.rootfs.diff_ids ?? [];
  if (diffIds.length !== layerCount) {
    const what = `The image config names ${diffIds.length} layers, the manifest ${layerCount}`;
    throw new ArchiveError('invalid-document', what);
  }
  const other = diffIds.find((diffId) => !isSha256(diffId));
  if (other !== undefined) {
    throw new ArchiveError(
      'unsupported',
      `The diff id ${JSON.stringify(other.slice(0, 160))} is not a sha256 one`,
    );
  }
  return diffIds;
}

/** Asks for all layers that are left out at once. @throws ArchiveError `missing-blob` unless every one is known. */
export async function refuseMissing(
  layers: readonly PlannedLayer[],
  isKnownLayer: (diffId: string, path: string) => Promise<boolean>,
): Promise<void> {
  const absent = layers.filter(({ content }) => !content);
  const areKnown = await Promise.all(absent.map(({ diffId, path }) => isKnownLayer(diffId, path)));
  const missing = new Map<string, MissingLayer>();
  absent.forEach(({ diffId, digest, path }, index) => {
    if (!areKnown[index] && !missing.has(diffId)) missing.set(diffId, { diffId, digest, path });
  });
  if (missing.size === 0) return;
  const names = [...missing.values()].map((layer) => layer.path).join(', ');
  const what = `The archive lacks ${missing.size} of the image's ${layers.length} layers: ${names}`;
  throw new ArchiveError('missing-blob', what, { missing: [...missing.values()] });
}
