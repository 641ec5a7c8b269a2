import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdvisoryStatus, AdvisoryWithRanges } from '../src/contracts/advisory.contract.js';
import { aPackageName } from './support/images.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';
import { zipOf } from './support/zip-writer.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const statusOf = () => admin.get<Wire<AdvisoryStatus>>('/v1/advisories/status');
const advisory = (id: string) => admin.get<Wire<AdvisoryWithRanges>>(`/v1/advisories/${id}`);
const zipped = (records: readonly object[]) =>
  zipOf(records.map((record, index) => ({ name: `${index}.json`, text: JSON.stringify(record) })));
let count = 0;
const anId = () => `DSA-${9_000 + (count += 1)}-1`;

describe('before anything was imported, the database', () => {
  it('says so', async () => {
    const fresh = await statusOf();
    expect(fresh).toMatchObject({
      advisories: 0,
      ecosystems: [],
      importedAt: null,
      snapshot: 'empty',
      lastImport: null,
    });
  });
});

describe('an import', () => {
  it.each([
    ['an array', (records: readonly object[]) => Buffer.from(JSON.stringify(records))],
    [
      'one record a line',
      (records: readonly object[]) => Buffer.from(records.map((one) => JSON.stringify(one)).join('\n')),
    ],
    ['a zip', zipped],
  ])('takes %s, and the status tells of it', async (_, form) => {
    const before = await statusOf();
    const [first, second] = [anId(), anId()];
    const done = await admin.import(
      form([
        osvRecord({ id: first, name: aPackageName(), fixed: '2.0' }),
        osvRecord({ id: second, name: aPackageName() }),
      ]),
    );
    expect(done).toMatchObject({
      state: 'succeeded',
      read: 2,
      stored: 2,
      unchanged: 0,
      invalid: 0,
      error: null,
    });
    const after = await statusOf();
    expect(after).toMatchObject({ advisories: before.advisories + 2, lastImport: { id: done.id } });
    expect(after.snapshot).not.toBe(before.snapshot);
    expect(after.ecosystems).toContainEqual({
      ecosystem: 'Debian:12',
      advisories: expect.any(Number),
      importedAt: expect.any(String),
    });
    expect(await advisory(first)).toMatchObject({
      id: first,
      affected: [{ ecosystem: 'Debian:12', fixed: '2.0' }],
    });
    await service.contentCleared();
  });

  it('is found by its Location, and in the list, newest first', async () => {
    const body = Buffer.from(JSON.stringify([osvRecord({ id: anId(), name: aPackageName() })]));
    const response = await admin.upload('/v1/advisories/imports?source=feed%20of%20today', body);
    expect(response.status).toBe(202);
    const { id } = response.body as { id: string };
    expect(response.headers['location']).toBe(`/v1/advisories/imports/${id}`);
    expect(await admin.importEnd(id)).toMatchObject({ source: 'feed of today', state: 'succeeded' });
    const [newest] = await admin.all<{ id: string }>('/v1/advisories/imports');
    expect(newest!.id).toBe(id);
  });

  it('counts what is there already as unchanged, and the state keeps its name', async () => {
    const records = [osvRecord({ id: anId(), name: aPackageName(), severity: 'high' })];
    await admin.import(records);
    const before = await statusOf();
    expect(await admin.import(records)).toMatchObject({ state: 'succeeded', stored: 0, unchanged: 1 });
    const after = await statusOf();
    expect(after.snapshot).toBe(before.snapshot);
    expect(Date.parse(after.importedAt!)).toBeGreaterThan(Date.parse(before.importedAt!));
  });

  it('never puts an older record in the place of a newer one, within one import or over two', async () => {
    const [id, name] = [anId(), aPackageName()];
    const newer = osvRecord({ id, name, modified: '2026-11-02T00:00:00Z', summary: 'newer' });
    const older = osvRecord({ id, name, modified: '2026-11-01T00:00:00Z', summary: 'older' });
    await admin.import([newer, older]);
    expect(await advisory(id)).toMatchObject({ summary: 'newer' });
    expect(await admin.import([older])).toMatchObject({ stored: 0, unchanged: 1 });
    expect(await advisory(id)).toMatchObject({ summary: 'newer' });
  });

  it('leaves invalid records out and names them', async () => {
    const id = anId();
    const done = await admin.import([
      osvRecord({ id, name: aPackageName() }),
      { id: 'GHSA-broken', modified: 'yesterday', affected: [] },
      osvRecord({ id: 'X-1', name: aPackageName(), ecosystem: 'Nowhere' }),
      { constructor: 1, aliases: 'x' },
      osvRecord({ id: '漏'.repeat(201), name: aPackageName() }),
      osvRecord({ id: 'X-2', name: '包'.repeat(1_000) }),
      osvRecord({ id: 'X-3', name: aPackageName(), aliases: ['漏'.repeat(1_000)] }),
    ]);
    expect(done).toMatchObject({ state: 'succeeded', read: 7, stored: 1, invalid: 6 });
    expect(done.problems).toHaveLength(6);
    expect(done.problems.slice(0, 2)).toEqual([
      { name: 'GHSA-broken', problem: expect.stringContaining('modified') },
      { name: 'X-1', problem: expect.stringContaining('Nowhere') },
    ]);
  });

  it('holds text that no database holds without failing', async () => {
    const id = anId();
    const record = osvRecord({ id, name: aPackageName(), summary: 'a\0b \ud800' });
    expect(await admin.import([record])).toMatchObject({ state: 'succeeded', stored: 1 });
    expect((await advisory(id)).summary).not.toContain('\0');
  });

  it('of the same bytes may be asked for many times at once', async () => {
    const body = Buffer.from(JSON.stringify([osvRecord({ id: anId(), name: aPackageName() })]));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => admin.upload('/v1/advisories/imports', body)),
    );
    const ends = await Promise.all(
      answers.map((answer) => admin.importEnd((answer.body as { id: string }).id)),
    );
    expect(ends.map(({ state, error }) => ({ state, error }))).toEqual(
      ends.map(() => ({ state: 'succeeded', error: null })),
    );
    await service.contentCleared();
  });
});

