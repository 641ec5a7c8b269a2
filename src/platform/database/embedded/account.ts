import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The user PostgreSQL runs as; it refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Overflow user of Linux, `nobody` of most distributions: owns nothing, exists everywhere. */
const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * The account for PostgreSQL when this process is root: the one that owns the existing folder, else `nobody`.
 * Null: not root, so PostgreSQL runs as this process does.
 */
export async function chooseAccount(folder: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(folder).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody;
}

/** Whether the account can get into the folder by its absolute path. Ignores access control lists. */
export async function isReachable(folder: string, account: Account | null): Promise<boolean> {
  if (!account) return true;
  for (let current = folder; ; current = dirname(current)) {
    const { uid, gid, mode } = await stat(current);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** How a command of the account names a folder, and what it must be spawned with for the name to work. */
export interface FolderAccess {
  /** Absolute path as the command sees it. */
  readonly path: string;
  /** Descriptor to hand over as the command's fourth one (3); null when the path itself works. */
  readonly descriptor: number | null;
  close(): Promise<void>;
}

/**
 * Gives a command of another account access to a folder whose parents it may not enter (a data folder below root's
 * home): the folder is opened here and inherited, and `/proc/self/fd/3` leads into it without a look at its parents.
 */
export async function openFolder(folder: string, account: Account | null): Promise<FolderAccess> {
  if (!account || process.platform !== 'linux') {
    return { path: folder, descriptor: null, close: async () => undefined };
  }
  const handle = await open(folder, 'r');
  return { path: '/proc/self/fd/3', descriptor: handle.fd, close: () => handle.close() };
}
