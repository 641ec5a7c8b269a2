import { createServer, type Server } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdvisoryFeed, AdvisoryStatus } from '../src/contracts/advisory.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { TarBuilder } from '../src/engine/artifacts/tar-builder.js';
import { aPackageName } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';
import { zipOf } from './support/zip-writer.js';

const npmRecord = (id: string, name: string, modified: string, fixed = '2.0.0') =>
  osvRecord({ id, name, fixed, modified, ecosystem: 'npm' });
const zip = (...records: readonly object[]) =>
  zipOf(records.map((record, index) => ({ name: `${index}.json`, text: JSON.stringify(record) })));
const predictions = (...scores: readonly (readonly [string, number])[]) =>
  [
    '#model_version:v2026.01.01,score_date:2026-11-20T00:00:00+0000',
    'cve,epss,percentile',
    ...scores.map(([cve, score]) => `${cve},${score},0.9`),
  ].join('\n');

/** A mirror of OSV whose files can be changed; files answer conditional requests. */
class Mirror {
  readonly files = new Map<string, Buffer | string | number>();
  readonly asked: string[] = [];
  private server: Server | null = null;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '');
      const file = this.files.get(path) ?? 404;
      this.asked.push(path);
      if (typeof file === 'number') return void response.writeHead(file).end();
      const etag = `"${Buffer.from(file).toString('base64').slice(-40)}${file.length}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.writeHead(200, { etag }).end(file);
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    return new Promise((resolve) => this.server?.close(resolve));
  }
}

const statusOf = (admin: Caller) => admin.get<Wire<AdvisoryStatus>>('/v1/advisories/status');
/** Looks for what is new, and waits until every one of the feeds was tried after that. */
async function refresh(admin: Caller, ...names: string[]): Promise<Wire<AdvisoryFeed>[]> {
  const triedBefore = new Map((await statusOf(admin)).feeds.map(({ name, triedAt }) => [name, triedAt]));
  await admin.post('/v1/advisories/refresh', {}, 202);
  const { feeds } = await until(
    () => statusOf(admin),
    (status) =>
      names.every((name) => {
        const feed = status.feeds.find((one) => one.name === name);
        return feed !== undefined && feed.triedAt !== triedBefore.get(name);
      }),
  );
  return feeds;
}
const degraded = async (admin: Caller) => (await admin.get<{ degraded: string[] }>('/readyz')).degraded;

describe('feeds by HTTP', () => {
  const mirror = new Mirror();
  let service: TestService;
  let admin: Caller;
  const name = aPackageName();
  const [first, second, third] = [aCve(), aCve(), aCve()];
  const flaws = async (targetId: string) => {
    const findings = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
    return findings.sort((a, b) => (a.advisory! < b.advisory! ? -1 : 1));
  };
  const scan = async (): Promise<string> => {
    const lock = { lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version: '1.0.0' } } };
    const tar = new TarBuilder().file('package-lock.json', JSON.stringify(lock)).toBuffer();
    const response = await admin.upload('/v1/scans/source', tar);
    return (await admin.scanEnd((response.body as { id: string }).id)).targetId!;
  };

  beforeAll(async () => {
    const address = await mirror.start();
    mirror.files.set('/npm/all.zip', zip(npmRecord(first, name, '2026-11-01T00:00:00Z')));
    mirror.files.set('/npm/modified_id.csv', `2026-11-01T00:00:00Z,${first}\n`);
    mirror.files.set('/kev.json', JSON.stringify(exploitedCatalogue(first)));
    mirror.files.set('/epss.csv.gz', gzipSync(predictions([first, 0.97], [second, 0.02])));
    service = await TestService.start({
      IRONHULL_ADVISORY_SOURCE: address,
      IRONHULL_KEV_SOURCE: `${address}/kev.json`,
      IRONHULL_EPSS_SOURCE: `${address}/epss.csv.gz`,
    });
    admin = await service.caller('admin');
  });
  afterAll(async () => {
    await service.stop();
    await mirror.stop();
  });

  it('bring the whole of an ecosystem as soon as it is in use, and what is known and foreseen of attacks', async () => {
    const targetId = await scan();
    const { feeds } = await until(
      () => statusOf(admin),
      (status) => status.feeds.length === 3,
    );
    expect(feeds.map(({ name: feed, failure }) => [feed, failure])).toEqual([
      ['epss', null],
      ['kev', null],
      ['npm', null],
    ]);
    expect(await statusOf(admin)).toMatchObject({
      advisories: 1,
      ecosystems: [{ ecosystem: 'npm', advisories: 1, importedAt: expect.any(String) }],
      knownExploited: 1,
      exploitPredictions: 2,
      exploitPredictedOn: '2026-11-20',
    });
    expect(await flaws(targetId)).toMatchObject([
      {
        advisory: first,
        isKnownExploited: true,
        knownExploitation: { addedOn: expect.any(String), isUsedByRansomware: expect.any(Boolean) },
        exploitPrediction: { score: 0.97, percentile: 0.9 },
      },
    ]);
    expect(await degraded(admin)).toEqual([]);
  });

  it('bring only what the list names as modified since, and only when the list is another', async () => {
    const targetId = await scan();
    mirror.asked.length = 0;
    await refresh(admin, 'npm');
    expect(mirror.asked.filter((path) => path.startsWith('/npm'))).toEqual(['/npm/modified_id.csv']);
    mirror.files.set(`/npm/${second}.json`, JSON.stringify(npmRecord(second, name, '2026-11-02T00:00:00Z')));
    mirror.files.set(`/npm/${first}.json`, JSON.stringify(npmRecord(first, name, '2026-11-01T00:00:00Z')));
    mirror.files.set(
      '/npm/modified_id.csv',
      `2026-11-02T00:00:00Z,${second}\n2026-11-01T00:00:00Z,${first}\n`,
    );
    mirror.asked.length = 0;
    await refresh(admin, 'npm');
    expect(mirror.asked).not.toContain('/npm/all.zip');
    expect((await flaws(targetId)).map(({ advisory }) => advisory)).toEqual([first, second].sort());
  });

  it('leave what they brought when one fails, say so, and go on when it is back', async () => {
    const targetId = await scan();
    mirror.files.set(
      '/npm/modified_id.csv',
      `2026-11-03T00:00:00Z,${third}\n2026-11-02T00:00:00Z,${second}\n`,
    );
    const feeds = await refresh(admin, 'npm');
    expect(feeds).toMatchObject([
      { name: 'epss', failure: null },
      { name: 'kev', failure: null },
      { name: 'npm', failure: `npm/${third}.json: the list names it, but it is not there` },
    ]);
    expect(await degraded(admin)).toEqual([expect.stringContaining('The advisories of npm are those of')]);
    expect((await flaws(targetId)).map(({ advisory }) => advisory)).toEqual([first, second].sort());

    mirror.files.set('/npm/modified_id.csv', 500);
    const [, , npm] = await refresh(admin, 'npm');
    expect(npm?.failure).toContain('/npm/modified_id.csv: the answer has the status 500');

    mirror.files.set(`/npm/${third}.json`, JSON.stringify(npmRecord(third, name, '2026-11-03T00:00:00Z')));
    mirror.files.set('/npm/modified_id.csv', `2026-11-03T00:00:00Z,${third}\n`);
    await refresh(admin, 'npm');
    expect((await flaws(targetId)).map(({ advisory }) => advisory)).toEqual([first, second, third].sort());
    expect(await degraded(admin)).toEqual([]);
  });

  it('have what was undecided for their age judged again when they answer that nothing is new', async () => {
    const targetId = await scan();
    const reasons = async () => {
      const verdict = await admin.get<Wire<Verdict>>(`/v1/targets/${targetId}/verdict`);
      return verdict.reasons.map(({ message }) => message).join(' ');
    };
    expect(await reasons()).not.toContain('hours ago');
    for (const table of ['advisory_database', 'advisory_ecosystem'])
      await service.query(`UPDATE ${table} SET imported_at = imported_at - interval '100 hours'`);
    await service.query('UPDATE verdict SET valid_until = now() WHERE is_current');
    expect(await reasons()).toContain('more than 72 hours ago');
    await refresh(admin, 'npm');
    expect(await until(reasons, (told) => !told.includes('hours ago'))).not.toBe('');
  });

  it('leave what they brought when the whole file is damaged', async () => {
    mirror.files.set('/kev.json', '{"catalogVersion":"1","vulnerabilities":[]}');
    const feeds = await refresh(admin, 'kev');
    expect(feeds.find((feed) => feed.name === 'kev')?.failure).toContain('None of the 1 records is valid');
    expect(await statusOf(admin)).toMatchObject({ knownExploited: 1 });
  });
});

describe('feeds from a folder', () => {
  it('are read like those by HTTP, without a list of modified ids', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'feed-'));
    const id = aCve();
    await mkdir(join(folder, 'PyPI'));
    await writeFile(join(folder, 'PyPI/all.zip'), zip(osvRecord({ id, name: 'a', ecosystem: 'PyPI' })));
    const service = await TestService.start({
      IRONHULL_ADVISORY_SOURCE: folder,
      IRONHULL_ADVISORY_ECOSYSTEMS: 'PyPI,npm',
    });
    try {
      const admin = await service.caller('admin');
      const feeds = await refresh(admin, 'PyPI', 'npm');
      expect(feeds).toMatchObject([
        { name: 'PyPI', failure: null },
        { name: 'npm', failure: expect.stringContaining('there is no such file') },
      ]);
      expect(await statusOf(admin)).toMatchObject({ ecosystems: [{ ecosystem: 'PyPI', advisories: 1 }] });
    } finally {
      await service.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('cannot be asked for where there are none', async () => {
    const service = await TestService.start();
    try {
      const problem = await (
        await service.caller('admin')
      ).post<{ detail: string }>('/v1/advisories/refresh', {}, 409);
      expect(problem.detail).toContain('IRONHULL_ADVISORY_SOURCE');
    } finally {
      await service.stop();
    }
  });
});
