import type { ArchiveContents } from './archive-contents.js';
import { ArchiveError } from './archive-error.js';
import { isTagged, nameOf } from './descriptor-name.js';
import { dockerNames } from './docker-archive.js';
import {
  ImageConfigDocument,
  ImageIndex,
  ImageManifest,
  parseDocument,
  type Descriptor,
} from './image-documents.js';
import {
  blobPath,
  diffIdsOf,
  layerContent,
  type ImageChoice,
  type ImagePlan,
  type PlannedLayer,
} from './image-plan.js';
import { chooseImage, type Nameable } from './image-reference.js';

/** Indexes in indexes. */
const maxDepth = 4;
const maxManifests = 10_000;
const indexTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifestTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);
const configTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const layerTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd',
  'application/vnd.docker.image.rootfs.diff.tar',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  'application/vnd.docker.image.rootfs.diff.tar.zstd',
]);

/** A manifest of an image for one platform, with its config where the archive has both. */
interface Candidate {
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  readonly configBytes: Buffer;
  readonly config: ImageConfigDocument;
}

/** An image under its names, for one or more platforms. */
interface ImageGroup extends Nameable {
  readonly digests: string[];
  readonly references: string[];
  readonly tags: string[];
  readonly candidates: Candidate[];
  /** Digests of manifests that are named but not in the archive. */
  readonly missing: string[];
}

/**
 * Chooses an image of an OCI layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md), as
 * `docker save` writes it too since version 25. @throws ArchiveError
 */
export function planOciImage(contents: ArchiveContents, index: Buffer, choice: ImageChoice): ImagePlan {
  const { manifests } = parseDocument(ImageIndex, index, 'index.json');
  const groups = new GroupCollector(contents).collect(manifests ?? []);
  const group = chooseImage(groups, choice.reference);
  const { descriptor, manifest, configBytes, config } = chooseCandidate(group, choice);
  const descriptors = manifest.layers ?? [];
  const diffIds = diffIdsOf(config, descriptors.length);
  return {
    imageId: manifest.config.digest,
    manifestDigest: descriptor.digest,
    references: group.references,
    tags: group.tags,
    configBytes,
    config,
    layers: descriptors.map((layer, position) => plannedLayer(contents, layer, diffIds[position]!)),
  };
}

/** Groups the manifests of an index by the names they have. */
class GroupCollector {
  private readonly groups = new Map<string, ImageGroup>();
  private readonly names: ReadonlyMap<string, readonly string[]>;
  private seen = 0;

  constructor(private readonly contents: ArchiveContents) {
    this.names = dockerNames(contents);
  }

  collect(manifests: readonly Descriptor[]): ImageGroup[] {
    for (const descriptor of manifests) {
      const name = nameOf(descriptor);
      const isPartOfUnnamed = name === null && descriptor.platform != null;
      const key = name ?? (isPartOfUnnamed ? '?unnamed' : descriptor.digest);
      const group = this.groups.get(key) ?? emptyGroup();
      this.add(group, descriptor, 0);
      if (group.candidates.length === 0 && group.missing.length === 0) continue;
      const known = isTagged(descriptor) ? group.tags : group.references;
      if (name !== null && !known.includes(name)) known.push(name);
      this.groups.set(key, group);
    }
    return merged([...this.groups.values()]);
  }

  private add(group: ImageGroup, descriptor: Descriptor, depth: number): void {
    if (++this.seen > maxManifests)
      throw new ArchiveError('too-many-entries', 'The index has too many manifests');
    if (isAttestation(descriptor)) return;
    const type = descriptor.mediaType ?? 'application/vnd.oci.image.manifest.v1+json';
    if (!indexTypes.has(type) && !manifestTypes.has(type)) return refuseOldManifest(type);
    const bytes = this.bytesOf(descriptor, 'manifest');
    group.digests.push(descriptor.digest);
    if (!bytes) {
      group.missing.push(descriptor.digest);
    } else if (manifestTypes.has(type)) {
      this.addManifest(group, descriptor, bytes);
    } else if (depth === maxDepth) {
      throw new ArchiveError('unsupported', `Indexes stand in indexes more than ${maxDepth} deep`);
    } else {
      const { manifests } = parseDocument(ImageIndex, bytes, `The index ${descriptor.digest}`);
      for (const inner of manifests ?? []) this.add(group, inner, depth + 1);
    }
  }

