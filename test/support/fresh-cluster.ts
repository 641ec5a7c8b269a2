import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { prepareCluster } from '../../src/platform/database/embedded/cluster.js';

const execute = promisify(execFile);

/**
 * Fills an empty data folder with a PostgreSQL that never ran, as a first start would. Making one takes two seconds, so
 * that a run of tests makes one, and copies it. First starts are tested by the specs of the embedded PostgreSQL.
 */
export async function freshCluster(dataFolder: string): Promise<void> {
  const made = join(inject('scratch'), 'cluster');
  // Whoever comes first makes it; what is complete has its name then, beside what others leave unfinished.
  await prepareCluster(made);
  const programs = (await readdir(made)).filter(
    (name) => /^postgres-[0-9]/.test(name) && !name.includes('.new-'),
  );
  const parts = ['database-credentials.json', ...programs].map((name) => join(made, name));
  await mkdir(join(dataFolder, 'postgres'));
  await execute('cp', ['-a', ...parts, dataFolder]);
  await execute('cp', ['-a', join(made, 'postgres', 'data'), join(dataFolder, 'postgres')]);
}
