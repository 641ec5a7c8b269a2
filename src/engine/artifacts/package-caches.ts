import type { PackageCache } from '../model/file-hygiene.js';
import { directoryOf } from './entry-path.js';
import { entryKinds } from './layer-entries.js';
import type { LayerIndex } from './layer-index.js';

/** Where package managers keep what they download; `~`: the folder of any account. */
const systemCaches = [
  'var/cache/apt',
  'var/lib/apt/lists',
  'var/cache/apk',
  'etc/apk/cache',
  'var/cache/dnf',
  'var/cache/yum',
  'var/cache/libdnf5',
  'var/cache/tdnf',
  'var/cache/zypp',
  'var/cache/pacman/pkg',
  'go/pkg/mod/cache',
  'usr/local/cargo/registry/cache',
  'usr/local/share/.cache',
];
const accountCaches = [
  '.cache/pip',
  '.cache/uv',
  '.cache/pypoetry',
  '.cache/yarn',
  '.cache/pnpm',
  '.cache/go-build',
  '.cache/composer',
  '.composer/cache',
  '.npm/_cacache',
  '.cargo/registry/cache',
  '.gradle/caches',
  '.nuget/packages',
  '.bundle/cache',
];
const home = /^(?:root|home\/[^/]+)\//;

/** Sums up what each layer has in the caches of package managers. What a later layer deletes is still carried along. */
export class PackageCaches {
  private readonly found: PackageCache[] = [];

  add({ diffId, entries }: LayerIndex): void {
    const { paths, kinds, sizes } = entries.columns;
    const file = entryKinds.indexOf('file');
    const bytes = new Map<string, number>();
    let folder: string | null = null;
    let cache: string | null = null;
    for (let entry = 0; entry < paths.length; entry++) {
      const path = paths[entry]!;
      if (kinds[entry] !== file) continue;
      // Files of one folder follow each other.
      if (folder === null || path.length <= folder.length || !isIn(path, folder)) {
        folder = directoryOf(path);
        cache = cacheOf(folder);
      }
      if (cache !== null) bytes.set(cache, (bytes.get(cache) ?? 0) + sizes[entry]!);
    }
    for (const [path, sum] of bytes) {
      if (sum > 0) this.found.push({ path: `/${path}`, layer: diffId, bytes: sum });
    }
  }

  /** By path; of one path in the order of the layers. */
  result(): PackageCache[] {
    return [...this.found].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  }
}

/** Whether the path is that of a file right in the folder. */
function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder) && path.lastIndexOf('/') === (folder === '' ? -1 : folder.length);
}

/** The cache that a folder is part of; null: of none. */
function cacheOf(folder: string): string | null {
  const shared = systemCaches.find((cache) => isWithin(folder, cache));
  if (shared !== undefined) return shared;
  const account = home.exec(folder)?.[0];
  if (account === undefined) return null;
  const own = accountCaches.find((cache) => isWithin(folder, account + cache));
  return own === undefined ? null : account + own;
}

function isWithin(folder: string, cache: string): boolean {
  return folder.startsWith(cache) && (folder.length === cache.length || folder[cache.length] === '/');
}