  private addManifest(group: ImageGroup, descriptor: Descriptor, bytes: Buffer): void {
    const manifest = parseDocument(ImageManifest, bytes, `The manifest ${descriptor.digest}`);
    if (!configTypes.has(manifest.config.mediaType ?? '')) return;
    const configBytes = this.bytesOf(manifest.config, 'image config');
    if (!configBytes) {
      group.missing.push(manifest.config.digest);
      return;
    }
    const config = parseDocument(
      ImageConfigDocument,
      configBytes,
      `The image config ${manifest.config.digest}`,
    );
    group.digests.push(manifest.config.digest);
    const tags = this.names.get(blobPath(manifest.config.digest)) ?? [];
    for (const tag of tags) if (!group.references.includes(tag)) group.references.push(tag);
    group.candidates.push({ descriptor, manifest, configBytes, config });
  }

  private bytesOf({ digest, size }: Descriptor, what: string): Buffer | null {
    const path = blobPath(digest);
    if (this.contents.blob(path))
      throw new ArchiveError('invalid-document', `The ${what} ${digest} is no JSON`);
    const bytes = this.contents.document(path);
    if (bytes && bytes.length !== size) throw wrongSize(what, digest, bytes.length, size);
    return bytes;
  }
}

/** One image may stand in the index under several names. */
function merged(groups: readonly ImageGroup[]): ImageGroup[] {
  const byContent = new Map<string, ImageGroup>();
  for (const group of groups) {
    const key = [...new Set(group.digests)].sort().join();
    const same = byContent.get(key);
    if (!same) byContent.set(key, group);
    else {
      same.references.push(...group.references.filter((name) => !same.references.includes(name)));
      same.tags.push(...group.tags.filter((tag) => !same.tags.includes(tag)));
    }
  }
  return [...byContent.values()];
}

function emptyGroup(): ImageGroup {
  return { digests: [], references: [], tags: [], candidates: [], missing: [] };
}

/** BuildKit's provenance and SBOM manifests stand beside the images they are about. */
function isAttestation({ annotations, platform, artifactType }: Descriptor): boolean {
  const isUnknown = platform?.os === 'unknown' && platform.architecture === 'unknown';
  return (
    isUnknown || annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' || artifactType != null
  );
}

function refuseOldManifest(type: string): void {
  if (!type.startsWith('application/vnd.docker.distribution.manifest.v1')) return;
  throw new ArchiveError('unsupported', `Manifests of type ${type} are not supported`);
}

function chooseCandidate({ candidates, missing }: ImageGroup, { platform }: ImageChoice): Candidate {
  const wanted = platform ?? { os: 'linux', architecture: 'amd64' };
  const exact = candidates.find(({ config }) => isFor(config, wanted));
  const chosen = exact ?? (platform ? undefined : linuxOrFirst(candidates));
  if (chosen) return chosen;
  if (missing.length > 0) {
    throw new ArchiveError('missing-blob', `The archive lacks the blobs ${missing.join(', ')}`, {
      missing: [],
    });
  }
  const others = candidates.map(({ config }) => `${config.os}/${config.architecture}`).join(', ');
  const what = `The image is not for ${wanted.os}/${wanted.architecture}, but for: ${others}`;
  throw new ArchiveError('no-such-image', what);
}

function linuxOrFirst(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find(({ config }) => config.os === 'linux') ?? candidates[0];
}

function isFor(
  config: ImageConfigDocument,
  { os, architecture }: { readonly os: string; readonly architecture: string },
): boolean {
  return config.os === os && config.architecture === architecture;
}

function plannedLayer(contents: ArchiveContents, descriptor: Descriptor, diffId: string): PlannedLayer {
  const { digest, size, mediaType } = descriptor;
  const type = mediaType ?? '';
  refuseLayerType(type, digest);
  const path = blobPath(digest);
  const content = layerContent(contents, path);
  const length = content ? (Buffer.isBuffer(content) ? content.length : content.sizeBytes) : size;
  if (length !== size) throw wrongSize('layer', digest, length, size);
  const isPlain = content !== null && (Buffer.isBuffer(content) || content.compression === 'none');
  if (isPlain && digest !== diffId) {
    throw new ArchiveError(
      'digest-mismatch',
      `The uncompressed layer ${digest} should have the digest ${diffId}`,
    );
  }
  return { diffId, digest, sizeBytes: size, mediaType: type, path, content };
}

function refuseLayerType(type: string, digest: string): void {
  if (type.endsWith('+encrypted'))
    throw new ArchiveError('encrypted', `The layer ${digest} is encrypted (${type})`);
  if (layerTypes.has(type)) return;
  const why = /nondistributable|foreign/.test(type)
    ? 'is kept elsewhere by its licence'
    : 'is of an unknown type';
  throw new ArchiveError('unsupported', `The layer ${digest} ${why} (${type || 'no media type'})`);
}

function wrongSize(what: string, digest: string, actual: number, stated: number): ArchiveError {
  const text = `The ${what} ${digest} has ${actual} bytes, not ${stated} as its descriptor states`;
  return new ArchiveError('digest-mismatch', text);
}
