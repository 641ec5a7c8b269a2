import { execFile } from 'node:child_process';
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
  // Whoever comes first makes it; it is complete for everybody then.
  await prepareCluster(made);
  await execute('cp', ['-a', `${made}/.`, dataFolder]);
}
