import { setTimeout as wait } from 'node:timers/promises';
import { prepareCluster, type Cluster } from './embedded/cluster.js';
import { joinServer, type Joined, type Log } from './embedded/join-server.js';
import { findServer, stopServer } from './embedded/server.js';

export { EmbeddedPostgresError } from './embedded/embedded-postgres-error.js';

/** Wait before the next attempt to get a lost server back, in milliseconds. */
const rejoinDelay = 1_000;

export interface EmbeddedPostgresOptions {
  /** Made when it is not there; holds everything. */
  readonly dataFolder: string;
  readonly log: Log;
}

/** A PostgreSQL on the data folder, which this process uses until it calls `stop`. */
export interface EmbeddedPostgres {
  /** Connection string of the database `ironhull` and its owner; holds the password. */
  readonly url: string;
  /** Whether another process had started the server and it was joined. */
  readonly isShared: boolean;
  /** Ends this process's use. The last process that uses the server stops it. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Gives this process the PostgreSQL of a data folder: joins the one that other processes run there, else starts it.
 * A server whose processes were all killed is stopped and started anew. The server outlives the process that started
 * it as long as another one uses it, and is brought back on the same port when it is lost.
 * @throws EmbeddedPostgresError with the reason and what to do.
 */
export async function startEmbeddedPostgres({
  dataFolder,
  log,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(dataFolder);
  const use = new ServerUse(cluster, log);
  const { port, isShared } = await use.start();
  log.info({ folder: cluster.folder, port, isShared }, 'embedded PostgreSQL is ready');
  const { application } = cluster.credentials;
  return {
    url: `postgres://ironhull:${application}@127.0.0.1:${port}/ironhull`,
    isShared,
    stop: () => use.stop(),
  };
}

/** Keeps this process a user of the server from `start` to `stop`. */
class ServerUse {
  private joined: Joined | null = null;
  private rejoining: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: Log,
  ) {}

  async start(): Promise<Joined> {
    this.joined = await joinServer(this.cluster, this.log, (error) => this.onLost(error));
    return this.joined;
  }

  stop(): Promise<void> {
    return (this.stopping ??= this.leave());
  }

  private onLost(error: Error): void {
    if (this.stopping) return;
    this.log.error({ err: error }, 'lost the embedded PostgreSQL');
    this.rejoining ??= this.rejoin().finally(() => (this.rejoining = null));
  }

  private async rejoin(): Promise<void> {
    const port = this.joined?.port;
    this.joined = null;
    while (!this.stopping && !this.joined) {
      try {
        const { port: found } = await this.start();
        if (found === port) this.log.info({ port }, 'the embedded PostgreSQL is back');
        else
          this.log.error(
            { port, found },
            'the embedded PostgreSQL is back on another port: restart this process',
          );
      } catch (error) {
        this.log.error({ err: error }, 'the embedded PostgreSQL cannot be brought back');
        await wait(rejoinDelay, undefined, { ref: false });
      }
    }
  }

  private async leave(): Promise<void> {
    await this.rejoining;
    if (!this.joined) return;
    const { membership } = this.joined;
    // A connection that is gone says nothing of the others: the next start finds out.
    const isLast = await membership.resign().catch(() => false);
    const server = isLast ? await findServer(this.cluster) : null;
    if (server) {
      await stopServer(this.cluster, server);
      this.log.info({ pid: server.pid }, 'embedded PostgreSQL is stopped');
    }
    await membership.leave();
  }
}
