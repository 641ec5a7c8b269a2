import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ArchiveContents } from './archive-contents.js';
import { ArchiveError } from './archive-error.js';
import { baseNameOf, cleanPath } from './entry-path.js';
import { DockerManifest, ImageConfigDocument, parseDocument } from './image-documents.js';
import {
  diffIdsOf,
  layerContent,
  type ImageChoice,
  type ImagePlan,
  type PlannedLayer,
} from './image-plan.js';
import { chooseImage } from './image-reference.js';

type Entry = z.output<typeof DockerManifest>[number];

const mediaTypes = {
  none: 'application/vnd.docker.image.rootfs.diff.tar',
  gzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  zstd: 'application/vnd.docker.image.rootfs.diff.tar.zstd',
} as const;

/** The names `docker save` gave to each image of the archive, by path of its config. */
export function dockerNames(contents: ArchiveContents): ReadonlyMap<string, readonly string[]> {
  const manifest = contents.document('manifest.json');
  const entries = manifest ? parseDocument(DockerManifest, manifest, 'manifest.json') : [];
  return new Map(entries.map((entry) => [cleanPath(entry.Config), entry.RepoTags ?? []]));
}

/** Chooses an image of a `docker save` archive that has no OCI layout. @throws ArchiveError */
export function planDockerImage(contents: ArchiveContents, manifest: Buffer, choice: ImageChoice): ImagePlan {
  const entries = parseDocument(DockerManifest, manifest, 'manifest.json');
  const images = entries.map((entry) => {
    const configBytes = configOf(contents, entry);
    const imageId = `sha256:${createHash('sha256').update(configBytes).digest('hex')}`;
    verifyConfigName(entry.Config, imageId);
    return { entry, configBytes, imageId, references: entry.RepoTags ?? [], tags: [], digests: [imageId] };
  });
  const { entry, configBytes, imageId, references } = chooseImage(images, choice.reference);
  const config = parseDocument(ImageConfigDocument, configBytes, entry.Config);
  refuseOtherPlatform(config, choice);
  const paths = entry.Layers ?? [];
  const diffIds = diffIdsOf(config, paths.length);
  const layers = paths.map((path, index) =>
    plannedLayer(contents, contents.resolve(cleanPath(path)), diffIds[index]!),
  );
  return { imageId, manifestDigest: null, references, tags: [], configBytes, config, layers };
}

/** @throws ArchiveError `no-such-image` when the platform asked for is not the image's. */
function refuseOtherPlatform({ os, architecture }: ImageConfigDocument, { platform }: ImageChoice): void {
  if (!platform || (platform.os === os && platform.architecture === architecture)) return;
  const what = `The image is for ${os}/${architecture}, not for ${platform.os}/${platform.architecture}`;
  throw new ArchiveError('no-such-image', what);
}

function configOf(contents: ArchiveContents, { Config: path }: Entry): Buffer {
  const bytes = contents.document(cleanPath(path));
  if (!bytes)
    throw new ArchiveError('missing-blob', `The archive lacks the image config ${path}`, { missing: [] });
  return bytes;
}

/** Where a config's name is a digest, it is the config's. */
function verifyConfigName(path: string, imageId: string): void {
  const name = baseNameOf(path)
    .replace(/^sha256:/, '')
    .replace(/\.json$/, '');
  if (!/^[0-9a-f]{64}$/.test(name) || `sha256:${name}` === imageId) return;
  throw new ArchiveError('digest-mismatch', `The image config ${path} has the digest ${imageId}`);
}

/** Docker saves layers uncompressed, where the digest is the diff id; other tools compress them. */
function plannedLayer(contents: ArchiveContents, path: string, diffId: string): PlannedLayer {
  const content = layerContent(contents, path);
  if (!content) return { diffId, digest: diffId, sizeBytes: 0, mediaType: mediaTypes.none, path, content };
  const isDocument = Buffer.isBuffer(content);
  const digest = isDocument ? `sha256:${createHash('sha256').update(content).digest('hex')}` : content.digest;
  const compression = isDocument ? 'none' : content.compression;
  if (compression === 'none' && digest !== diffId) {
    throw new ArchiveError('digest-mismatch', `The layer ${path} has the digest ${digest}, not ${diffId}`);
  }
  const sizeBytes = isDocument ? content.length : content.sizeBytes;
  return { diffId, digest, sizeBytes, mediaType: mediaTypes[compression], path, content };
}
