import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openFolder } from './account.js';
import { spawnOptions, type Cluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { commandLine } from './process-identity.js';

/** How often a state is looked at again, in milliseconds. */
export const pollInterval = 15;
/** A log that grew beyond this many bytes is set aside at the next start. */
const maxLogBytes = 1_048_576;
/** How long a server may take to stop, in milliseconds, before it is stopped the hard way. */
const stopTimeout = 30_000;

/** A server that runs on the cluster. */
export interface RunningServer {
  readonly pid: number;
  /** Null: it has not opened its port yet. */
  readonly port: number | null;
}

/**
 * The live server of the cluster, as `postmaster.pid` tells (PostgreSQL's miscadmin.h: line 1 process id, line 4
 * port). Null: there is none.
 */
export async function findServer(cluster: Cluster): Promise<RunningServer | null> {
  const file = join(cluster.folder, 'data', 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const command = await commandLine(pid);
  if (command?.includes(`cluster_name=${cluster.name}`)) return { pid, port: Number(lines[3]) || null };
  // Another program has the id of a server that was killed: PostgreSQL would take it for that server and refuse.
  if (command !== null) await rm(file, { force: true });
  return null;
}

/** Settings for a small server beside the service; the rest is PostgreSQL's default, durable writes among it. */
function settings(cluster: Cluster, port: number): string[] {
  const values = {
    cluster_name: cluster.name,
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '512MB',
    jit: 'off',
    client_connection_check_interval: '5s',
    log_min_messages: 'log',
    log_checkpoints: 'off',
    timezone: 'UTC',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Spawns a server that outlives this process. It is not ready yet: look with `findServer`. */
export async function spawnServer(cluster: Cluster, port: number): Promise<ChildProcess> {
  const log = await openLog(cluster);
  const access = await openFolder(cluster.folder, cluster.account);
  try {
    const program = join(cluster.runtime.folder, 'bin', 'postgres');
    const child = spawn(program, ['-D', `${access.path}/data`, ...settings(cluster, port)], {
      ...spawnOptions(cluster),
      detached: true,
      stdio: ['ignore', log.fd, log.fd, access.descriptor ?? 'ignore'],
    });
    await new Promise((settle, fail) => child.once('spawn', settle).once('error', fail));
    child.unref();
    return child;
  } finally {
    await access.close();
    await log.close();
  }
}

function logFile(cluster: Cluster): string {
  return join(cluster.root, 'postgres.log');
}

async function openLog(cluster: Cluster) {
  const file = logFile(cluster);
  const size = (await stat(file).catch(() => null))?.size ?? 0;
  if (size > maxLogBytes) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}

/** The end of the server's log. */
export async function readLogTail(cluster: Cluster): Promise<string> {
  const text = await readFile(logFile(cluster), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-8).join('\n');
}

/** Stops the server: fast first (SIGINT), at once (SIGQUIT) when it takes too long. Returns when it is gone. */
export async function stopServer(cluster: Cluster, server: RunningServer): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    sendSignal(server.pid, signal);
    for (const end = performance.now() + stopTimeout; performance.now() < end; await wait(pollInterval)) {
      if ((await findServer(cluster))?.pid !== server.pid) return;
    }
  }
  throw new EmbeddedPostgresError(`PostgreSQL (process ${server.pid}) does not stop.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The preferred port when nothing listens there, else any free one of 127.0.0.1. */
export async function choosePort(preferred: number | null): Promise<number> {
  const port = preferred === null ? null : await tryPort(preferred);
  return (
    port ?? (await tryPort(0)) ?? Promise.reject(new EmbeddedPostgresError('No port of 127.0.0.1 is free.'))
  );
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(null));
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => settle(found));
    });
  });
}
