import type { DevelopmentFiles } from '../model/file-hygiene.js';
import {
  developmentFolders,
  developmentNames,
  developmentSuffixes,
  packageTests,
} from '../model/development-names.js';
import type { TreeNode } from './rootfs-tree.js';

const folders: ReadonlySet<string> = new Set(developmentFolders);
const names: ReadonlySet<string> = new Set(developmentNames);
/** Of packages, which bring what they bring, and of the distribution. */
const dependency =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|vendor|gems|\.m2|\.cargo)\/|^(?:usr\/(?:local\/)?(?:share|lib|lib64)|go\/pkg)\//;
const packageTest = /(?:^|\/)node_modules\/(?:.*\/)?test$/;
const maxPaths = 100;

interface Found {
  count: number;
  readonly paths: { path: string; layer: string }[];
}

/** Finds what belongs to development by its name. What stands in a folder that is found is not looked at. */
export class DevelopmentFileSurvey {
  private readonly found = new Map<string, Found>();
  private within: string | null = null;

  /** Folders come before what they hold. */
  add(path: string, { name, inode }: TreeNode): void {
    if (this.within !== null && path.startsWith(this.within)) return;
    this.within = null;
    const pattern =
      inode.kind === 'directory' ? folderPattern(path, name) : filePattern(path, name, inode.kind);
    if (pattern === null) return;
    if (inode.kind === 'directory') this.within = `${path}/`;
    const found = this.found.get(pattern) ?? { count: 0, paths: [] };
    this.found.set(pattern, found);
    found.count++;
    found.paths.push({ path: `/${path}`, layer: inode.layer });
    if (found.paths.length >= 2 * maxPaths) keepFirst(found.paths);
  }

  /** By pattern. */
  result(): DevelopmentFiles[] {
    for (const { paths } of this.found.values()) keepFirst(paths);
    return [...this.found]
      .map(([pattern, { count, paths }]) => ({ pattern, count, paths }))
      .sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  }
}

function folderPattern(path: string, name: string): string | null {
  if (name === 'test') return packageTest.test(path) ? packageTests : null;
  return folders.has(name) && !dependency.test(path) ? name : null;
}

function filePattern(path: string, name: string, kind: string): string | null {
  if (kind !== 'file') return null;
  const pattern = names.has(name)
    ? name
    : developmentSuffixes.find((suffix) => name.endsWith(suffix.slice(1)));
  return pattern === undefined || dependency.test(path) ? null : pattern;
}

function keepFirst(paths: Found['paths']): void {
  paths.sort((a, b) => (a.path < b.path ? -1 : 1));
  paths.length = Math.min(paths.length, maxPaths);
}