describe('a source that is bad as a whole', () => {
  it.each([
    ['is empty', Buffer.alloc(0), 'empty'],
    // Some random bytes begin as JSON does.
    ['is random bytes', Buffer.concat([Buffer.of(0xff), randomBytes(5_000)]), 'unsupported'],
    ['is JSON that is cut off', Buffer.from('[{"id": "DSA-1"'), 'truncated'],
    ['is a zip that is cut off', zipped([{ id: 'DSA-1' }]).subarray(0, 60), ''],
    ['holds nothing', Buffer.from('[]'), 'empty'],
    ['holds no valid record', Buffer.from('[{"id":"DSA-1-1"},{"id":7}]'), 'empty'],
  ])('fails and leaves the old state when it %s', async (_, bytes, code) => {
    await admin.import([osvRecord({ id: anId(), name: aPackageName() })]);
    const { lastImport: _before, ...before } = await statusOf();
    const failed = await admin.import(bytes);
    expect(failed).toMatchObject({ state: 'failed', stored: 0, error: { message: expect.any(String) } });
    expect(failed.error!.code).toContain(code);
    const { lastImport, ...after } = await statusOf();
    expect(after).toEqual(before);
    expect(lastImport).toMatchObject({ id: failed.id, state: 'failed' });
    await service.contentCleared();
  });

  it('fails when it is a broken catalogue of exploited vulnerabilities', async () => {
    const { knownExploited } = await statusOf();
    const failed = await admin.import({ ...exploitedCatalogue(aCve()), count: 2 });
    expect(failed).toMatchObject({ state: 'failed' });
    expect(failed.error!.message).toContain('count');
    expect(await statusOf()).toMatchObject({ knownExploited });
  });

  it('fails when it is a zip that is a bomb', async () => {
    const bomb = zipOf([{ name: 'bomb.json', text: Buffer.alloc(70 * 1024 * 1024, ' ') }]);
    expect(await admin.import(bomb)).toMatchObject({ state: 'failed' });
  });
});

describe("CISA's catalogue", () => {
  it('is replaced as a whole and dated apart from the records', async () => {
    await admin.import([osvRecord({ id: anId(), name: aPackageName() })]);
    const before = await statusOf();
    const [first, second] = [aCve(), aCve()];
    expect(await admin.import(exploitedCatalogue(first, second))).toMatchObject({
      state: 'succeeded',
      knownExploited: 2,
    });
    const after = await statusOf();
    expect(after).toMatchObject({ knownExploited: 2, importedAt: before.importedAt });
    expect(after.knownExploitedAt).not.toBeNull();
    await admin.import(exploitedCatalogue(second));
    expect(await statusOf()).toMatchObject({ knownExploited: 1 });
    const rows = await service.query<{ cve: string }>('SELECT cve FROM known_exploited');
    expect(rows).toEqual([{ cve: second }]);
  });
});

describe('the severity of a record', () => {
  it("is another record's of the same flaw when it states none itself", async () => {
    const [debian, cve] = [anId(), aCve()];
    const name = aPackageName();
    await admin.import([osvRecord({ id: debian, name, upstream: [cve] })]);
    expect(await advisory(debian)).toMatchObject({ severity: 'unknown', severityFrom: null });
    await admin.import([osvRecord({ id: cve, name, ecosystem: 'npm', severity: 'critical' })]);
    expect(await advisory(debian)).toMatchObject({ severity: 'critical', severityFrom: cve });
    const other = `GHSA-${cve.slice(-5)}-aaaa-aaaa`;
    await admin.import([osvRecord({ id: other, name, ecosystem: 'npm', aliases: [cve] })]);
    expect(await advisory(other)).toMatchObject({ severity: 'critical', severityFrom: cve });
  });

  it('is lost again when the record that stated it is withdrawn', async () => {
    const [debian, cve, name] = [anId(), aCve(), aPackageName()];
    const stating = { id: cve, name, ecosystem: 'npm', severity: 'high' };
    await admin.import([osvRecord({ id: debian, name, upstream: [cve] }), osvRecord(stating)]);
    expect(await advisory(debian)).toMatchObject({ severity: 'high' });
    const withdrawn = '2026-11-05T00:00:00Z';
    await admin.import([osvRecord({ ...stating, modified: withdrawn, withdrawn })]);
    expect(await advisory(debian)).toMatchObject({ severity: 'unknown', severityFrom: null });
  });
});
