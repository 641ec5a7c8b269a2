import type { ImageFacts } from '../model/facts.js';
import { isDistribution } from '../advisories/ecosystems.js';

/** How much of an operating system an image holds, from nothing to all. */
export const imageClasses = ['scratch', 'distroless', 'minimal', 'alpine', 'slim', 'full'] as const;
export type ImageClass = (typeof imageClasses)[number];

/** Package managers of small variants of distributions. */
const smallManagers = new Set(['microdnf', 'tdnf']);
/** Those that only bring or list packages that something else installs. */
const backends = new Set(['rpm', 'dpkg']);
/** Slim variants have no documents but for some that single packages insist on. */
const mostDocuments = 20;

/**
 * The class by what the image holds, never by a name: `scratch` has no distribution, `distroless` neither a shell nor a
 * package manager, `minimal` no package manager; `alpine` has apk, `slim` a package manager but no documents, or a small
 * one; everything else is `full`. Null: it cannot be told.
 */
export function imageClassOf({ rootfs }: ImageFacts): ImageClass | null {
  const { shells, packageManagers } = rootfs.files;
  const managers = [...new Set(packageManagers.map((path) => path.slice(path.lastIndexOf('/') + 1)))];
  if (managers.length === 0) {
    if (shells.length > 0) return 'minimal';
    return rootfs.osRelease === null && !rootfs.ecosystems.some(isDistribution) ? 'scratch' : 'distroless';
  }
  if (managers.every((name) => name === 'apk')) return 'alpine';
  const leading = managers.filter((name) => !backends.has(name));
  if (leading.length > 0 && leading.every((name) => smallManagers.has(name))) return 'slim';
  if (!managers.includes('dpkg')) return 'full';
  if (!rootfs.hygiene) return null;
  return rootfs.hygiene.documentCount > mostDocuments ? 'full' : 'slim';
}
