import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runLines } from '../../../test/support/run-lines.js';
import { noFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { stringify } from 'yaml';
import { exampleNow } from '../checks/example-facts.js';
import { findCheck } from '../checks/find-check.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { evaluateChecks } from '../policy/evaluate-checks.js';
import { parsePolicy } from '../policy/policy-document.js';
import { template } from '../policy/guide-snippets.js';
import { composeServiceOf } from './compose-service.js';
import { defaultHardeningSettings } from './hardening-settings.js';
import { hardeningStandard } from './hardening-standard.js';
import { hardened, textOf } from './hardening-samples.js';
import { harden } from './harden.js';
import { withoutRepeats } from './repeated-flags.js';

const parsed = parsePolicy(readFileSync(new URL('../../../policies/baseline.yaml', import.meta.url), 'utf8'));
if (!parsed.ok) throw new Error('the baseline cannot be read');
const baseline = parsed.policy;

/** What no generator can decide, with the reason. */
const undecidable: Readonly<Record<string, string>> = {
  'workload-image-tag-latest': 'which version is meant',
  'workload-image-registry': 'whose images are trusted',
  'image-runtime-eol': 'how long a version is supported',
  'workload-apparmor': 'whether the host has AppArmor',
  'secret-env-file-exposure': 'who reads a file of the host',
  'secret-file-permissions': 'who reads a file of the host',
  'compose-network-segmentation': 'who talks to whom',
  'compose-data-network-internal': 'who talks to whom',
  'compose-external-secret': 'what it is deployed with',
};

function judged(input: 'run-command' | 'compose', text: string) {
  const read = readInput(input, text, { name: 'input', files: noFiles });
  if (!read.ok || read.facts.kind !== 'workload') throw new Error(`cannot be read:\n${text}`);
  const now = new Date(exampleNow);
  const database = {
    ...{ importedAt: null, ecosystemTimes: [], ecosystems: [], snapshot: '' },
    ...{ knownExploitedAt: null, exploitPredictedOn: null },
  };
  const runs = evaluateChecks(baseline, { facts: read.facts, vulnerabilities: [], database, now });
  const left = runs.flatMap(({ id, outcome }) =>
    ['fail', 'unknown'].includes(outcome.result) && !Object.hasOwn(undecidable, id)
      ? [`${id}: ${JSON.stringify(outcome)}`]
      : [],
  );
  return { left, workload: read.facts.workloads[0]! };
}

describe('a hardened workload', () => {
  it('passes the baseline as a run line and as a service, whatever it was', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(runLines, (line) => {
        const report = hardened('run-command', line, ['run', 'compose']);
        const [run, compose] = [textOf(report, 'run'), textOf(report, 'compose')];
        expect(judged('run-command', run).left).toEqual([]);
        expect(judged('compose', compose).left).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('passes the baseline as a service of compose, and as a run line of that', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(runLines, (line) => {
        // Compose takes no list that says the same twice.
        const { text: distinct } = withoutRepeats(line);
        const { service = {}, networks = [], volumes = [] } = composeServiceOf(distinct) ?? {};
        const declared = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, {}]));
        const text = stringify({
          ...{ services: { web: service }, networks: declared(networks), volumes: declared(volumes) },
        });
        const report = hardened('compose', text, ['run', 'compose']);
        expect(judged('compose', textOf(report, 'compose')).left).toEqual([]);
        expect(judged('run-command', textOf(report, 'run')).left).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps what it states and needs: ports, volumes, its command, a bindable port', () => {
    const line =
      'docker run --name=web -p 80:80 -p 8443:443/tcp -v data:/data -v /srv/app:/app:ro --cap-add NET_BIND_SERVICE --network backend -e A=1 nginx:1.27.3 nginx -g "daemon off;"';
    const report = hardened('run-command', line);
    const kept = ({ ports, mounts, command, capabilities, network, environment }: WorkloadFacts) => ({
      ports: ports?.map(({ hostPort, containerPort }) => [hostPort, containerPort]),
      mounts: mounts
        ?.filter(({ type }) => type !== 'tmpfs')
        .map(({ source, target, isReadOnly }) => [source, target, isReadOnly]),
      ...{ command, add: capabilities.add, networks: network.names },
      variables: environment?.map(({ name, preview }) => `${name}=${preview}`),
    });
    const expected = kept(judged('run-command', line).workload);
    expect(kept(judged('run-command', textOf(report, 'run')).workload)).toEqual(expected);
    expect(kept(judged('compose', textOf(report, 'compose')).workload)).toEqual(expected);
  });

  it('is the template of the guide (§9.2) without its errors, each of them told', () => {
    const report = hardened('run-command', template, ['run']);
    expect(
      textOf(report, 'run')
        .split(' \\\n')
        .map((line) => line.trim()),
    ).toEqual([
      'docker run -d',
      ...[
        '--name production-app',
        '--user 1000:1000',
        '--read-only',
        '--tmpfs /tmp:noexec,nosuid,size=64m,uid=1000,gid=1000',
      ],
      ...['--security-opt=no-new-privileges', '--cap-drop=ALL', '--memory=512m', '--cpus="1"'],
      ...['--restart=unless-stopped', '--log-driver=syslog', '--network=app-network'],
      ...['--memory-swap=536870912', '--pids-limit=100', 'my-secure-app:v1.0.0'],
    ]);
    const [{ changes, open, risks } = { changes: [], open: [], risks: [] }] = report.products;
    const why = new Set(changes.map(({ check }) => check));
    for (const check of [
      ...['runcmd-unknown-flag', 'runcmd-comment-after-continuation', 'workload-cap-net-admin'],
      ...['workload-pids-limit', 'workload-memory-swap', 'workload-tmpfs-size'],
    ])
      expect(why).toContain(check);
    expect(open.map(({ check }) => check)).toContain('workload-healthcheck');
    expect(risks.length).toBeGreaterThan(2);
    for (const { message } of [...changes, ...open]) expect(message.zh).toMatch(/\p{Script=Han}/u);
  });

  it('lets its user write to what lies in memory, in whichever form it is mounted', () => {
    const line =
      'docker run --user 1000:1000 --mount type=tmpfs,target=/a --tmpfs /b:mode=700 --tmpfs /c alpine:3.20';
    const report = hardened('run-command', line, ['run', 'compose']);
    const run = textOf(report, 'run');
    expect(run).toMatch(/type=tmpfs,target=\/a\S*,tmpfs-mode=1777/);
    expect(run).toMatch(/--tmpfs \/b:mode=700\S* /);
    expect(run).toMatch(/--tmpfs \/c:\S*uid=1000,gid=1000 /);
    const services =
      'services:\n  web:\n    image: alpine:3.20\n    tmpfs: /run\n    volumes: [{ type: tmpfs, target: /c }]\n';
    const composed = textOf(hardened('compose', services, ['compose']), 'compose');
    expect(composed).toContain('/run:size=64m,uid=10001,gid=10001');
    expect(composed).toContain('mode: 1023');
    expect(composed).toMatch(/\/tmp:\S*uid=10001/);
  });

  it('is made of an image alone, with what is said beside it', () => {
    const settings = {
      ...{
        image: 'ghcr.io/acme/web:1.4.2',
        name: 'web',
        user: '1500:1500',
        memory: '1g',
        cpus: '2',
        pids: 50,
      },
      ...{ network: 'front', healthCommand: 'wget -qO- http://127.0.0.1:8080/$X' },
      logAddress: 'tcp+tls://logs.example.com:6514',
    };
    const report = hardened('run-command', null, ['run', 'compose'], settings);
    const run = textOf(report, 'run');
    expect(run).toContain("--health-cmd='wget -qO- http://127.0.0.1:8080/$X'");
    expect(run).toContain('--log-opt=syslog-address=tcp+tls://logs.example.com:6514');
    for (const text of [judged('run-command', run), judged('compose', textOf(report, 'compose'))]) {
      expect(text.left).toEqual([]);
      expect(text.workload).toMatchObject({
        ...{ user: { uid: 1500, gid: 1500 }, healthcheck: { state: 'defined' } },
        resources: {
          memoryBytes: 1024 ** 3,
          memorySwapBytes: 1024 ** 3,
          cpuLimitMillis: 2000,
          pidsLimit: 50,
        },
        network: { names: ['front'] },
      });
    }
  });

  it('keeps a capability that is said to be needed, and says what that costs', () => {
    const line = 'docker run --cap-add NET_ADMIN --cap-add SYS_TIME acme/vpn:1.0';
    const [product] = hardened('run-command', line, ['run'], { keepCapabilities: ['NET_ADMIN'] }).products;
    expect(product?.text).toMatch(/--cap-add NET_ADMIN/);
    expect(product?.text).not.toContain('SYS_TIME');
    const open = product?.open.map(({ check }) => check);
    expect(open).toEqual(expect.arrayContaining(['workload-cap-net-admin', 'workload-cap-added']));
  });

  it('is made of docker inspect and of services, as run lines', () => {
    const inspected = JSON.stringify([
      {
        Name: '/web',
        Config: { Image: 'nginx:1.27.3', User: '', Env: ['A=1', 'TOKEN=hunter2hunter2hunter2'] },
        HostConfig: {
          ...{ Privileged: true, Binds: ['/srv/app:/app:ro'], NetworkMode: 'bridge' },
          PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
        },
        Mounts: [{ Type: 'bind', Source: '/srv/app', Destination: '/app', RW: false, Mode: 'ro' }],
      },
    ]);
    const [product] = hardened('container', inspected, ['run']).products;
    const { left, workload } = judged('run-command', product?.text ?? '');
    expect(left).toEqual([]);
    expect(workload).toMatchObject({
      origin: { name: 'web' },
      ports: [{ hostPort: 8080, containerPort: 80 }],
    });
    expect(product?.text).toContain('--env=TOKEN ');
    expect(product?.text).not.toContain('hunter2');
    const services = 'services:\n  web:\n    image: nginx:1.27.3\n    ports: ["8080:80"]\n';
    expect(judged('run-command', textOf(hardened('compose', services), 'run')).left).toEqual([]);
  });

  it('names no profile of its own that facts hold the text of alone, and says so', () => {
    const services =
      'services:\n  web:\n    image: nginx:1.27.3\n    security_opt: ["seccomp:own.json", "apparmor:own"]\n';
    const [left] = hardened('compose', services, ['run']).products;
    expect(left?.text).not.toMatch(/seccomp|apparmor/);
    expect(left?.open.map(({ message }) => message.en)).toEqual(
      expect.arrayContaining([
        'Not on the line: its own seccomp profile.',
        'Not on the line: its own AppArmor profile.',
      ]),
    );
    const named = textOf(hardened('compose', services, ['run'], { usesProfiles: true }), 'run');
    expect(named).toMatch(/apparmor=ironhull-web [\s\S]*seccomp=\.\/ironhull-web\.seccomp\.json/);
  });

  it('publishes on the address said, and names the profiles that are made for it', () => {
    const settings = { publishAddress: '10.0.0.5', usesProfiles: true, name: 'Web App' };
    const report = hardened('run-command', 'docker run -p 8080:80 nginx:1.27.3', ['run'], settings);
    const run = textOf(report, 'run');
    expect(run).toContain('-p 10.0.0.5:8080:80');
    expect(run).toContain('--security-opt=apparmor=ironhull-web-app');
    expect(judged('run-command', run).left).toEqual([]);
  });
});

describe('the standard', () => {
  it('has every check of the baseline that looks at how a workload is started, with its parameters', () => {
    const wanted = Object.entries(baseline.checks).filter(
      ([id]) =>
        findCheck(id)?.inputs.some((input) => input === 'run-command' || input === 'compose') === true &&
        !Object.hasOwn(undecidable, id),
    );
    expect(wanted.length).toBeGreaterThan(25);
    for (const [id, { parameters = {} }] of wanted)
      expect([id, hardeningStandard[id]?.parameters ?? {}]).toEqual([id, parameters]);
  });
});

describe('what cannot be hardened', () => {
  const refusal = (
    input: 'kubernetes' | 'run-command' | 'compose' | 'container' | 'host',
    text: string | null,
  ) => {
    const result = harden({
      ...{ input, name: 'x', text, files: noFiles, options: {}, only: [], now: new Date(exampleNow) },
      settings: defaultHardeningSettings,
    });
    return result.ok ? null : result.problem.message.en;
  };

  it('is refused with the reason', () => {
    expect(refusal('kubernetes', 'kind: Pod')).toContain('ironhull fix');
    expect(refusal('run-command', null)).toContain('an image');
    expect(refusal('run-command', 'echo hello')).toContain('docker run');
    expect(refusal('compose', 'services: [')).toMatch(/\w/);
    expect(refusal('compose', 'services: {}')).toMatch(/\w/);
    expect(refusal('container', '[{]')).toMatch(/\w/);
    expect(refusal('host', '{"format":"ironhull-host-bundle","version":9}')).toMatch(/version/);
    const many = JSON.stringify(
      Array.from({ length: 60 }, () => ({ Config: { Image: 'a' }, HostConfig: {} })),
    );
    expect(refusal('container', many)).toContain('50');
  });

  it('never throws on garbage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('run-command', 'compose', 'container', 'host'),
        fc.string(),
        (input, text) => {
          expect(() => refusal(input, text)).not.toThrow();
          expect(() => refusal(input, `docker run ${text} nginx`)).not.toThrow();
        },
      ),
      { numRuns: 100 },
    );
  });
});
