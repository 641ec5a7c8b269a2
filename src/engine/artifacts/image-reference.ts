import { ArchiveError } from './archive-error.js';

/** Something that has names and digests to be chosen by. */
export interface Nameable {
  readonly references: readonly string[];
  readonly digests: readonly string[];
}

/**
 * The one that `reference` means: a name (`alpine` is `docker.io/library/alpine:latest`), a digest, or a name with a
 * digest. Without a reference, or when there is only one and it has no name, that one.
 * @throws ArchiveError `several-images`, `no-such-image`.
 */
export function chooseImage<Image extends Nameable>(images: readonly Image[], reference?: string): Image {
  const references = [...new Set(images.flatMap((image) => image.references))].sort();
  const names = references.join(', ') || 'none has a name';
  if (images.length === 0) throw new ArchiveError('no-such-image', 'The archive holds no image');
  const [only] = images;
  const isUnnamed = references.length === 0;
  if (images.length === 1 && only && (reference === undefined || isUnnamed)) return only;
  if (reference === undefined) {
    const what = `The archive holds ${images.length} images; say which one is meant: ${names}`;
    throw new ArchiveError('several-images', what, { references });
  }
  const chosen = images.find((image) => isMeant(image, reference));
  if (chosen) return chosen;
  throw new ArchiveError('no-such-image', `The archive holds no image ${reference}; it has: ${names}`, {
    references,
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
