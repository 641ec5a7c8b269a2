import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Folders of installed packages and of version control: what lies in them is not the folder's own. */
const passedOver: ReadonlySet<string> = new Set([
  ...['node_modules', 'vendor', '.git', '.hg', '.svn', '.jj'],
]);
/** Folders in folders that are looked into. */
export const deepestFolder = 64;
/** Files that are looked at, in all. */
const mostFiles = 200_000;

export function isPassedOver(folderName: string): boolean {
  return passedOver.has(folderName);
}

/** A folder has more in it than is looked at. */
export class FolderLimitError extends Error {
  override readonly name = 'FolderLimitError';
}

/** A file of a folder, or a folder in it that cannot be read. */
export interface WalkedPath {
  /** From the folder that is gone through, with `/` between. */
  readonly path: string;
  readonly error: NodeJS.ErrnoException | null;
}

/**
 * A folder's files, sorted, without what `isPassedOver`. Links to folders are not followed, nor links to files that lie
 * outside. Folders that cannot be read are told in their place.
 * @throws FolderLimitError when it holds too much
 */
export async function* walkFolder(
  root: string,
  isWanted: (fileName: string) => boolean,
): AsyncGenerator<WalkedPath> {
  const real = await realpath(root);
  yield* new Walk(real, isWanted).folder('', 0);
}

class Walk {
  private filesLeft = mostFiles;

  constructor(
    private readonly root: string,
    private readonly isWanted: (fileName: string) => boolean,
  ) {}

  async *folder(folder: string, depth: number): AsyncGenerator<WalkedPath> {
    if (depth > deepestFolder) throw new FolderLimitError(`folders are nested deeper than ${deepestFolder}`);
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch(systemError);
    if (entries instanceof Error) {
      yield { path: folder, error: entries };
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      this.filesLeft -= 1;
      if (this.filesLeft < 0) throw new FolderLimitError(`it holds more than ${mostFiles} files`);
      if (entry.isDirectory()) {
        if (!isPassedOver(entry.name)) yield* this.folder(path, depth + 1);
      } else if (this.isWanted(entry.name) && (entry.isFile() || (await this.isFileInside(path)))) {
        yield { path, error: null };
      }
    }
  }

  private async isFileInside(path: string): Promise<boolean> {
    const real = await realpath(join(this.root, path)).catch(() => null);
    if (real === null || !isWithin(this.root, real)) return false;
    return stat(real).then(
      (stats) => stats.isFile(),
      () => false,
    );
  }
}

/** Whether a path is a folder's own or lies in it; both are absolute, and links are followed. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** Hands a failure of the system on as a value. */
export function systemError(error: unknown): NodeJS.ErrnoException {
  if (isSystemError(error)) return error;
  throw error;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
