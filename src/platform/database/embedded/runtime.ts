import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isReachable, type Account } from './account.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { installRuntime, isInstalled } from './install-runtime.js';

/** PostgreSQL's programs, ready to run. */
export interface Runtime {
  /** Absolute path of the folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Of the npm package: `18.4.0-beta.17`. */
  readonly version: string;
}

/**
 * Copies the platform package's programs to a place the account can reach, once for each package version. The place is
 * the data folder; when the account cannot enter that, `/var/cache/ironhull` or a temporary folder.
 */
export async function prepareRuntime(dataFolder: string, account: Account | null): Promise<Runtime> {
  const source = await findPackage();
  const refusals: string[] = [];
  for (const parent of await candidateFolders(dataFolder, account)) {
    const folder = join(parent, `postgres-${source.version}`);
    try {
      const isShared = parent !== dataFolder;
      if (!(await isInstalled(folder, isShared))) await installRuntime(source.native, folder);
      if (await isReachable(folder, account)) return { folder, version: source.version };
      refusals.push(`${parent} is closed to uid ${account?.uid}`);
    } catch (error) {
      refusals.push((error as Error).message);
    }
  }
  throw new EmbeddedPostgresError(
    `There is no place for PostgreSQL's programs: ${refusals.join('; ')}. Set DATABASE_URL, or make one usable.`,
  );
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(folder, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL needs the package ${name}, which is not installed or does not exist for this ` +
        'platform. Install it, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

async function candidateFolders(dataFolder: string, account: Account | null): Promise<string[]> {
  if (await isReachable(dataFolder, account)) return [dataFolder];
  return ['/var/cache/ironhull', join(tmpdir(), 'ironhull-runtime')];
}
