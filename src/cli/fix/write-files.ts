import { randomUUID } from 'node:crypto';
import { chown, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ChangedFile } from '../../engine/remediation/apply-fixes.js';
import { isWithin } from '../check/folder-walk.js';
import { shownLabel } from '../check/input-text.js';
import { UsageError } from '../command-line.js';

/** A file with its new text beside it. */
interface Prepared {
  readonly path: string;
  readonly temporary: string;
}

/**
 * Writes changed files of a folder, each as a whole or not at all; what they may be used for, and whose they are, stays.
 * None is written when one cannot be prepared.
 * @param folder absolute, with links followed; no link leads what is written out of it
 * @throws UsageError when a file lies elsewhere, has changed since it was read, or is no UTF-8
 */
export async function writeFiles(folder: string, files: readonly ChangedFile[]): Promise<void> {
  const prepared: Prepared[] = [];
  try {
    for (const file of files) prepared.push(await prepare(folder, file));
    for (const { path, temporary } of prepared) await rename(temporary, path);
  } catch (error) {
    await Promise.all(prepared.map(({ temporary }) => unlink(temporary).catch(ignoreMissing)));
    throw error;
  }
}

async function prepare(folder: string, { path: name, before, after }: ChangedFile): Promise<Prepared> {
  const named = join(folder, name);
  const path =
    before === null ? join(await realpath(dirname(named)), basename(named)) : await realpath(named);
  if (!isWithin(folder, path)) throw refusal(named, 'it is a link that leads out of its folder');
  const found = before === null ? null : await readFile(path);
  if (before !== null && !found?.equals(Buffer.from(before)))
    throw refusal(named, 'it has changed since it was read, or is not written in UTF-8');
  const owner = before === null ? null : await stat(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const handle = await open(temporary, 'wx', 0o666);
  try {
    await handle.writeFile(after);
    if (owner) {
      await chown(temporary, owner.uid, owner.gid).catch(ignoreForbidden);
      await handle.chmod(owner.mode & 0o7777);
    }
    await handle.sync();
  } catch (error) {
    await unlink(temporary).catch(ignoreMissing);
    throw error;
  } finally {
    await handle.close();
  }
  return { path, temporary };
}

function refusal(path: string, reason: string): UsageError {
  return new UsageError(`${shownLabel(path)} is not written: ${reason}`);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Only root gives files away: then it becomes a file of whoever mends it. */
function ignoreForbidden(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPERM') throw error;
}
