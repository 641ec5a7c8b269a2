import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Outcome, WorkloadSubject } from '../checks/check.js';
import { aContainer } from '../checks/example-container.js';
import { evaluateExample, subjectOfText } from '../checks/evaluate-example.js';
import { findCheck } from '../checks/find-check.js';
import { findBenchTest } from './bench-tests.js';

interface Inspected {
  readonly Name: string;
  readonly AppArmorProfile?: string;
  readonly State: { readonly Running?: boolean; readonly Health?: object };
  readonly Config: { readonly User: string };
  readonly Mounts: readonly { readonly Source?: string; readonly Propagation?: string }[];
  readonly NetworkSettings: {
    readonly Ports?: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;
  };
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

/** Containers that were really started, where they are at hand; one that fails every test elsewhere. */
const file = fileURLToPath(new URL('../../../../shared/workloads/inspect-all.json', import.meta.url));
const text = existsSync(file)
  ? readFileSync(file, 'utf8')
  : aContainer({
      State: { Status: 'running', Running: true },
      HostConfig: {
        ...{ Privileged: true, NetworkMode: 'host', PidMode: 'host', IpcMode: 'host', UTSMode: 'host' },
        ...{ UsernsMode: 'host', CapAdd: ['SYS_ADMIN'], SecurityOpt: ['seccomp=unconfined'] },
        ...{ Memory: 0, CpuShares: 0, NanoCpus: 0, PidsLimit: null, CgroupParent: '/other' },
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 9 },
      },
    });
const running = (JSON.parse(text) as Inspected[]).filter(({ State }) => State.Running);
const policy = parse(readFileSync('policies/cis-docker-1.7.yaml', 'utf8')) as {
  checks: Record<string, { parameters?: Record<string, unknown> }>;
};

const portsOf = ({ NetworkSettings }: Inspected) =>
  Object.values(NetworkSettings.Ports ?? {}).flatMap((bindings) => bindings ?? []);
const textsOf = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const options = ({ HostConfig }: Inspected) => textsOf(HostConfig['SecurityOpt']);
const hostConfig =
  (key: string, ...values: readonly unknown[]) =>
  ({ HostConfig }: Inspected) =>
    values.includes(HostConfig[key]);
const defaults =
  /^(?:CAP_)?(?:AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|MKNOD|NET_BIND_SERVICE|NET_RAW|SETFCAP|SETGID|SETPCAP|SETUID|SYS_CHROOT)$/;

/** What the tool warns of in a container that runs, by the number of its test. */
const warnings: Readonly<Record<string, (container: Inspected) => boolean>> = {
  '4.1': ({ Config }) => ['', '0', 'root'].includes(Config.User),
  '5.4': ({ HostConfig }) => textsOf(HostConfig['CapAdd']).some((name) => !defaults.test(name.toUpperCase())),
  '5.5': hostConfig('Privileged', true),
  '5.8': (container) => portsOf(container).some(({ HostPort }) => Number(HostPort) < 1025),
  '5.10': hostConfig('NetworkMode', 'host'),
  '5.11': hostConfig('Memory', 0),
  '5.12': ({ HostConfig }) => HostConfig['CpuShares'] === 0 && HostConfig['NanoCpus'] === 0,
  '5.13': hostConfig('ReadonlyRootfs', false),
  '5.14': (container) => portsOf(container).some(({ HostIp }) => HostIp === '0.0.0.0'),
  '5.15': ({ HostConfig }) =>
    (HostConfig['RestartPolicy'] as { MaximumRetryCount: number }).MaximumRetryCount > 5,
  '5.16': hostConfig('PidMode', 'host'),
  '5.17': hostConfig('IpcMode', 'host'),
  '5.20': ({ Mounts }) => Mounts.some(({ Propagation = '' }) => Propagation.includes('shared')),
  '5.21': hostConfig('UTSMode', 'host'),
  '5.22': (container) => options(container).some((option) => /^seccomp[:=]unconfined$/.test(option)),
  '5.25': ({ HostConfig }) => HostConfig['CgroupParent'] !== '',
  '5.26': (container) => !options(container).some((option) => option.includes('no-new-privileges')),
  '5.27': ({ State }) => State.Health === undefined,
  '5.29': hostConfig('PidsLimit', 0, null, -1),
  '5.31': hostConfig('UsernsMode', 'host'),
  '5.32': ({ Mounts }) => Mounts.some(({ Source = '' }) => Source.includes('docker.sock')),
};
/** Names of what ours fail besides, as docs/docker-bench.md says. */
const ours: Readonly<Record<string, RegExp>> = {
  '5.15': /^(?:restart-always|kitchen-sink)$/,
  '5.22': /^(?:privileged|kitchen-sink-privileged|web)$/,
  '5.32': /^(?:docker-sock-indirect|host-root-mount|host-root-ro)$/,
};

function failing(check: string, container: Inspected): boolean {
  const subject = subjectOfText('container', JSON.stringify([container])) as WorkloadSubject;
  const { parameters = {} } = policy.checks[check] ?? {};
  const outcome: Outcome = evaluateExample(findCheck(check)!, subject as never, { parameters });
  return outcome.result === 'fail';
}

describe('our checks and docker-bench-security on the same containers', () => {
  it('look at containers that run', () => {
    expect(running.length).toBeGreaterThan(0);
  });

  it.each(Object.keys(warnings))('agree on every container, but for what is explained: %s', (id) => {
    const test = findBenchTest(id)!;
    for (const container of running) {
      const name = container.Name.replace(/^\//, '');
      const isFailed = test.checks.some((check) => failing(check, container));
      const isExplained = test.difference !== null && ours[id]?.test(name);
      if (isExplained) expect([id, name, isFailed]).toEqual([id, name, true]);
      else expect([id, name, isFailed]).toEqual([id, name, warnings[id]!(container)]);
    }
  });
});
