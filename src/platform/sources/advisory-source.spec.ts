import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdvisorySource } from './advisory-source.js';
import type { SourceLimits } from './source-limits.js';
import { zipOf } from '../../../test/support/zip-writer.js';

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

describe('a JSON file', () => {
  it('gives its one record under its own name', async () => {
    const path = await aFile('a.json', '\ufeff {"id":"A-1"}\n');
    expect((await openAdvisorySource(path)).total).toBeNull();
    expect(await items(path)).toEqual([{ name: 'a.json', json: { id: 'A-1' } }]);
  });

  it.each([
    ['an array', '[{"id":"A-1"},{"id":}]'],
    ['lines', '{"id":"A-1"}\n{"id":}\n'],
  ])('numbers the records of %s and goes on after a bad one', async (_name, text) => {
    expect(await items(await aFile('a.json', text))).toEqual([
      { name: 'a.json#1', json: { id: 'A-1' } },
      { name: 'a.json#2', problem: expect.stringContaining('not JSON') },
    ]);
  });

  it("may be CISA's catalogue", async () => {
    const path = await aFile('kev.json', JSON.stringify(catalogue));
    expect(await items(path)).toMatchObject([
      { name: 'kev.json', knownExploited: { catalogVersion: '2025.08.25' } },
    ]);
  });

  it('reports a record that is too large', async () => {
    const path = await aFile('a.json', `[{"a":"${'x'.repeat(500)}"},{"id":"A-2"}]`);
    expect(await items(path, { recordBytes: 100 })).toEqual([
      { name: 'a.json#1', problem: 'the record has more than 100 bytes' },
      { name: 'a.json#2', json: { id: 'A-2' } },
    ]);
  });

  it.each([
    ['{"id":"A-1"', 'truncated', 'a.json: record 1: ends within a value, after byte 11'],
    ['[{"id":"A-1"},', 'truncated', 'a.json: record 2: the array does not end, after byte 14'],
    ['[{"id":"A-1"}] x', 'corrupt', 'a.json: record 2: unexpected byte 0x78 at 15'],
    ['[]', 'empty', 'a.json: holds no record'],
    ['', 'empty', 'a.json: the file is empty'],
    ['<html>', 'unsupported', "a.json: neither a zip, nor JSON, nor FIRST's CSV of EPSS scores"],
  ])('stops at %j', async (text, code, message) => {
    expect(await failure(await aFile('a.json', text))).toMatchObject({ code, message });
  });
});

describe('a folder', () => {
  it('gives the records of its .json and .zip files, by name, at any depth', async () => {
    await mkdir(join(folder, 'osv', 'npm'), { recursive: true });
    await aFile('osv/npm/all.zip', zipOf([{ name: 'N-1.json', text: '{"id":"N-1"}' }]));
    await aFile('osv/a.json', '{"id":"A-1"}');
    await aFile('osv/notes.txt', 'hello');
    const path = join(folder, 'osv');
    expect((await openAdvisorySource(path)).total).toBe(2);
    expect(await items(path)).toEqual([
      { name: 'osv/a.json', json: { id: 'A-1' } },
      { name: 'osv/npm/all.zip:N-1.json', json: { id: 'N-1' } },
    ]);
  });

  it('reports links, folders that lie too deep and unreadable JSON, and goes on', async () => {
    const outside = await aFile('outside.json', '{"id":"secret"}');
    await mkdir(join(folder, 'osv', 'deep', 'deeper'), { recursive: true });
    await symlink(outside, join(folder, 'osv', 'link.json'));
    await symlink(folder, join(folder, 'osv', 'loop'));
    await aFile('osv/bad.json', '{"id":');
    await aFile('osv/good.json', '{}');
    expect(await items(join(folder, 'osv'), { depth: 2 })).toEqual([
      { name: 'osv/bad.json', problem: expect.stringContaining('ends within a value') },
      { name: 'osv/deep/deeper', problem: 'the folder lies too deep' },
      { name: 'osv/good.json', json: {} },
      { name: 'osv/link.json', problem: 'a symbolic link is not followed' },
      { name: 'osv/loop', problem: 'a symbolic link is not followed' },
    ]);
  });

  it('stops at a damaged zip, and names it', async () => {
    await mkdir(join(folder, 'osv'));
    await aFile('osv/all.zip', 'PK\u0003\u0004 and no more');
    expect(await failure(join(folder, 'osv'))).toMatchObject({
      code: 'truncated',
      message: expect.stringContaining('osv/all.zip: '),
    });
  });

  it('is empty without such files, and too large beyond its limits', async () => {
    await mkdir(join(folder, 'osv'));
    expect(await failure(join(folder, 'osv'))).toMatchObject({ code: 'empty' });
    await aFile('osv/a.json', '{}');
    await aFile('osv/b.json', '{}');
    expect(await failure(join(folder, 'osv'), { entries: 1 })).toMatchObject({ code: 'too-large' });
  });
});

describe('anything else', () => {
  it('is unreadable when it is not there, without telling its path', async () => {
    expect(await failure(join(folder, 'nothing.zip'))).toMatchObject({
      code: 'unreadable',
      message: 'nothing.zip: ENOENT: no such file or directory',
    });
  });

  it('is not supported when it is neither file nor folder', async () => {
    expect(await failure('/dev/null')).toMatchObject({ code: 'unsupported' });
  });
});
