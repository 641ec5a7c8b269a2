import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { TarBuilder, tarHeaderBlock } from '../../src/engine/artifacts/tar-builder.js';

/** A layer as the archive's documents state it, true or not. */
export interface CraftedLayer {
  readonly bytes: Buffer;
  /** Default: of the bytes. */
  readonly diffId?: string;
  /** Default: of the bytes. */
  readonly digest?: string;
  readonly mediaType?: string;
  /** Whether the archive holds the blob; default true. */
  readonly isHeld?: boolean;
}

export interface CraftedImage {
  readonly layers?: readonly CraftedLayer[];
  /** Members of the image config besides `rootfs`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Replaces the manifest. */
  readonly manifest?: unknown;
}

const layerType = 'application/vnd.oci.image.layer.v1.tar';

/** An OCI layout whose documents say what they are told to. */
export function craftedArchive({ layers = [], config = {}, manifest }: CraftedImage): Buffer {
  const configBytes = json({
    os: 'linux',
    architecture: 'amd64',
    ...config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId ?? digestOf(layer.bytes)) },
  });
  const descriptors = layers.map((layer) => ({
    mediaType: layer.mediaType ?? layerType,
    digest: layer.digest ?? digestOf(layer.bytes),
    size: layer.bytes.length,
  }));
  const manifestBytes = json(
    manifest ?? {
      schemaVersion: 2,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...blob(configBytes) },
      layers: descriptors,
    },
  );
  const index = {
    schemaVersion: 2,
    manifests: [{ mediaType: 'application/vnd.oci.image.manifest.v1+json', ...blob(manifestBytes) }],
  };
  const tar = new TarBuilder()
    .file('oci-layout', '{"imageLayoutVersion":"1.0.0"}')
    .file('index.json', json(index));
  for (const bytes of [manifestBytes, configBytes]) tar.file(blobPath(digestOf(bytes)), bytes);
  layers.forEach(({ bytes, isHeld = true }, position) => {
    if (isHeld) tar.file(blobPath(descriptors[position]!.digest), bytes);
  });
  return tar.toBuffer();
}

/** A gzip stream that expands to a tar of one file with so many mebibytes of zeros, and is never held in memory. */
export function gzippedZeros(mebibytes: number, path = 'zeros'): Buffer {
  const piece = 64;
  const header = tarHeaderBlock({ path, typeFlag: '0', size: mebibytes * 1024 * 1024, mode: 0o644 });
  const member = gzipSync(Buffer.alloc(piece * 1024 * 1024), { level: 9 });
  const members = Array.from({ length: Math.ceil(mebibytes / piece) }, () => member);
  return Buffer.concat([gzipSync(header), ...members, gzipSync(Buffer.alloc(1024))]);
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function blob(bytes: Buffer): { digest: string; size: number } {
  return { digest: digestOf(bytes), size: bytes.length };
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
