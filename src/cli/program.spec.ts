import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendJson, sendProblem, startFakeService, type Answer } from '../../test/support/fake-service.js';
import { anImage } from '../engine/artifacts/image-builder.js';
import { Interruption } from './interruption.js';
import { runProgram } from './program.js';

const id = '00000000-0000-4000-8000-000000000001';
const closers: (() => Promise<void>)[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

async function run(args: string[], environment: NodeJS.ProcessEnv = {}, signal?: AbortSignal): Promise<Ran> {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    args,
    {
      input: (async function* () {})(),
      output: { write: (text) => (told.output += text) },
      errors: { write: (text) => (told.errors += text) },
      environment: { IRONHULL_DATA: join(folder, 'data'), ...environment },
      language: 'en',
      signal: signal ?? new AbortController().signal,
      now: () => new Date('2026-06-01T00:00:00Z'),
    },
    '1.2.3',
  );
  return { exitCode, ...told };
}

/** The environment that leads to a service that answers like that. */
async function serviceOf(answer: Answer): Promise<NodeJS.ProcessEnv> {
  const service = await startFakeService(answer);
  closers.push(() => service.close());
  return { IRONHULL_URL: service.url, IRONHULL_API_KEY: 'ihk_x' };
}

async function imageFile(): Promise<string> {
  const path = join(folder, 'image.tar');
  await writeFile(
    path,
    anImage()
      .withLayer((layer) => layer.file('a'))
      .named('app:1')
      .asDockerArchive(),
  );
  return path;
}

const scanned = {
  id,
  digest: `sha256:${'0'.repeat(64)}`,
  references: [],
  progress: { percent: 100, step: 'done', layersDone: 0, layersTotal: 0, bytesDone: 0, bytesTotal: 0 },
};

/** A service that knows every layer, and decides like that. */
function deciding(decision: string): Answer {
  const scan = { ...scanned, state: 'succeeded', targetId: id };
  const answers: [RegExp, unknown][] = [
    [/archive/, scan],
    [/scans/, scan],
    [/verdict|preview/, { decision, policy: null, reasons: [] }],
    [/findings|components/, { items: [], next: null }],
    [/policies/, { name: 'strict' }],
    [
      /targets/,
      {
        id,
        references: [],
        distribution: null,
        platform: '',
        sizeBytes: 1,
        componentCount: 0,
        isComplete: true,
      },
    ],
  ];
  return ({ url }, response) => {
    if (url.endsWith('/events')) {
      response.end(`event: scan\ndata: ${JSON.stringify(scan)}\n\n`);
      return;
    }
    sendJson(response, 200, answers.find(([path]) => path.test(url))?.[1]);
  };
}

