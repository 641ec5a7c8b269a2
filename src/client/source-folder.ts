import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { TarBuilder } from '../engine/artifacts/tar-builder.js';
import { lockFiles } from '../engine/lock-files/index.generated.js';

/** Folders of installed packages and of version control: what lies in them is not the folder's own. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn', '.jj']);

/** Folders in folders that are looked into. */
const deepest = 64;

/** A folder's lock files and the project files that may say more of them, packed. */
export interface PackedFolder {
  readonly tar: Buffer;
  /** Relative paths, sorted. */
  readonly files: readonly string[];
}

/**
 * Packs the lock files of a folder and of those in it, but for installed packages and version control; of project files
 * those that have a lock file of their kind beside or above them. Links are packed as links: the service says that it did
 * not follow them.
 * @throws the system's error for whatever cannot be read; nothing is left out in silence
 */
export async function packSourceFolder(folder: string): Promise<PackedFolder> {
  const all = (await lockFilesIn(folder, '', 0)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const found = all.filter(isOfUse(all.map(({ path }) => path)));
  const tar = new TarBuilder();
  for (const { path, isLink } of found) {
    if (isLink) tar.symlink(path, await readlink(join(folder, path)));
    else tar.file(path, await readFile(join(folder, path)));
  }
  return { tar: tar.toBuffer(), files: found.map(({ path }) => path) };
}

/** Whether a folder is an image as OCI lays it out, which is no folder of sources. */
export async function isImageLayout(folder: string): Promise<boolean> {
  return stat(join(folder, 'oci-layout')).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

interface FoundFile {
  readonly path: string;
  readonly isLink: boolean;
}

async function lockFilesIn(root: string, folder: string, depth: number): Promise<FoundFile[]> {
  if (depth > deepest) throw new Error(`${join(root, folder)}: folders are nested deeper than ${deepest}`);
  const found: FoundFile[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) found.push(...(await lockFilesIn(root, path, depth + 1)));
    } else if ((entry.isFile() || entry.isSymbolicLink()) && isLockFile(path)) {
      found.push({ path, isLink: entry.isSymbolicLink() });
    }
  }
  return found;
}

function isLockFile(path: string): boolean {
  return lockFiles.some((reader) => reader.wants(path));
}

/** Whether a file is a lock file, or lies in or below a folder with one of its kind. */
function isOfUse(paths: readonly string[]): (file: FoundFile) => boolean {
  const locked = new Map(lockFiles.map((reader) => [reader, new Set<string>()]));
  for (const path of paths)
    for (const reader of lockFiles)
      if (reader.wants(path) && !reader.projectFiles?.isOne(path))
        locked.get(reader)!.add(posix.dirname(path));
  return ({ path }) =>
    lockFiles.some((reader) => {
      if (!reader.wants(path)) return false;
      return (
        !reader.projectFiles?.isOne(path) ||
        foldersAbove(path).some((folder) => locked.get(reader)!.has(folder))
      );
    });
}

/** `a/b`, `a` and `.` of `a/b/c`. */
function foldersAbove(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? ['.'] : [folder, ...foldersAbove(folder)];
}
