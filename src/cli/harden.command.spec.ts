import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { template } from '../engine/policy/guide-snippets.js';
import { runProgram } from './program.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-harden-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function harden(
  args: readonly string[],
  { stdin = '', language = 'en' }: { stdin?: string; language?: 'en' | 'zh' } = {},
) {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    ['harden', ...args],
    {
      input: (async function* () {
        yield Buffer.from(stdin);
      })(),
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

const words = ['--', 'docker', 'run', '-d', '-p', '8080:80', '-e', 'A=b c', 'nginx:1.27.3'];

describe('ironhull harden', () => {
  it('prints one text alone, which can be run, and tells the rest beside it', async () => {
    const { exitCode, output, errors } = await harden(['--for', 'run', ...words]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^docker run \\\n {2}-d \\\n/);
    expect(output).toContain("-e 'A=b c'");
    expect(output).toContain('-p 127.0.0.1:8080:80');
    expect(errors).toMatch(/^nginx\.run\.sh \(docker run line\): \d+ changes, \d+ open\n/);
    expect(errors).toMatch(/May break: /);
    expect(errors).toMatch(/Undo: /);
    expect(Math.max(...errors.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('prints several texts under their names', async () => {
    const { output } = await harden(['-'], { stdin: template });
    expect(output.match(/^==> .* <==$/gm)).toEqual([
      '==> ironhull-production-app <==',
      '==> compose.yaml <==',
      '==> production-app.run.sh <==',
      '==> ironhull-production-app.seccomp.json <==',
    ]);
  });

  it('speaks Chinese, and JSON', async () => {
    const { errors } = await harden(['--for', 'run', ...words], { language: 'zh' });
    expect(errors).toMatch(/\p{Script=Han}/u);
    const { output } = await harden(['--json', '--for', 'seccomp', ...words]);
    const { reports } = JSON.parse(output) as {
      reports: { kind: string; products: Record<string, unknown>[] }[];
    };
    expect(reports).toMatchObject([
      {
        ...{ input: 'docker run', failure: null, kind: 'run-command', left: [] },
        products: [
          { generator: 'seccomp', fileName: 'ironhull-nginx.seccomp.json', title: 'seccomp profile' },
        ],
      },
    ]);
    expect(Object.keys(reports[0]?.products[0] ?? {})).toEqual([
      ...['generator', 'title', 'fileName', 'text', 'use', 'changes', 'risks', 'undo', 'open'],
    ]);
  });

  it('writes files to a folder, and nothing over what is there', async () => {
    const out = join(folder, 'out');
    const allow = ['--allow', '8080=192.168.1.0/24,fd00::/8', '--allow', '53/udp='];
    const { exitCode, output, errors } = await harden(['--kind', 'host', '--out', out, ...allow]);
    expect([exitCode, output]).toEqual([0, '']);
    expect((await readdir(out)).sort()).toEqual([
      ...['70-docker.rules', 'daemon.json', 'docker-user.sh', 'docker-user.v4.rules', 'docker-user.v6.rules'],
      ...['ironhull-docker-user.service', 'subgid', 'subuid'],
    ]);
    expect(await readFile(join(out, 'docker-user.v4.rules'), 'utf8')).toContain('-s 192.168.1.0/24 -p tcp');
    expect((await stat(join(out, 'docker-user.sh'))).mode & 0o777).toBe(0o755);
    expect(errors).toContain(join(out, 'daemon.json'));
    const again = await harden(['--kind', 'host', '--out', out, '--for', 'daemon']);
    expect(again.exitCode).toBe(2);
    expect(again.errors).toContain('is there already');
  });

  it('takes a daemon.json, docker inspect, and an image', async () => {
    const daemon = await put('daemon.json', '{ "data-root": "/srv" }');
    expect(JSON.parse((await harden([daemon, '--for', 'daemon'])).output)).toMatchObject({
      'data-root': '/srv',
      icc: false,
    });
    const inspected = await put(
      'web.json',
      '[{"Id":"a","Name":"/web","State":{},"Config":{"Image":"nginx:1.27.3"},"HostConfig":{}}]',
    );
    expect((await harden([inspected, '--for', 'run'])).output).toContain('--name=web');
    const made = await harden([
      '--image',
      'acme/web:1.0',
      '--user',
      '1500',
      '--keep-cap',
      'cap_chown',
      '--for',
      'run',
    ]);
    expect(made.output).toContain('--user=1500');
  });

  it.each([
    [['--for', 'runs', ...words], '--for runs'],
    [[], '--image'],
    [['--image', 'x', '--memory', 'much'], '--memory'],
    [['--image', 'x; reboot'], '--image'],
    [['--image', 'x', '--keep-cap', 'ROOT'], '--keep-cap'],
    [['--kind', 'host', '--allow', '8080'], '--allow 8080'],
    [['--kind', 'host', '--allow', '8080=everyone'], '--allow'],
    [['--image', 'x', '--pids', 'many'], '--pids'],
  ])('refuses %j', async (args, told) => {
    const { exitCode, errors } = await harden(args);
    expect(exitCode).toBe(2);
    expect(errors).toContain(told);
  });

  it('says what cannot be hardened, and what cannot be made', async () => {
    const pod = await put(
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [] }\n',
    );
    const manifest = await harden([pod]);
    expect([manifest.exitCode, manifest.errors]).toEqual([2, expect.stringContaining('ironhull fix')]);
    const broken = await put('daemon.json', '{');
    const { exitCode, errors } = await harden([broken, '--for', 'daemon']);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('daemon: not made: ')]);
    expect((await harden([join(folder, 'nowhere')])).exitCode).toBe(2);
  });
});
