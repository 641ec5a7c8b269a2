import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../program.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-policy-tests-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function policy(...args: string[]) {
  const told = { output: '', errors: '' };
  const commandLine = {
    input: (async function* () {})(),
    output: { write: (text: string) => (told.output += text) },
    errors: { write: (text: string) => (told.errors += text) },
    environment: {},
    language: 'en' as const,
    signal: new AbortController().signal,
    now: () => new Date('2026-06-01T00:00:00Z'),
  };
  const exitCode = await runProgram(['policy', ...args], commandLine, '1.2.3');
  return { exitCode, ...told };
}

const own = (decision: string) =>
  `name: own\ntitle: Own\nchecks: { image-user-root: {} }\ngate: { fail_on: high }\ntests:\n  - { name: root, input: { image: { user: root } }, expect: { decision: ${decision} } }\n`;

describe('ironhull policy test', () => {
  it('shows what passed and failed, with what differs; as JSON too', async () => {
    const [good, bad] = [await put('good.yaml', own('deny')), await put('bad.yaml', own('allow'))];
    expect(await policy('test', good)).toEqual({
      exitCode: 0,
      output: 'passed  own  root\n1 passed, 0 failed\n',
      errors: '',
    });
    const both = await policy('test', good, bad);
    expect(both.exitCode).toBe(1);
    expect(both.output).toMatch(
      /^passed {2}own {2}root\nFAILED {2}own {2}root\n {8}decision: expected allow, is deny \(/,
    );
    expect(JSON.parse((await policy('test', bad, '--json')).output)).toMatchObject([
      { policy: 'own', tests: [{ name: 'root', differences: [{ en: expect.any(String) as string }] }] },
    ]);
    const broken = await put('broken.yaml', 'name: [');
    expect((await policy('test', broken, good)).exitCode).toBe(2);
  });

  it('is a part of lint', async () => {
    const bad = await policy('lint', await put('bad.yaml', own('allow')));
    expect(bad.exitCode).toBe(2);
    expect(bad.errors).toContain('the test "root" failed: decision: expected allow, is deny');
    expect((await policy('lint', await put('good.yaml', own('deny')))).output).toContain('1 test passed');
  });
});

describe('what a file extends', () => {
  it('is looked for beside it, then among the policies that come with the program', async () => {
    await put('base.yaml', own('deny').replace('name: own', 'name: base'));
    const child = await put('child.yaml', 'name: child\nextends: base\n');
    expect((await policy('lint', child)).output).toContain('child is valid');
    const shipped = await put('shipped.yaml', 'name: mine\nextends: strict\ngate: { fail_on: low }\n');
    expect((await policy('lint', shipped)).output).toMatch(/mine is valid .*, extends strict/);
    expect((await policy('diff', join(folder, 'base.yaml'), child)).output).toBe(
      'extends: not stated → base\ntest "root" removed\n',
    );
  });

  it('is wrong with the name of its file and the line', async () => {
    await mkdir(join(folder, 'sub'));
    const child = await put('sub/child.yaml', 'name: child\nextends: base\n');
    await put(
      'sub/base.yaml',
      own('deny').replace('image-user-root', 'image-user-rot').replace('name: own', 'name: base'),
    );
    const { exitCode, errors } = await policy('lint', child);
    expect(exitCode).toBe(2);
    expect(errors).toContain(`${join(folder, 'sub', 'base.yaml')}:3:11 checks.image-user-rot: Unknown check`);
  });
});
