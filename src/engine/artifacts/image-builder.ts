import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Compression } from './compression.js';
import { TarBuilder } from './tar-builder.js';
import { storedZstd } from './stored-zstd.js';

/** A layer with its digests. */
export interface BuiltLayer {
  readonly diffId: string;
  readonly digest: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** An image's parts, from which any kind of archive can be put together. */
export interface BuiltImage {
  readonly names: readonly string[];
  readonly platform: { readonly os: string; readonly architecture: string };
  readonly imageId: string;
  readonly configBytes: Buffer;
  readonly manifestDigest: string;
  readonly manifestBytes: Buffer;
  readonly layers: readonly BuiltLayer[];
}

const mediaTypes: Readonly<Record<Compression, string>> = {
  none: 'application/vnd.oci.image.layer.v1.tar',
  gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
};
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const configType = 'application/vnd.oci.image.config.v1+json';

/** An image to be put together, for demonstrations and tests. The same calls give the same bytes. */
export function anImage(): ImageBuilder {
  return new ImageBuilder();
}

/** `anImage().withLayer((layer) => layer.file('etc/passwd', '…')).named('demo:1').asOciArchive()` */
export class ImageBuilder {
  private readonly layers: BuiltLayer[] = [];
  private readonly history: Record<string, unknown>[] = [];
  private readonly names: string[] = [];
  private config: Readonly<Record<string, unknown>> = {};
  private platform = { os: 'linux', architecture: 'amd64' };
  private created = '2026-06-01T00:00:00Z';

  /** Puts a layer on top. */
  withLayer(
    fill: (layer: TarBuilder) => unknown,
    { compression = 'gzip', createdBy = 'COPY . /' }: { compression?: Compression; createdBy?: string } = {},
  ): this {
    const tar = new TarBuilder();
    fill(tar);
    return this.withTar(tar.toBuffer(), compression, createdBy);
  }

  /** Puts a layer on top that is a tar already. */
  withTar(tar: Buffer, compression: Compression = 'gzip', createdBy = 'COPY . /'): this {
    const bytes = compressed(tar, compression);
    const mediaType = mediaTypes[compression];
    this.layers.push({ diffId: digestOf(tar), digest: digestOf(bytes), bytes, mediaType });
    this.history.push({ created: this.created, created_by: createdBy });
    return this;
  }

  /** A build step that changed no files. */
  withStep(createdBy: string): this {
    this.history.push({ created: this.created, created_by: createdBy, empty_layer: true });
    return this;
  }

  /** The `config` part of the image config, in its own spelling: `{ User: '1000', Env: ['A=b'] }`. */
  withConfig(config: Readonly<Record<string, unknown>>): this {
    this.config = { ...this.config, ...config };
    return this;
  }

  /** Gives the image one more name: `registry.example/app:1.0`. */
  named(reference: string): this {
    this.names.push(reference);
    return this;
  }

  forPlatform(os: string, architecture: string): this {
    this.platform = { os, architecture };
    return this;
  }

  /** @param created ISO 8601; holds for the steps added after it, too. */
  createdAt(created: string): this {
    this.created = created;
    return this;
  }

  build(): BuiltImage {
    const { names, platform, layers } = this;
    const configBytes = json({
      ...platform,
      created: this.created,
      config: this.config,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
      history: this.history,
    });
    const manifestBytes = json({
      schemaVersion: 2,
      mediaType: manifestType,
      config: descriptor(configType, configBytes),
      layers: layers.map((layer) => descriptor(layer.mediaType, layer.bytes)),
    });
    const imageId = digestOf(configBytes);
    const manifestDigest = digestOf(manifestBytes);
    return {
      names: [...names],
      platform,
      imageId,
      configBytes,
      manifestDigest,
      manifestBytes,
      layers: [...layers],
    };
  }

  /** A tar in OCI layout. */
  asOciArchive(): Buffer {
    return ociArchive([this.build()]);
  }

  /** What `docker save` writes since version 25: an OCI layout with a manifest.json. */
  asDockerArchive(): Buffer {
    const image = this.build();
    const tar = ociLayout([image]);
    const layers = image.layers.map((layer) => blobPath(layer.digest));
    const manifest = [{ Config: blobPath(image.imageId), RepoTags: image.names, Layers: layers }];
    return tar.file('manifest.json', json(manifest)).toBuffer();
  }

  /** What `docker save` wrote before version 25. Build its layers uncompressed, as Docker does. */
  asOldDockerArchive(): Buffer {
    return oldDockerArchive([this.build()]);
  }
}

/** A tar in OCI layout with one or more images. */
export function ociArchive(images: readonly BuiltImage[]): Buffer {
  return ociLayout(images).toBuffer();
}

/** A `docker save` archive of the old layout with one or more images. */
export function oldDockerArchive(images: readonly BuiltImage[]): Buffer {
  const tar = new TarBuilder();
  const written = new Map<string, string>();
  const manifest = images.map((image) => ({
    Config: `${image.imageId.slice(7)}.json`,
    RepoTags: image.names,
    Layers: image.layers.map((layer, index) => addOldLayer(tar, written, image, layer, index)),
  }));
  for (const image of images) tar.file(`${image.imageId.slice(7)}.json`, image.configBytes);
  return tar.file('manifest.json', json(manifest)).file('repositories', '{}').toBuffer();
}

/** A layer that stands in the archive already becomes a link, as Docker writes it. */
function addOldLayer(
  tar: TarBuilder,
  written: Map<string, string>,
  image: BuiltImage,
  layer: BuiltLayer,
  index: number,
): string {
  const folder = digestOf(Buffer.from(`${image.imageId} ${index}`)).slice(7);
  const path = `${folder}/layer.tar`;
  const earlier = written.get(layer.digest);
  tar.directory(folder).file(`${folder}/VERSION`, '1.0').file(`${folder}/json`, '{}');
  if (earlier) tar.symlink(path, `../${earlier}`);
  else tar.file(path, layer.bytes);
  if (!earlier) written.set(layer.digest, path);
  return path;
}

function ociLayout(images: readonly BuiltImage[]): TarBuilder {
  const tar = new TarBuilder().file('oci-layout', json({ imageLayoutVersion: '1.0.0' }));
  const manifests = images.flatMap((image) => {
    const base = { ...descriptor(manifestType, image.manifestBytes), platform: image.platform };
    if (image.names.length === 0) return [base];
    return image.names.map((name) => ({
      ...base,
      annotations: { 'org.opencontainers.image.ref.name': name },
    }));
  });
  tar.file('index.json', json({ schemaVersion: 2, manifests }));
  const blobs = new Map<string, Buffer>();
  for (const { manifestBytes, configBytes, layers } of images) {
    for (const bytes of [manifestBytes, configBytes, ...layers.map((layer) => layer.bytes)]) {
      blobs.set(digestOf(bytes), bytes);
    }
  }
  for (const [digest, bytes] of blobs) tar.file(blobPath(digest), bytes);
  return tar;
}

function compressed(tar: Buffer, compression: Compression): Buffer {
  if (compression === 'none') return tar;
  return compression === 'gzip' ? gzipSync(tar) : storedZstd(tar);
}

function descriptor(mediaType: string, bytes: Buffer): { mediaType: string; digest: string; size: number } {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
