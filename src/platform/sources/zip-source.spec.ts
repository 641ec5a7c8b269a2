import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdvisorySourceError } from './advisory-source-error.js';
import { openAdvisorySource } from './advisory-source.js';
import type { SourceLimits } from './source-limits.js';
import { type FixtureEntry, zipOf } from '../../../test/support/zip-writer.js';

const catalogue = {
  catalogVersion: '2025.08.25',
  dateReleased: '2025-08-25T17:04:19.979Z',
  count: 1,
  vulnerabilities: [
    {
      cveID: 'CVE-2025-48384',
      vulnerabilityName: 'Git Link Following',
      dateAdded: '2025-08-25',
      requiredAction: 'Update.',
      dueDate: '2025-09-15',
    },
  ],
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'advisory-source-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function aFile(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function aZip(...entries: FixtureEntry[]): Promise<string> {
  return aFile('all.zip', zipOf(entries));
}

/** Without the names of the bytes they were read from. */
async function items(path: string, limits: Partial<SourceLimits> = {}): Promise<object[]> {
  const source = await openAdvisorySource(path, limits);
  const found: object[] = [];
  for await (const item of source.records()) {
    const { origin: _, ...rest } = { origin: null, ...item };
    found.push(rest);
  }
  return found;
}

async function failure(path: string, limits: Partial<SourceLimits> = {}): Promise<unknown> {
  return items(path, limits).then(
    () => null,
    (error: unknown) => error,
  );
}

