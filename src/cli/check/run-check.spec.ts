import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../program.js';

const dockerfile = 'FROM node:22-slim\nENV API_TOKEN=abcd1234efgh5678\nUSER root\n';
const pod = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata: { name: web }',
  'spec:',
  '  containers:',
  '    - name: web',
  '      image: nginx:1.27',
  '      sekurity: 1',
  '      securityContext:',
  '        privileged: true',
  '',
].join('\n');
const policy = [
  'name: example',
  'title: Example',
  'checks: { df-user-root: {}, df-secret-env-arg: {}, df-from-tag: {}, workload-privileged: {}, workload-pid-host: {} }',
  'gate: { fail_on: high, unknown: report }',
].join('\n');
let folder: string;
let policyFile: string;
let home: string;

beforeAll(async () => {
  home = process.cwd();
  policyFile = join(await mkdtemp(join(tmpdir(), 'ironhull-policy-')), 'policy.yaml');
  await writeFile(policyFile, policy);
});
afterAll(async () => {
  process.chdir(home);
  await rm(dirname(policyFile), { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-check-'));
  process.chdir(folder);
  return async () => {
    process.chdir(home);
    await rm(folder, { recursive: true });
  };
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function check(args: string[], { stdin = '', isTTY = false } = {}) {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    ['check', ...args, ...(args.includes('--policy') ? [] : ['--policy', policyFile])],
    {
      input: (async function* () {
        yield Buffer.from(stdin);
      })(),
      output: { write: (text) => (told.output += text), isTTY, columns: 80 },
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

describe('what is judged', () => {
  it('is a Dockerfile: verdict, findings with their lines, what to do', async () => {
    await put({ Dockerfile: dockerfile });
    const { exitCode, output, errors } = await check(['Dockerfile']);
    expect([exitCode, errors]).toEqual([1, '']);
    expect(output).toBe(`Dockerfile  dockerfile
DENY under example: 1 critical, 1 high

  critical  Dockerfile:2  df-secret-env-arg  fix to be reviewed
            2 | ENV API_TOKEN=ab…(redacted, 16 characters)
            ENV API_TOKEN holds what its name calls a secret, ab…(16
            characters): everyone who has the image can read it.
            do: Use RUN --mount=type=secret at build time and runtime secrets
            afterwards; replace the secret with a new one.

  high      Dockerfile:3  df-user-root  fix to be reviewed
            3 | USER root
            The last USER of the final stage is root, so the container runs as
            root.
            do: Create a user and end with USER <uid>, such as USER 10001:10001.

Next: of 2 findings, \`ironhull fix\` mends 0, and 2 more when they are named and
the change is reviewed; for the rest do what each one says.
`);
  });

  it('is a manifest; keys that nobody knows are named', async () => {
    await put({ 'deploy/pod.yaml': pod });
    const { exitCode, output } = await check(['deploy/pod.yaml']);
    expect(exitCode).toBe(1);
    expect(output).toContain('  critical  deploy/pod.yaml:10  workload-privileged');
    expect(output).toContain('            10 | privileged: true\n                             ^^^^\n');
    expect(output).toMatch(/Not all of it could be read:\n {2}- line 8: a container has no key "sekurity"/);
  });

  it('is a docker run line in quotes, and standard input', async () => {
    const line = await check(['docker run --pid=host nginx:1.27']);
    expect([line.exitCode, line.output]).toEqual([
      1,
      expect.stringMatching(/^docker run {2}run-command\nDENY/),
    ]);
    const piped = await check(['-'], { stdin: 'FROM node:22-slim\nUSER 10001\n' });
    expect([piped.exitCode, piped.output]).toEqual([
      0,
      'stdin  dockerfile\nALLOW under example: no findings\n',
    ]);
  });

  it('is a folder: what cannot be read is told, the rest judged, and the exit code is 2', async () => {
    await put({
      'a/Dockerfile': 'FROM node:22-slim\nUSER 10001\n',
      'b/broken.yaml': 'apiVersion: v1\nkind: Pod\nspec: [a\n',
      'b/pod.yaml': pod,
      'node_modules/x/Dockerfile': dockerfile,
    });
    const { exitCode, output } = await check(['.', 'gone.yaml']);
    expect(exitCode).toBe(2);
    expect(output).toContain('b/broken.yaml\nNOT READ\n  b/broken.yaml:4:1: It is no YAML:');
    expect(output).toContain('gone.yaml\nNOT READ\n  gone.yaml: There is no such file or folder.');
    expect(output.slice(output.indexOf('                         crit'))).toBe(
      [
        '                         crit  high  med  low  info  undecided',
        'a/Dockerfile   ALLOW     0     0     0    0    0     0',
        'b/broken.yaml  NOT READ',
        'b/pod.yaml     DENY      1     0     0    0    0     0',
        'gone.yaml      NOT READ',
        '',
        '4 inputs: DENY under example',
        'Next: of 1 finding, `ironhull fix` mends 0, and 1 more when they are named and',
        'the change is reviewed; for the rest do what each one says.',
        '',
      ].join('\n'),
    );
  });
});

describe('hostile inputs', () => {
  it('put no control character and no secret on the terminal', async () => {
    const name = 'a\x1b[2J\u202e.yaml';
    await put({ [name]: pod.replace('name: web }', 'name: "w\\e[31mb\\x9b" }') });
    const { output } = await check([
      name,
      'docker run -e DB_PASSWORD=hunter2hunter2 --privileged "x\x1b[1m"',
    ]);
    expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(output).not.toContain('nter2');
    for (const format of ['json', 'sarif', 'junit', 'github', 'cis']) {
      const written = await check([name, '--format', format]);
      expect(written.output, format).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    }
  });

  it('are bounded: alias bombs, deep nesting, links out of the folder', async () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const before = index === 0 ? 'x' : `*a${index - 1}`;
      return `  a${index}: &a${index} [${Array.from({ length: 9 }, () => before).join(', ')}]`;
    });
    await put({
      'in/bomb.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n${levels.join('\n')}\n`,
      'in/deep.yaml': `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(5_000)}\n`,
      'out/pod.yaml': pod,
    });
    await symlink('../out/pod.yaml', 'in/link.yaml');
    const start = performance.now();
    const { exitCode, output } = await check(['in']);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/bomb\.yaml:\d+:\d+: It (?:uses too many aliases|holds too many values)\./);
    expect(output).toMatch(/deep\.yaml:\d+:\d+: It is nested more than 100 deep\./);
    expect(output).not.toContain('link.yaml');
  });
});

describe('the ways to write it', () => {
  beforeEach(() => put({ Dockerfile: dockerfile, 'pod.yaml': 'apiVersion: v1\nkind: Pod\nspec: [a\n' }));

  it('as JSON', async () => {
    const { exitCode, output } = await check(['Dockerfile', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      verdict: { decision: 'deny', policy: { name: 'example', version: null } },
      target: { name: 'Dockerfile', kind: 'dockerfile' },
      findings: [
        { check: 'df-secret-env-arg', severity: 'critical', location: { path: 'Dockerfile', line: 2 } },
        { check: 'df-user-root', fix: { safety: 'review' } },
      ],
      components: [],
    });
  });

  it('as SARIF, in the language that is asked for', async () => {
    const { exitCode, output } = await check(['.', '--format', 'sarif', '--lang', 'zh']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toMatchObject({
      runs: [
        {
          tool: { driver: { version: expect.any(String), rules: [{ id: 'df-secret-env-arg' }, {}] } },
          language: 'zh-CN',
          invocations: [{ executionSuccessful: false }],
          results: [{ ruleId: 'df-secret-env-arg', level: 'error' }, { ruleId: 'df-user-root' }],
        },
      ],
    });
    expect(output).toContain('密钥');
  });

  it('as JUnit, with what passed', async () => {
    const { output } = await check(['Dockerfile', '--format', 'junit']);
    expect(output).toMatch(/<testcase classname="dockerfile\.Dockerfile" name="df-from-tag: [^"]*"\/>/);
    expect(output).toContain('tests="4" failures="3"');
  });

  it('is by the CIS benchmark, in its forms', async () => {
    await put({ Dockerfile: dockerfile, 'pod.yaml': pod.replace('      sekurity: 1\n', '') });
    const args = ['.', '--format', 'cis', '--policy', 'cis-docker-1.7'];
    const { exitCode, output } = await check(args);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^5\.5 {5}FAIL {9}No container is privileged$/m);
    expect(output).toMatch(/^2\.2 {5}NOT COVERED {2}/m);
    expect(output.split('\n').filter((line) => /^\d+(?:\.\d+)+ /.test(line))).toHaveLength(117);
    const { output: json } = await check([...args, '--as', 'json', '--lang', 'zh']);
    const { recommendations } = JSON.parse(json) as { recommendations: { id: string; status: string }[] };
    expect(recommendations.find(({ id }) => id === '5.5')).toMatchObject({
      status: 'fail',
      title: '不使用特权容器',
      evidence: [{ target: 'pod.yaml', place: 'pod.yaml:9', check: 'workload-privileged' }],
    });
    for (const as of ['csv', 'html', 'junit'])
      expect((await check([...args, '--as', as])).output, as).toContain('5.5');
  });

  it('as annotations', async () => {
    const { output } = await check(['.', '--format', 'github']);
    expect(output.split('\n').map((line) => line.split('::')[1]?.split(' ')[0])).toEqual([
      ...['error', 'error', 'error', 'error'],
      undefined,
    ]);
  });

  it('into a file', async () => {
    const { exitCode, output } = await check(['Dockerfile', '--json', '--output', 'result.json']);
    expect([exitCode, output]).toEqual([1, '']);
    expect(JSON.parse(await readFile('result.json', 'utf8'))).toMatchObject({
      verdict: { decision: 'deny' },
    });
  });

  it('in colours on a terminal alone', async () => {
    expect((await check(['Dockerfile'], { isTTY: true })).output).toContain('\x1b[');
    expect((await check(['Dockerfile'])).output).not.toContain('\x1b[');
  });

  it('with what passed, or the worst findings alone', async () => {
    const { output } = await check(['Dockerfile', '--all']);
    expect(output).toContain('passed 1\n  df-from-tag\n');
    const worst = await check(['Dockerfile', '--severity', 'critical']);
    expect([worst.exitCode, worst.output]).toEqual([1, expect.not.stringContaining('df-user-root')]);
    expect(worst.output).toContain('and 1 less severe than --severity asks for');
  });
});

describe('bad usage', () => {
  it.each([
    [['x', '--as', 'csv'], 'ironhull: --as is of --format cis\n'],
    [
      ['x', '--format', 'xml'],
      'ironhull: --format xml: expected one of text, github, json, junit, sarif, cis\n',
    ],
    [['x', '--kind', 'pod'], expect.stringMatching(/^ironhull: --kind pod: expected one of .*kubernetes/)],
    [
      ['x', '--policy', 'baselin'],
      expect.stringMatching(
        /^ironhull: --policy baselin: .*; did you mean "baseline"\?\n {2}These do: baseline/,
      ),
    ],
    [['x', '--policy', 'baseline@3'], expect.stringContaining("versions are the service's")],
    [
      ['docker', 'run', 'x'],
      expect.stringContaining("Put the command in quotes: ironhull check 'docker run"),
    ],
  ])('%j exits with 2 and says what to do', async (args, errors) => {
    expect(await check(args)).toEqual({ exitCode: 2, output: '', errors });
  });

  it('shows what is wrong with a policy', async () => {
    await put({ 'bad.yaml': 'name: x\nchecks: { df-user-rot: {} }\n' });
    const { exitCode, errors } = await check(['x', '--policy', 'bad.yaml']);
    expect([exitCode, errors]).toEqual([
      2,
      expect.stringMatching(/^ironhull: bad\.yaml: it is no valid policy/),
    ]);
  });
});
