import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, extname, join, normalize } from 'node:path';
import { removeLeftovers, unfinishedName } from './leftovers.js';

/** Only of use for compiling against PostgreSQL. */
const unneeded = new Set(['.a', '.pc', '.h']);

/**
 * Whether a complete copy lies there. Copies appear at once, under their final name.
 * @throws Error when the place is shared with other users and one of them could have put or changed the copy.
 */
export async function isInstalled(folder: string, isShared: boolean): Promise<boolean> {
  for (const path of isShared ? [dirname(folder), folder] : [folder]) {
    const found = await lstat(path).catch(() => null);
    if (!found) return false;
    const isOwn = found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
    if (!found.isDirectory() || (isShared && !isOwn)) {
      throw new Error(`${path} belongs to another user or can be written by others`);
    }
  }
  return true;
}

/**
 * Copies the programs, readable for every user whatever this process's umask is, and makes the symbolic links of the
 * libraries: npm carries none, and the package's own script that makes them may have been switched off.
 */
export async function installRuntime(native: string, folder: string): Promise<void> {
  await makeFolder(dirname(folder), true);
  await removeLeftovers(dirname(folder));
  const fresh = `${folder}.${unfinishedName()}`;
  try {
    await copyTree(native, fresh);
    await makeLinks(fresh);
    await rename(fresh, folder).catch(async (error: NodeJS.ErrnoException) => {
      // Another process was faster; its copy is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function copyTree(source: string, target: string): Promise<void> {
  await makeFolder(target);
  const entries = await readdir(source, { withFileTypes: true });
  for (const entry of entries) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) await copyTree(from, to);
    else if (entry.isFile() && !unneeded.has(extname(entry.name))) await copyProgramFile(from, to);
  }
}

async function copyProgramFile(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const { mode } = await stat(from);
  await chmod(to, (mode & 0o100) === 0 ? 0o644 : 0o755);
}

/** A folder that existed keeps its mode when `isKept`. */
async function makeFolder(folder: string, isKept = false): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined || !isKept) await chmod(folder, 0o755);
}

/** `pg-symlinks.json` holds `{source, target}`: the link `target` leads to `source`, both below `native/`. */
async function makeLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = normalize(target).replace(/^native\//, '');
    if (link.startsWith('..') || link.startsWith('/') || extname(link) === '.a') continue;
    await symlink(basename(source), join(folder, link)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