describe('a zip', () => {
  it('gives its .json entries and how many there are', async () => {
    const path = await aZip(
      { name: 'A-1.json', text: '{"id":"A-1"}' },
      { name: 'b/', text: '', method: 0 },
      { name: 'b/B-1.JSON', text: '{"id":"B-1"}', method: 0 },
      { name: 'README', text: 'hello' },
    );
    expect((await openAdvisorySource(path)).total).toBe(4);
    expect(await items(path)).toEqual([
      { name: 'all.zip:A-1.json', json: { id: 'A-1' } },
      { name: 'all.zip:b/B-1.JSON', json: { id: 'B-1' } },
    ]);
  });

  it('can be read again, and left early', async () => {
    const source = await openAdvisorySource(
      await aZip({ name: 'a.json', text: '{}' }, { name: 'b.json', text: '{}' }),
    );
    for await (const item of source.records()) {
      expect(item.name).toBe('all.zip:a.json');
      break;
    }
    const names: string[] = [];
    for await (const { name } of source.records()) names.push(name);
    expect(names).toEqual(['all.zip:a.json', 'all.zip:b.json']);
  });

  it("shows an entry's name and never uses it as a path", async () => {
    const path = await aZip({ name: '../../etc/\u001b[31mpasswd.json', text: '{}' });
    expect(await items(path)).toEqual([{ name: 'all.zip:../../etc/\ufffd[31mpasswd.json', json: {} }]);
  });

  it("recognises CISA's catalogue, whole or broken", async () => {
    const broken = { ...catalogue, count: 7 };
    const path = await aZip(
      { name: 'kev.json', text: JSON.stringify(catalogue) },
      { name: 'kev2.json', text: JSON.stringify(broken) },
    );
    expect(await items(path)).toMatchObject([
      { name: 'all.zip:kev.json', knownExploited: { entries: [{ cve: 'CVE-2025-48384' }] } },
      { name: 'all.zip:kev2.json', problem: expect.stringContaining('count') },
    ]);
  });

  it.each<[string, Partial<FixtureEntry>, string]>([
    ['is no JSON', { text: '{"id":' }, 'not JSON'],
    ['is empty', { text: '' }, 'not JSON'],
    ['is no UTF-8', { text: Buffer.of(0x22, 0xff, 0x22) }, 'not UTF-8'],
    ['is too large', { text: `"${'abc '.repeat(2000)}"` }, 'more than 4000 bytes'],
    ['is encrypted', { flags: 1 }, 'encrypted'],
    ['has an unknown compression', { method: 14 }, 'compression method 14'],
    ['is a zip', { name: 'inner.zip' }, 'a zip within a zip'],
  ])('goes on after an entry that %s', async (_name, entry, problem) => {
    const path = await aZip({ name: 'bad.json', text: '{}', ...entry }, { name: 'good.json', text: '{}' });
    expect(await items(path, { recordBytes: 4000 })).toEqual([
      { name: `all.zip:${entry.name ?? 'bad.json'}`, problem: expect.stringContaining(problem) },
      { name: 'all.zip:good.json', json: {} },
    ]);
  });

  it('refuses an entry that grows beyond reason', async () => {
    const path = await aZip({ name: 'bomb.json', text: ' '.repeat(3_000_000) });
    expect(await items(path)).toEqual([
      { name: 'all.zip:bomb.json', problem: 'compressed more than 200 times' },
    ]);
  });

  it.each<[string, Partial<FixtureEntry>]>([
    ['more bytes than stated', { statedSize: 2 }],
    ['fewer bytes than stated', { statedSize: 200 }],
    ['another checksum', { statedCrc: 1 }],
  ])('stops at an entry with %s', async (_name, entry) => {
    const path = await aZip({ name: 'a.json', text: '{"id":"A-1"}', ...entry });
    const error = await failure(path);
    expect(error).toBeInstanceOf(AdvisorySourceError);
    expect(error).toMatchObject({ code: 'corrupt', message: expect.stringContaining('all.zip:a.json') });
  });

  it('stops at damaged data, and names the entry', async () => {
    const bytes = zipOf([
      { name: 'a.json', text: JSON.stringify({ id: 'A-1', text: 'abcdefgh'.repeat(9) }) },
    ]);
    bytes.fill(0xff, 40, 60);
    expect(await failure(await aFile('all.zip', bytes))).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('all.zip:a.json'),
    });
  });

  it('is truncated wherever its end is missing', async () => {
    const bytes = zipOf([{ name: 'a.json', text: '{"id":"A-1"}' }]);
    for (let length = 2; length < bytes.length; length += 5) {
      const path = await aFile('all.zip', bytes.subarray(0, length));
      expect(await failure(path)).toMatchObject({
        code: 'truncated',
        message: expect.stringMatching(/^all\.zip:/),
      });
    }
  });

  it('is corrupt when it counts fewer entries than it has', async () => {
    const entries = [1, 2, 3].map((index) => ({ name: `${index}.json`, text: '{}' }));
    expect(await failure(await aFile('all.zip', zipOf(entries, 2)))).toMatchObject({ code: 'corrupt' });
  });

  it('is truncated when it counts more entries than it has', async () => {
    const entries = [1, 2, 3].map((index) => ({ name: `${index}.json`, text: '{}' }));
    expect(await failure(await aFile('all.zip', zipOf(entries, 4)))).toMatchObject({ code: 'truncated' });
  });

  it('is corrupt when entries share their bytes', async () => {
    const text = JSON.stringify({ text: Array.from({ length: 500 }, (_, index) => index ** 3) });
    const copies = Array.from({ length: 20 }, (_, index) => ({ name: `${index}.json`, text, dataOf: 0 }));
    const path = await aZip({ name: 'a.json', text }, ...copies);
    expect(await failure(path)).toMatchObject({ code: 'corrupt', message: 'all.zip: its entries overlap' });
  });

  it('is too large beyond its limits', async () => {
    const path = await aZip({ name: 'a.json', text: '{}' }, { name: 'b.json', text: '{}' });
    expect(await failure(path, { entries: 1 })).toMatchObject({ code: 'too-large' });
    expect(await failure(path, { totalBytes: 3 })).toMatchObject({ code: 'too-large' });
  });

  it('is empty without a .json entry', async () => {
    expect(await failure(await aZip({ name: 'README', text: '' }))).toMatchObject({ code: 'empty' });
    expect(await failure(await aFile('all.zip', zipOf([])))).toMatchObject({ code: 'empty' });
  });
});
