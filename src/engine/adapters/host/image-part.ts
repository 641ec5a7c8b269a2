import type { HostFacts, HostImage } from '../../model/host-facts.js';
import { isObject, textAt, valueOf } from '../../text/documents.js';
import { redactText } from '../../secrets/redaction.js';
import { textsOf } from '../container/inspected.js';
import type { BundleParts } from './bundle-parts.js';
import { objectsOf } from './machine-part.js';

/** Images of a host, and names of one, that are kept: above what people work with. */
const most = { images: 10_000, names: 50 } as const;
const digest = /sha256:[0-9a-f]{64}$/;

/** The images of `docker image inspect`; one with two names is listed twice. Null: not to be had. */
export function hostImagesOf(parts: BundleParts): readonly HostImage[] | null {
  const objects = objectsOf(parts, 'images');
  if (objects === null) return null;
  const images = new Map<string, HostImage>();
  for (const object of objects) {
    const id = textAt(object, 'Id');
    if (id === null) parts.partial('images', 'an element of it has no id');
    else if (images.size < most.images) images.set(id, imageOf(id, object));
    else parts.partial('images', `it has more than ${most.images} images`);
  }
  return [...images.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function imageOf(id: string, object: Readonly<Record<string, unknown>>): HostImage {
  const descriptor = valueOf(object, 'Descriptor');
  const described = isObject(descriptor) ? textAt(descriptor, 'digest') : null;
  const named = [described, ...textsOf(object.RepoDigests)];
  const digests = named.flatMap((name) => digest.exec(name ?? '')?.[0] ?? []);
  const tags = textsOf(object.RepoTags).filter((tag) => tag !== '<none>:<none>');
  return { id, tags: listed(tags.map(redactText)), digests: listed(digests) };
}

function listed(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort().slice(0, most.names);
}

/** Digests that tell which image each container runs, the surest first; in the containers' order. */
export function containerDigests({ containers, images }: HostFacts): string[][] {
  const byId = new Map(images?.map((image) => [image.id, image.digests]));
  return (containers?.workloads ?? []).map(({ image }, index) => {
    const state = containers?.containers?.[index];
    const ids = [state?.imageId, image?.resolvedId, state?.manifestDigest, image?.digest];
    const own = ids.filter((id) => id !== null && id !== undefined);
    const known = own.flatMap((id) => byId.get(id) ?? []);
    return [...new Set([...own, ...known])].filter((id) => digest.test(id));
  });
}
