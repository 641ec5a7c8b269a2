import { randomUUID } from 'node:crypto';
import { lstat, mkdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** A file that is handed over, where it stands. */
export interface HandedOver {
  readonly path: string;
  readonly sizeBytes: number;
}

/** A file on offer. */
export interface Offer {
  readonly id: string;
  /** Takes the offer back; the file stays where it is. */
  withdraw(): Promise<void>;
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * `handover` in the data folder: who may write there has a file of this machine read where it stands instead of sending
 * it. An offer is a symbolic link under a name of its own. Only the service's own user can make one, who could read
 * the file anyway.
 */
export class HandoverFolder {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'handover');
  }

  /** Null: the folder cannot be written to, or the system has no such links. */
  async offer(file: string): Promise<Offer | null> {
    const id = randomUUID();
    const link = join(this.folder, id);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await symlink(resolve(file), link);
    } catch {
      return null;
    }
    return { id, withdraw: () => rm(link, { force: true }) };
  }

  /** Null: there is no such offer, it is another user's, or it is no file that can be read. */
  async find(id: string): Promise<HandedOver | null> {
    if (!idPattern.test(id)) return null;
    const link = join(this.folder, id);
    try {
      const [folder, offer] = [await lstat(this.folder), await lstat(link)];
      const isOwn = folder.isDirectory() && (folder.mode & 0o022) === 0 && folder.uid === offer.uid;
      if (!isOwn || !offer.isSymbolicLink()) return null;
      const path = await realpath(link);
      const found = await stat(path);
      return found.isFile() ? { path, sizeBytes: found.size } : null;
    } catch {
      return null;
    }
  }
}
