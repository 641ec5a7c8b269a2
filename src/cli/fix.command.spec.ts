import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-fix-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string | Buffer, mode = 0o644): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}
const textOf = (name: string) => readFile(join(folder, name), 'utf8');

interface Told {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

async function fix(args: string[], { stdin = '', isTerminal = false } = {}): Promise<Told> {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    ['fix', ...args],
    {
      input: (async function* () {
        yield Buffer.from(stdin);
      })(),
      output: { write: (text) => (told.output += text), isTTY: isTerminal },
      errors: { write: (text) => (told.errors += text) },
      environment: {},
      language: 'en',
      signal: new AbortController().signal,
      now: () => new Date('2026-06-01T00:00:00Z'),
    },
    '1.2.3',
  );
  return { exitCode, ...told };
}

const dockerfile = `# the shop
FROM alpine:3.22
ADD app.js /app/
RUN apk add curl # to be asked
USER 10001
CMD ["node", "/app/app.js"]
`;
const mended = dockerfile.replace('ADD app.js', 'COPY app.js').replace('apk add', 'apk add --no-cache');

describe('ironhull fix', () => {
  it('shows the difference, which can be applied, and what it does', async () => {
    const path = await put('Dockerfile', dockerfile);
    const { exitCode, output, errors } = await fix([path]);
    expect(exitCode).toBe(1);
    expect(applyPatch(dockerfile, output)).toBe(mended);
    expect(output).not.toContain('\x1b');
    expect(errors).toContain('2 fixes to make');
    expect(errors).toContain('df-add-instead-of-copy');
    expect(await textOf('Dockerfile')).toBe(dockerfile);
    expect((await fix([path], { isTerminal: true })).output).toContain('\x1b[32m+COPY app.js /app/\x1b[0m');
  });

  it('writes with --write, and has nothing to do then', async () => {
    const path = await put('Dockerfile', dockerfile, 0o640);
    expect(await fix([path, '--write'])).toMatchObject({ exitCode: 0, output: '' });
    expect(await textOf('Dockerfile')).toBe(mended);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['Dockerfile']);
    expect(await fix([path])).toMatchObject({ exitCode: 0, output: '' });
  });

  it('keeps line ends and an open last line', async () => {
    const text = dockerfile.trimEnd().replaceAll('\n', '\r\n');
    const path = await put('Dockerfile', `\uFEFF${text}`);
    await fix([path, '--write']);
    expect(await textOf('Dockerfile')).toBe(`\uFEFF${mended.trimEnd().replaceAll('\n', '\r\n')}`);
  });

  it('makes fixes for review where they are named, with their risk, and tells of the others', async () => {
    const line = 'docker run -d --user 1000:1000 nginx:1.27';
    const first = await fix([line, '--check', 'workload-memory-limit']);
    expect(first).toMatchObject({ exitCode: 1 });
    expect(first.output).toContain('--memory=512m');
    expect(first.output).not.toContain('--cpus');
    expect(first.errors).toMatch(/May break: It is ended when it needs more than this/);
    expect(first.errors).toMatch(/--check workload-cpu-limit/);
    const again = await fix([first.output.trim(), '--check', 'workload-memory-limit:']);
    expect(again).toMatchObject({ exitCode: 0, output: first.output });
    expect(await fix([line, '--check', 'workload-memory-limits'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('workload-memory-limit') as string,
    });
  });

  it('tells when what is named is to be done by hand', async () => {
    const told = await fix([
      'docker run --user app nginx:1.27',
      '--check',
      'workload-user-numeric',
      '--write',
    ]);
    expect(told.exitCode).toBe(1);
    expect(told.errors).toMatch(/by hand\s+workload-user-numeric/);
  });

  it('passes standard input on, mended', async () => {
    expect(await fix(['-'], { stdin: dockerfile })).toMatchObject({ exitCode: 1, output: mended });
    expect(await fix(['-', '--write'], { stdin: dockerfile })).toMatchObject({ exitCode: 0, output: mended });
    expect(await fix(['-'], { stdin: mended })).toMatchObject({ exitCode: 0, output: mended });
  });

  it('judges by a policy, and prints reports as JSON', async () => {
    const policy = await put(
      'policy.yaml',
      'name: mine\ntitle: Mine\nchecks: { df-package-hygiene: {} }\ngate: { fail_on: high }\n',
    );
    const path = await put('Dockerfile', dockerfile);
    const { exitCode, output } = await fix([path, '--policy', policy, '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      reports: [
        {
          failure: null,
          files: [{ text: dockerfile.replace('apk add', 'apk add --no-cache'), isNew: false }],
          applied: [{ check: 'df-package-hygiene', safety: 'safe', title: expect.any(String) as string }],
          refused: [],
          remaining: [],
        },
      ],
    });
  });

  it('makes the files that are missing', async () => {
    const path = await put('app/Dockerfile', 'FROM alpine:3.22\nCOPY . /app\nUSER 10001\n');
    await put('app/.env', 'A=1');
    expect((await fix([path])).output).toContain('--- /dev/null\n+++ b/');
    await fix([path, '--write']);
    expect(await textOf('app/.dockerignore')).toContain('.env\n');
  });

  it('writes through links within the folder, and through none that lead out of it', async () => {
    await put('in/real', dockerfile);
    await symlink('real', join(folder, 'in/Dockerfile'));
    expect((await fix([join(folder, 'in/Dockerfile'), '--write'])).exitCode).toBe(0);
    expect(await textOf('in/real')).toBe(mended);
    expect((await lstat(join(folder, 'in/Dockerfile'))).isSymbolicLink()).toBe(true);
    const outside = await put('out/real', dockerfile);
    await symlink(outside, join(folder, 'in/Dockerfile.out'));
    const told = await fix([join(folder, 'in/Dockerfile.out'), '--write']);
    expect(told).toMatchObject({ exitCode: 2, errors: expect.stringContaining('leads out') as string });
    expect(await textOf('out/real')).toBe(dockerfile);
  });

  it('writes nothing that is no UTF-8, and goes on after what cannot be read', async () => {
    const bytes = Buffer.concat([Buffer.from('# caf\u00e9\n', 'latin1'), Buffer.from(dockerfile)]);
    const broken = await put('a/Dockerfile', bytes);
    const good = await put('b/Dockerfile', dockerfile);
    const told = await fix([broken, join(folder, 'none'), good, '--write']);
    expect(told.exitCode).toBe(2);
    expect(told.errors).toMatch(/UTF-8[\s\S]*no such file/);
    expect(await readFile(broken)).toEqual(bytes);
    expect(await textOf('b/Dockerfile')).toBe(mended);
  });
});
