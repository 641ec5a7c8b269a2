import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { ProjectFiles } from '../../engine/adapters/input-adapter.js';
import { deepestFolder, isPassedOver, isWithin } from './folder-walk.js';

/** A larger file of a project is taken for one that is not to be had. */
const largestFile = 8 * 1024 * 1024;
/** With more files than this, which there are is not known. */
const mostFiles = 100_000;

/** The files of a folder of this machine. Nothing outside of it is ever read, wherever links in it lead. */
export class ProjectFolder implements ProjectFiles {
  private names: readonly string[] | null | undefined;

  /** @param root absolute, with links followed */
  constructor(readonly root: string) {}

  read(path: string): string | null {
    if (isAbsolute(path) || path.includes('\0')) return null;
    try {
      const real = realpathSync(resolve(this.root, path));
      const stats = isWithin(this.root, real) ? statSync(real) : null;
      return stats?.isFile() && stats.size <= largestFile ? readFileSync(real, 'utf8') : null;
    } catch {
      return null;
    }
  }

  /** Of folders of installed packages and of version control, only what lies directly in them. */
  list(): readonly string[] | null {
    if (this.names === undefined) {
      const names: string[] = [];
      this.names = this.gather('', 0, names) ? names : null;
    }
    return this.names;
  }

  /** @returns false when not everything could be listed */
  private gather(folder: string, depth: number, names: string[]): boolean {
    const entries = this.entries(folder);
    if (entries === null || depth > deepestFolder) return false;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) names.push(path);
      else if (isPassedOver(entry.name)) names.push(...this.filesIn(path));
      else if (!this.gather(path, depth + 1, names)) return false;
      if (names.length > mostFiles) return false;
    }
    return true;
  }

  private filesIn(folder: string): string[] {
    const entries = this.entries(folder) ?? [];
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
  }

  private entries(folder: string): Dirent[] | null {
    try {
      return readdirSync(join(this.root, folder), { withFileTypes: true }).sort(byName);
    } catch {
      return null;
    }
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
