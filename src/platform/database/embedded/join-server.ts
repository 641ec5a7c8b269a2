import type { Logger } from 'pino';
import type { Cluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { connectWhenReady, isNotReady, Membership } from './membership.js';
import { choosePort, findServer, readLogTail, spawnServer, stopServer } from './server.js';
import { isAlive, readStarter, writeStarter } from './starter.js';

/** How long a server may take to accept connections, in milliseconds; after a crash it replays its log first. */
const readyTimeout = 120_000;
/** Starts that lose a race (a port taken, a server that another process starts or stops) before giving up. */
const maxAttempts = 10;

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Called when a server that was joined is lost. */
type OnLost = (error: Error) => void;

/** This process's part in a running server. */
export interface Joined {
  readonly membership: Membership;
  readonly port: number;
  readonly isShared: boolean;
}

/**
 * Joins the server that runs on the cluster, or starts one. When it returns, the service's database exists.
 * @throws EmbeddedPostgresError when neither works.
 */
export async function joinServer(cluster: Cluster, log: Log, onLost: OnLost): Promise<Joined> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    let joined: Joined | null = null;
    try {
      joined = (await joinRunning(cluster, log, onLost)) ?? (await launch(cluster, onLost));
      if (!joined) continue;
      await joined.membership.setUpDatabase(cluster.credentials.application);
      return joined;
    } catch (error) {
      await joined?.membership.leave();
      // The server was stopped by its last user while this process was joining it.
      if (!isNotReady(error)) throw error;
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL could not be started on ${cluster.folder} in ${maxAttempts} attempts:\n${await readLogTail(cluster)}`,
  );
}

/** Null: nothing runs here (any more). */
async function joinRunning(cluster: Cluster, log: Log, onLost: OnLost): Promise<Joined | null> {
  const found = await findServer(cluster);
  if (!found) return null;
  let port = found.port;
  const membership = await connectWhenReady(
    async () => (port === null ? null : Membership.connect(cluster, port, onLost)),
    async () => {
      const server = await findServer(cluster);
      port = server?.port ?? null;
      return server?.pid !== found.pid;
    },
    readyTimeout,
  );
  if (!membership || port === null) return null;
  const isAlone = await membership.isAlone();
  if (isAlone && !(await isAlive(await readStarter(cluster)))) {
    log.warn({ pid: found.pid }, 'stopping a PostgreSQL whose process was killed');
    await membership.leave();
    await stopServer(cluster, found);
    return null;
  }
  await membership.join(isAlone);
  return { membership, port, isShared: true };
}

/** Null: another process was faster, or took the port. */
async function launch(cluster: Cluster, onLost: OnLost): Promise<Joined | null> {
  const port = await choosePort((await readStarter(cluster))?.databasePort ?? null);
  await writeStarter(cluster, port);
  const child = await spawnServer(cluster, port);
  const membership = await connectWhenReady(
    async () => {
      const isOurs = (await findServer(cluster))?.pid === child.pid;
      return isOurs ? Membership.connect(cluster, port, onLost) : null;
    },
    async () => child.exitCode !== null || child.signalCode !== null,
    readyTimeout,
  );
  if (membership) {
    await membership.join(false);
    return { membership, port, isShared: false };
  }
  const tail = await readLogTail(cluster);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
  else if (/lock file .* already exists|could not bind|could not create any TCP/.test(tail)) return null;
  throw new EmbeddedPostgresError(`PostgreSQL did not start on ${cluster.folder}:\n${tail}`);
}
