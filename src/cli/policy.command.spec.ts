import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-policy-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function policy(args: string[], language: 'en' | 'zh' = 'en') {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    ['policy', ...args],
    {
      input: (async function* () {})(),
      output: { write: (text) => (told.output += text) },
      errors: { write: (text) => (told.errors += text) },
      environment: {},
      language,
      signal: new AbortController().signal,
      now: () => new Date('2026-06-01T00:00:00Z'),
    },
    '1.2.3',
  );
  return { exitCode, ...told };
}

const first = 'name: own\ntitle: Own\nchecks:\n  image-user-root: {}\ngate: { fail_on: high }\n';
const second = first.replace('high', 'low');

describe('ironhull policy lint', () => {
  it('says of each file that it is valid, or where it is not', async () => {
    const good = await put('good.yaml', first);
    const bad = await put('bad.yaml', first.replace('image-user-root', 'image-user-rot'));
    const both = await policy(['lint', good, bad]);
    expect(both.exitCode).toBe(2);
    expect(both.output).toMatch(/good\.yaml: own is valid \(sha256:[0-9a-f]{64}\)\n/);
    expect(both.errors).toMatch(/bad\.yaml: it is no valid policy\n4:3 .*did you mean "image-user-root"/);
    expect((await policy(['lint', good])).exitCode).toBe(0);
  });
});

describe('ironhull policy diff', () => {
  it('tells what one file changes against another, in words, as text and as JSON', async () => {
    const [from, to] = [await put('from.yaml', first), await put('to.yaml', second)];
    expect(await policy(['diff', from, to])).toEqual({
      exitCode: 1,
      output: 'gate.fail_on: high → low\n',
      errors: '',
    });
    expect((await policy(['diff', from, to], 'zh')).output).toBe('gate.fail_on：high → low\n');
    expect((await policy(['diff', from, to, '--text'])).output).toContain('+gate: { fail_on: low }');
    expect(JSON.parse((await policy(['diff', from, to, '--json'])).output)).toMatchObject({
      changes: [{ path: 'gate.fail_on', from: 'high', to: 'low' }],
    });
  });

  it('says that they are the same, or mean the same', async () => {
    const from = await put('from.yaml', first);
    expect(await policy(['diff', from, from])).toMatchObject({ exitCode: 0, output: 'They are the same.\n' });
    const to = await put('to.yaml', `# a comment\n${first}`);
    expect(await policy(['diff', from, to])).toMatchObject({
      exitCode: 1,
      output: 'They mean the same; only their texts differ.\n',
    });
  });

  it('refuses what is no policy, and a reference that is none', async () => {
    const broken = await put('broken.yaml', 'name: [');
    expect(await policy(['diff', broken, broken])).toMatchObject({ exitCode: 2, output: '' });
    expect((await policy(['pull', 'No Name'])).errors).toContain('expected name or name@version');
    expect((await policy(['rollback', 'own', '--message', 'x'])).errors).toContain('own@<version>');
  });
});
