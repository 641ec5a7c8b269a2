import type { Descriptor } from './image-documents.js';
import { isBareTag } from './image-reference.js';

const containerdName = 'io.containerd.image.name';
const referenceName = 'org.opencontainers.image.ref.name';

/** containerd writes the whole name into an annotation of its own, and the tag alone beside it. */
export function nameOf({ annotations }: Descriptor): string | null {
  return annotations?.[containerdName] ?? annotations?.[referenceName] ?? null;
}

/** Whether what it is named by is a tag without a repository. */
export function isTagged({ annotations }: Descriptor): boolean {
  return annotations?.[containerdName] == null && isBareTag(annotations?.[referenceName] ?? '');
}
