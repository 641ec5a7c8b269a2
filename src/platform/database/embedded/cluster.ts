import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chown, link, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chooseAccount, openFolder, type Account, type FolderAccess } from './account.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { removeLeftovers, unfinishedName } from './leftovers.js';
import { prepareRuntime, type Runtime } from './runtime.js';

/** Passwords of the two roles, made at random with the cluster. */
export interface Credentials {
  /** Superuser `postgres`; used by the launcher alone. */
  readonly administrator: string;
  /** Role `ironhull`, owner of the database `ironhull`. */
  readonly application: string;
}

/** One data folder's PostgreSQL: its files exist, whether or not a server runs on them. */
export interface Cluster {
  /** The data folder, this user's own: holds the passwords, the log and `postgres-starter.json`. */
  readonly root: string;
  /** Holds PostgreSQL's `data` and belongs to its account; nothing of it is trusted. */
  readonly folder: string;
  readonly account: Account | null;
  readonly runtime: Runtime;
  readonly credentials: Credentials;
  /** Found in the server's command line; tells it from servers on other folders. */
  readonly name: string;
}

/**
 * Makes what is missing of the data folder: the programs, the passwords, the cluster. Several processes may do so at
 * once: each part appears complete, and the first one wins.
 */
export async function prepareCluster(dataFolder: string): Promise<Cluster> {
  await mkdir(resolve(dataFolder), { recursive: true, mode: 0o700 });
  const root = await realpath(dataFolder);
  const folder = join(root, 'postgres');
  const account = await chooseAccount(folder);
  await makePrivateFolder(folder, account);
  const runtime = await prepareRuntime(root, account);
  const hasData = (await stat(join(folder, 'data')).catch(() => null)) !== null;
  const credentials = await readCredentials(root, hasData);
  const name = `ironhull-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  const cluster: Cluster = { root, folder, account, runtime, credentials, name };
  if (!hasData) await initialise(cluster);
  await checkMajorVersion(cluster);
  return cluster;
}

async function makePrivateFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { mode: 0o700, recursive: true });
  if (!account || (await stat(folder)).uid === account.uid) return;
  await chown(folder, account.uid, account.gid).catch((error: Error) => {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and this process may not give ${folder} to another user ` +
        `(${error.message}). Start it as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  });
}

async function readCredentials(root: string, hasData: boolean): Promise<Credentials> {
  const file = join(root, 'database-credentials.json');
  const text = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new EmbeddedPostgresError(`${file} cannot be read: ${error.message}.`);
    if (hasData)
      throw new EmbeddedPostgresError(`${file} is missing; the database beside it opens with it alone.`);
    return createCredentials(file);
  });
  return JSON.parse(text) as Credentials;
}

/** Returns the text of the file, which may be another process's when that one was faster. */
async function createCredentials(file: string): Promise<string> {
  const credentials: Credentials = {
    administrator: randomBytes(24).toString('hex'),
    application: randomBytes(24).toString('hex'),
  };
  const fresh = `${file}.${randomUUID()}`;
  await writeFile(fresh, JSON.stringify(credentials), { mode: 0o600, flag: 'wx', flush: true });
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
  return readFile(file, 'utf8');
}

/** Runs initdb beside the final place and moves the result there. */
async function initialise(cluster: Cluster): Promise<void> {
  const { folder, account } = cluster;
  const name = unfinishedName();
  await removeLeftovers(folder);
  const passwordFile = join(folder, `${name}.password`);
  const access = await openFolder(folder, account);
  try {
    await writeForAccount(passwordFile, cluster.credentials.administrator, account);
    await runInitdb(cluster, access, name);
    await rename(join(folder, name), join(folder, 'data')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await access.close();
    await rm(passwordFile, { force: true });
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function writeForAccount(file: string, text: string, account: Account | null): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    if (account) await handle.chown(account.uid, account.gid);
  } finally {
    await handle.close();
  }
}

async function runInitdb(cluster: Cluster, access: FolderAccess, name: string): Promise<void> {
  const { code, output } = await runProgram(cluster, access, 'initdb', [
    `--pgdata=${access.path}/${name}`,
    '--username=postgres',
    `--pwfile=${access.path}/${name}.password`,
    '--auth=scram-sha-256',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--encoding=UTF8',
    '--no-instructions',
  ]);
  if (code === 0) return;
  const advice = output.includes('could not look up effective user ID')
    ? 'PostgreSQL needs a user with an entry in /etc/passwd: start as one that has it, or set DATABASE_URL. '
    : '';
  throw new EmbeddedPostgresError(`${advice}initdb ended with ${code}: ${output.slice(-2000).trim()}`);
}

/** How every program of the runtime is spawned: the account, no inherited environment, the folder's descriptor. */
export function spawnOptions(cluster: Cluster) {
  return {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(cluster.account ?? {}),
  };
}

async function runProgram(cluster: Cluster, access: FolderAccess, program: string, args: readonly string[]) {
  const child = spawn(join(cluster.runtime.folder, 'bin', program), args, {
    ...spawnOptions(cluster),
    stdio: ['ignore', 'pipe', 'pipe', access.descriptor ?? 'ignore'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((settle, fail) => {
    child.once('error', fail).once('close', settle);
  });
  return { code, output };
}

async function checkMajorVersion({ folder, runtime }: Cluster): Promise<void> {
  const path = join(folder, 'data', 'PG_VERSION');
  const found = (await readFile(path, 'utf8')).trim();
  const [major] = runtime.version.split('.');
  if (found === major) return;
  throw new EmbeddedPostgresError(
    `The data in ${folder} is of PostgreSQL ${found}; the installed programs are ${major}. Use the release that ` +
      'wrote it, or move the data with pg_dump and pg_restore.',
  );
}
