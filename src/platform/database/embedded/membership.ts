import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.js';
import { pollInterval } from './server.js';

/** Shared: held by every process that uses the server. Exclusive: held to find out that no other one does. */
const membersLock = 4_707_325_202;
/** Held while the role and the database are made. */
const setupLock = 4_707_325_203;
/** SQLSTATE `cannot_connect_now`: starting up, shutting down or recovering. */
const cannotConnectNow = '57P03';

/**
 * The part a process takes in the server: a connection of the superuser that holds an advisory lock. When the process
 * ends, however it does, the connection ends and so does its part; no file can go stale and no process id be mistaken.
 */
export class Membership {
  private isMember = false;

  private constructor(
    private readonly client: pg.Client,
    onLost: (error: Error) => void,
  ) {
    client.on('error', (error) => {
      const wasMember = this.isMember;
      this.isMember = false;
      if (wasMember) onLost(error);
    });
  }

  /** Null: the server is not ready, or goes down. `onLost` is called when the connection ends other than by `leave`. */
  static async connect(
    cluster: Cluster,
    port: number,
    onLost: (error: Error) => void,
  ): Promise<Membership | null> {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
      password: cluster.credentials.administrator,
      application_name: 'ironhull-membership',
      keepAlive: true,
    });
    const membership = new Membership(client, onLost);
    try {
      await client.connect();
      return membership;
    } catch (error) {
      if (isNotReady(error)) return null;
      throw error;
    }
  }

  /** Whether no other process uses the server; if so, none can begin to until `join` or `leave`. */
  async isAlone(): Promise<boolean> {
    return this.ask('SELECT pg_try_advisory_lock($1) AS answer');
  }

  /** Becomes a user of the server; waits for a process that is finding out whether it is alone. */
  async join(wasAlone: boolean): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock_shared($1)', [membersLock]);
    if (wasAlone) await this.ask('SELECT pg_advisory_unlock($1) AS answer');
    this.isMember = true;
  }

  /** Stops being a user of the server. True: no other process is one, and until `leave` none can begin to be. */
  async resign(): Promise<boolean> {
    this.isMember = false;
    await this.ask('SELECT pg_advisory_unlock_shared($1) AS answer');
    return this.isAlone();
  }

  /** Makes the role and the database of the service when they are not there. */
  async setUpDatabase(password: string): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [setupLock]);
    const found = await this.client.query(`SELECT FROM pg_database WHERE datname = 'ironhull'`);
    if (found.rowCount === 0) {
      const literal = pg.escapeLiteral(password);
      await this.client.query('DROP ROLE IF EXISTS ironhull');
      await this.client.query(`CREATE ROLE ironhull LOGIN PASSWORD ${literal}`);
      await this.client.query('CREATE DATABASE ironhull OWNER ironhull');
    }
    await this.client.query('SELECT pg_advisory_unlock($1)', [setupLock]);
  }

  /** Closes the connection. */
  async leave(): Promise<void> {
    this.isMember = false;
    await this.client.end();
  }

  private async ask(sql: string): Promise<boolean> {
    const { rows } = await this.client.query<{ answer: boolean }>(sql, [membersLock]);
    return rows[0]?.answer === true;
  }
}

/** Tries until the server answers; null when it did not within the time (milliseconds) or `isGone` says to give up. */
export async function connectWhenReady(
  connect: () => Promise<Membership | null>,
  isGone: () => Promise<boolean>,
  timeout: number,
): Promise<Membership | null> {
  for (const end = performance.now() + timeout; performance.now() < end; await wait(pollInterval)) {
    const membership = await connect();
    if (membership) return membership;
    if (await isGone()) return null;
  }
  return null;
}

/** Whether an error means that the server goes away or is not up yet, so that another look is worth it. */
export function isNotReady(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code === cannotConnectNow || code === '57P01' || code === '57P02') return true;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') return true;
  return message === 'Connection terminated unexpectedly' || message === 'Connection terminated';
}