describe('bad usage', () => {
  it.each([
    [['scn'], "ironhull: unknown command 'scn'\n(Did you mean scan?)\n"],
    [['scan', 'a', '--polcy', 'x'], "ironhull: unknown option '--polcy'\n(Did you mean --policy?)\n"],
    [['scan'], "ironhull: missing required argument 'thing'\n"],
    [
      ['serve', '--port', '70000'],
      "ironhull: option '--port <port>' argument '70000' is invalid. expected a port, 0 to 65535.\n",
    ],
    [
      ['keys', 'create', '--name', 'x', '--role', 'king'],
      "ironhull: option '--role <role...>' argument 'king' is invalid. Allowed choices are viewer, scanner, author, approver, admin.\n",
    ],
    [
      ['scan', 'a.tar', '--root', '/'],
      'ironhull: --root says where the files of a host are: ironhull scan host --root <folder>\n',
    ],
    [['scan', 'none.tar'], 'ironhull: none.tar: there is no such file or folder\n'],
    [
      ['exemption', 'request', '--reason', 'because of it', '--expires', '7d'],
      'ironhull: An exemption names what it covers: give --finding, --check, --vulnerability, --component, --layer, --base-image or --path\n',
    ],
    [['attest', '--check', 'host-sprawl'], "ironhull: required option '--target <id>' not specified\n"],
    [['attest', 'revoke'], "ironhull: missing required argument 'id'\n"],
  ])('%j exits with 2 and says what to do', async (args, errors) => {
    expect(await run(args)).toEqual({ exitCode: 2, output: '', errors });
  });

  it('names a setting of the environment that is wrong', async () => {
    const { exitCode, errors } = await run(['advisories', 'status'], { IRONHULL_PORT: 'x' });
    expect(exitCode).toBe(2);
    expect(errors).toBe(
      'ironhull: The configuration is not valid:\n  IRONHULL_PORT: got "x", expected a whole number from 0 to 65535\n',
    );
  });

  it('asks for the key that belongs to an address', async () => {
    const { exitCode, errors } = await run(['policy', 'list'], { IRONHULL_URL: 'http://localhost:1' });
    expect([exitCode, errors]).toEqual([
      2,
      'ironhull: IRONHULL_URL is set, but IRONHULL_API_KEY is not: set it to an API key of the service at http://localhost:1\n',
    ]);
  });

  it('shows the lines of a policy document that are wrong before anything is scanned', async () => {
    const policy = join(folder, 'policy.yaml');
    await writeFile(policy, 'name: mine\nchecks: { image-user-rot: {} }\n');
    const { exitCode, errors } = await run(['scan', await imageFile(), '--policy', policy]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(
      /^ironhull: .*policy\.yaml: it is no valid policy\n[^]*\n {2}2:11 checks\.image-user-rot: /,
    );
  });
});

it('exits with 0 for help and version', async () => {
  expect(await run(['--version'])).toEqual({ exitCode: 0, output: '1.2.3\n', errors: '' });
  const help = await run(['--help']);
  expect(help.exitCode).toBe(0);
  for (const name of [
    'serve',
    'worker',
    'scan',
    'collect',
    'report',
    'advisories',
    'exemption',
    'attest',
    'policy',
    'binding',
    'keys',
    'migrate',
  ]) {
    expect(help.output).toMatch(new RegExp(`^  ${name} `, 'm'));
  }
});

it('shows what commands there are, and exits with 2, when there is none', async () => {
  const { exitCode, errors } = await run([]);
  expect(exitCode).toBe(2);
  expect(errors).toContain('Commands:');
});

describe('collect', () => {
  it('prints a bundle of the host without a service, and tells what could not be read', async () => {
    const { exitCode, output, errors } = await run(['collect', '--root', folder], {
      PATH: process.env['PATH'],
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      format: 'ironhull-host-bundle',
      version: 1,
      parts: { kernel: { status: 'ok' }, 'daemon-json': { status: 'missing' } },
    });
    expect(errors).toMatch(/^\d+ parts could not be read:\n/);
    expect(errors).toMatch(/^ {2}daemon-json: missing, .*: there is no such file$/m);
  });

  it('writes the bundle for its owner only, in place of one that is there', async () => {
    const path = join(folder, 'host.json');
    await writeFile(path, 'old', { mode: 0o644 });
    const { exitCode, output } = await run(['collect', '--output', path, '--root', folder], {
      PATH: process.env['PATH'],
    });
    expect([exitCode, output]).toEqual([0, '']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ collector: 'sh' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('names its script, for hosts without Node', async () => {
    const { exitCode, output } = await run(['collect', '--script']);
    expect(exitCode).toBe(0);
    expect(await readFile(output.trimEnd(), 'utf8')).toMatch(/^#!\/bin\/sh\n/);
  });

  it('says so where there is no shell', async () => {
    expect(await run(['collect'], { PATH: folder })).toEqual({
      exitCode: 2,
      output: '',
      errors: 'ironhull: There is no shell (sh) to collect with\n',
    });
  });
});

describe('scan', () => {
  it.each([
    ['allow', 0],
    ['deny', 1],
    ['unknown', 2],
    ['pending', 2],
  ])('exits with the decision: %s gives %i', async (decision, exitCode) => {
    const environment = await serviceOf(deciding(decision));
    const ran = await run(['scan', await imageFile(), '--json'], environment);
    expect([ran.exitCode, ran.errors]).toEqual([exitCode, '']);
    expect(JSON.parse(ran.output)).toMatchObject({
      scan: { id },
      target: { id },
      verdict: { decision },
      components: [],
      findings: [],
    });
  });

  it.each([
    [['--lang', 'zh'], 'zh'],
    [[], 'en'],
  ])('asks for the language of %j', async (flags, language) => {
    const asked = new Set<unknown>();
    const environment = await serviceOf(({ headers }, response) => {
      asked.add(headers['accept-language']);
      sendProblem(response, 401, 'unauthenticated', 'No.');
    });
    await run(['scan', await imageFile(), ...flags], environment);
    expect([...asked]).toEqual([language]);
  });

  it('refuses a language that it does not speak', async () => {
    const { exitCode, errors } = await run(['scan', 'x.tar', '--lang', 'fr']);
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('Allowed choices are en, zh')]);
  });

  it('decides nothing when the scan failed', async () => {
    const failed = { ...scanned, state: 'failed', targetId: null };
    const environment = await serviceOf((_request, response) =>
      sendJson(response, 200, { ...failed, error: { code: 'corrupt', message: 'It is broken.' } }),
    );
    const { exitCode, output } = await run(['scan', await imageFile()], environment);
    expect(exitCode).toBe(2);
    expect(output).toContain('UNKNOWN\n  unknown   The scan failed: It is broken.\n');
  });

  it('tells a refusal with its details and what to do, without the control characters in it', async () => {
    const environment = await serviceOf((_request, response) =>
      sendProblem(response, 401, 'unauthenticated', 'The key \x1b[2J is not in force.', {
        errors: [{ in: 'header', path: 'authorization', detail: 'is revoked' }],
      }),
    );
    expect(await run(['scan', await imageFile()], environment)).toEqual({
      exitCode: 2,
      output: '',
      errors:
        'ironhull: The key \ufffd[2J is not in force.\n  authorization: is revoked\n' +
        '  Set IRONHULL_API_KEY to a key that is in force.\n',
    });
  });

  it('exits with the code of the signal when it is interrupted', async () => {
    const stop = new AbortController();
    const environment = await serviceOf(() => stop.abort(new Interruption('SIGINT', 130)));
    const ran = await run(['scan', await imageFile()], environment, stop.signal);
    expect(ran).toEqual({ exitCode: 130, output: '', errors: '' });
  });
});
