import { ArchiveError } from './archive-error.js';
import { withoutEnd } from '../text/ends.js';

/** Something that has names and digests to be chosen by. */
export interface Nameable {
  readonly references: readonly string[];
  /** Tags without a repository: they tell it from others, and are no names. */
  readonly tags: readonly string[];
  readonly digests: readonly string[];
}

/**
 * The one that `reference` means: a name (`alpine` is `docker.io/library/alpine:latest`), a digest, a name with a digest,
 * or the tag of one that has no more than that. Without a reference, or when there is only one and it has no name, that one.
 * @throws ArchiveError `several-images`, `no-such-image`.
 */
export function chooseImage<Image extends Nameable>(images: readonly Image[], reference?: string): Image {
  const references = [...new Set(images.flatMap((image) => image.references))].sort();
  const tags = [...new Set(images.flatMap((image) => image.tags))].sort();
  const names = [...references, ...tags].join(', ') || 'none has a name';
  if (images.length === 0) throw new ArchiveError('no-such-image', 'The archive holds no image');
  const [only] = images;
  const isUnnamed = references.length === 0;
  if (images.length === 1 && only && (reference === undefined || isUnnamed)) return only;
  if (reference === undefined) {
    const what = `The archive holds ${images.length} images; say which one is meant: ${names}`;
    throw new ArchiveError('several-images', what, { references: [...references, ...tags] });
  }
  const tag = hasTag(reference) ? reference.slice(reference.lastIndexOf(':') + 1) : reference;
  const chosen =
    images.find((image) => isMeant(image, reference)) ?? images.find(({ tags: own }) => own.includes(tag));
  if (chosen) return chosen;
  throw new ArchiveError('no-such-image', `The archive holds no image ${reference}; it has: ${names}`, {
    references: [...references, ...tags],
  });
}

function isMeant({ references, digests }: Nameable, reference: string): boolean {
  const digest = reference.slice(reference.indexOf('@') + 1);
  if (digests.includes(digest)) return true;
  const wanted = fullName(reference);
  return references.some((name) => name === reference || fullName(name) === wanted);
}

/** With the registry, folder and tag that Docker leaves out. */
function fullName(reference: string): string {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const registry = hasRegistry ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const rest = hasRegistry ? reference.slice(slash + 1) : reference;
  const repository = registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  const hasTag = repository.lastIndexOf(':') > repository.lastIndexOf('/');
  return `${registry}/${repository}${hasTag ? '' : ':latest'}`;
}

/** `[\w][\w.-]{0,127}` (https://github.com/opencontainers/distribution-spec): no slash and no colon. */
const tagPattern = /^\w[\w.-]{0,127}$/;

/**
 * Whether `org.opencontainers.image.ref.name` is a tag alone
 * (https://github.com/opencontainers/image-spec/blob/main/annotations.md): most tools write no repository there.
 */
export function isBareTag(text: string): boolean {
  return tagPattern.test(text);
}

/** What else names an image than its archive. */
export interface StatedName {
  /** What it is called, whatever the archive says: with a tag, or with those of the archive. */
  readonly name?: string | undefined;
  /** Name of the archive's file: of an image with tags alone it gives the repository. */
  readonly file?: string | undefined;
}

/** The names of an image: as it is stated, or as the archive has them; a tag alone is none. */
export function namesOf(
  { references, tags }: Pick<Nameable, 'references' | 'tags'>,
  { name, file }: StatedName,
): string[] {
  if (name !== undefined) return hasTag(name) || tags.length === 0 ? [name] : tagged(name, tags);
  if (references.length > 0) return [...references];
  const repository = file === undefined ? '' : repositoryOfFile(file);
  return repository === '' ? [] : tagged(repository, tags);
}

function tagged(repository: string, tags: readonly string[]): string[] {
  return tags.map((tag) => `${repository}:${tag}`);
}

function hasTag(name: string): boolean {
  return name.includes('@') || name.lastIndexOf(':') > name.lastIndexOf('/');
}

const longestPath = 128;

/** `out/My App.tar.gz` → `my-app`; empty: nothing of it can be the path of a repository. */
function repositoryOfFile(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).toLowerCase();
  const name = withoutExtensions(base.slice(0, 2 * longestPath))
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, longestPath)
    .replace(/^[._-]+/, '');
  return withoutEnd(name, '._-');
}

function withoutExtensions(file: string): string {
  const extension = /\.(?:tar|tgz|gz|zst|zstd|oci)$/;
  let name = file;
  while (extension.test(name)) name = name.replace(extension, '');
  return name;
}
