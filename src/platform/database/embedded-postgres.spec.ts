import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTypescript, type TypescriptProcess } from '../../../test/support/typescript-process.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

const holder = 'test/support/hold-postgres.ts';
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const running: EmbeddedPostgres[] = [];
const processes: TypescriptProcess[] = [];
let outside: string;
let dataFolder: string;

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, log });
  running.push(postgres);
  return postgres;
}

function hold(): TypescriptProcess {
  const process = runTypescript(holder, dataFolder);
  processes.push(process);
  return process;
}

async function query(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  const text = await readFile(join(dataFolder, 'postgres/data/postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), `ironhull 'test' `));
  dataFolder = join(outside, 'data');
  vi.clearAllMocks();
});

afterEach(async () => {
  for (const process of processes.splice(0)) if (process.child.exitCode === null) await process.kill();
  for (const postgres of running.splice(0)) await postgres.stop();
  // Stops a server whose processes a failed test has killed.
  if (!(await isStopped())) await (await startEmbeddedPostgres({ dataFolder, log })).stop();
  await rm(outside, { recursive: true, force: true });
});

async function isStopped(): Promise<boolean> {
  return serverPid().then(
    () => false,
    () => true,
  );
}

describe('startEmbeddedPostgres', () => {
  it('keeps the data and the port from one start to the next', async () => {
    const first = await start();
    expect(first.isShared).toBe(false);
    await query(first.url, `CREATE TABLE kept AS SELECT 'schön 强化' AS text`);
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT text FROM kept')).toEqual([['schön 强化']]);
  });

  it('writes durably, listens on the loopback interface alone and gives no superuser away', async () => {
    const { url } = await start();
    const settings = `SELECT current_setting('fsync'), current_setting('listen_addresses'),
      current_setting('server_encoding'),
      current_setting('password_encryption'), current_setting('is_superuser')`;
    expect(await query(url, settings)).toEqual([['on', '127.0.0.1', 'UTF8', 'scram-sha-256', 'off']]);
    expect(
      await query(
        url,
        'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
      ),
    ).toEqual([['b', 'C.UTF-8']]);
  });

  it('refuses a wrong password', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('works below a folder that nobody else may enter, under a umask that closes everything', async () => {
    await mkdir(dataFolder, { recursive: true });
    await chmod(outside, 0o700);
    await chmod(dataFolder, 0o700);
    const before = process.umask(0o077);
    try {
      const { url } = await start();
      expect(await query(url, 'SELECT 1')).toEqual([[1]]);
    } finally {
      process.umask(before);
    }
  });

  it('clears away what a first start that was killed has left', async () => {
    const unfinished = join(dataFolder, 'postgres', 'new-999999999-00000000-0000-0000-0000-000000000000');
    await mkdir(unfinished, { recursive: true });
    const { url } = await start();
    expect(await query(url, 'SELECT 1')).toEqual([[1]]);
    await expect(stat(unfinished)).rejects.toThrow('ENOENT');
  });

  it('may be stopped more than once', async () => {
    const postgres = await start();
    await Promise.all([postgres.stop(), postgres.stop()]);
    await postgres.stop();
    expect(await isStopped()).toBe(true);
  });

  it('does not open data whose passwords are gone', async () => {
    await (await start()).stop();
    await rm(join(dataFolder, 'database-credentials.json'));
    await expect(start()).rejects.toThrow(/database-credentials\.json is missing/);
  });

  it('does not open data of another major version', async () => {
    await (await start()).stop();
    await writeFile(join(dataFolder, 'postgres/data/PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow(/is of PostgreSQL 9\.6; the installed programs are 18/);
  });

  it('starts although another program has the process id of a server that was killed', async () => {
    await (await start()).stop();
    const file = join(dataFolder, 'postgres/data/postmaster.pid');
    await writeFile(file, `${process.pid}\n/x\n0\n5432\n\n127.0.0.1\n0 0\nready   \n`);
    await chmod(file, 0o644);
    const { url } = await start();
    expect(await query(url, 'SELECT 1')).toEqual([[1]]);
  });
});

describe('one data folder in several processes', () => {
  it('joins a running server, which stops with the last process that uses it', async () => {
    const owner = hold();
    const { url } = await owner.nextMessage<{ url: string }>();
    const second = await start();
    expect(second).toMatchObject({ url, isShared: true });
    expect(await owner.end()).toBe(0);
    expect(await query(url, 'SELECT 1')).toEqual([[1]]);
    await second.stop();
    expect(await isStopped()).toBe(true);
  });

  it('starts one server when processes start at the same moment', async () => {
    const others = [hold(), hold()];
    const answers = await Promise.all([
      start(),
      ...others.map((other) => other.nextMessage<EmbeddedPostgres>()),
    ]);
    expect(new Set(answers.map((answer) => answer.url)).size).toBe(1);
    expect(answers.filter((answer) => !answer.isShared)).toHaveLength(1);
    for (const other of others) expect(await other.end()).toBe(0);
    expect(await query(answers[0].url, 'SELECT 1')).toEqual([[1]]);
  });

  it('starts anew over the server of a process that was killed', async () => {
    const owner = hold();
    const { url } = await owner.nextMessage<{ url: string }>();
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS number');
    const orphan = await serverPid();
    await owner.kill();
    const next = await start();
    expect(next.isShared).toBe(false);
    expect(await serverPid()).not.toBe(orphan);
    expect(await query(next.url, 'SELECT number FROM kept')).toEqual([[7]]);
  });

  it('leaves the server alone when its starter was killed but another process uses it', async () => {
    const owner = hold();
    await owner.nextMessage();
    const other = hold();
    await other.nextMessage();
    const pid = await serverPid();
    await owner.kill();
    expect((await start()).isShared).toBe(true);
    expect(await serverPid()).toBe(pid);
  });

  it('brings a server back, on its port, when it dies below the process', async () => {
    const { url } = await start();
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS number');
    process.kill(await serverPid(), 'SIGKILL');
    await vi.waitFor(async () => expect(await query(url, 'SELECT number FROM kept')).toEqual([[7]]), 20_000);
    await vi.waitFor(() =>
      expect(log.info).toHaveBeenCalledWith(expect.anything(), 'the embedded PostgreSQL is back'),
    );
  });
});
