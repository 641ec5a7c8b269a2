import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Mount, PublishedPort, WorkloadFacts } from '../model/workload-facts.js';
import { containerAdapter } from './container.adapter.js';
import { defaultReadOptions, type InputAdapter } from './input-adapter.js';
import { resolveWorkload } from './resolve-workload.js';
import { runCommandAdapter } from './run-command.adapter.js';

const folder = fileURLToPath(new URL('../../../../shared/workloads/', import.meta.url));
const commandFile = `${folder}commands.tsv`;

/** Two of them, for where the real ones are not at hand. */
const samples: readonly (readonly [string, string, string])[] = [
  [
    'restart-5',
    'docker run -d --network none --restart on-failure:5 --memory 64m app:1 sleep 9',
    inspectOf({
      NetworkMode: 'none',
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
      Memory: 67108864,
      MemorySwap: 134217728,
    }),
  ],
  [
    'hardened',
    'docker run --read-only --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:8080:80 app:1',
    inspectOf({
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] },
    }),
  ],
];

function inspectOf(host: Readonly<Record<string, unknown>>): string {
  const empty = {
    Privileged: false,
    CapAdd: null,
    CapDrop: null,
    SecurityOpt: null,
    ReadonlyRootfs: false,
    PortBindings: {},
    PublishAllPorts: false,
    NetworkMode: 'default',
    PidMode: '',
    IpcMode: 'private',
    UTSMode: '',
    CgroupnsMode: 'private',
    UsernsMode: '',
    Memory: 0,
    MemorySwap: 0,
    MemoryReservation: 0,
    NanoCpus: 0,
    CpuShares: 0,
    CpuQuota: 0,
    CpuPeriod: 0,
    PidsLimit: null,
    Ulimits: null,
    OomKillDisable: false,
    OomScoreAdj: 0,
    CgroupParent: '',
    Devices: [],
    DeviceCgroupRules: null,
    VolumesFrom: null,
    GroupAdd: null,
    Links: null,
    AutoRemove: false,
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    LogConfig: { Type: 'json-file', Config: {} },
    MaskedPaths: ['/proc/kcore'],
    ReadonlyPaths: ['/proc/sys'],
  };
  return JSON.stringify([
    {
      Id: 'c',
      Name: '/c',
      State: { Status: 'running' },
      Mounts: [],
      Config: { User: '', Env: [], Cmd: ['sleep', '9'], Image: 'app:1' },
      HostConfig: { ...empty, ...host },
    },
  ]);
}

/** The list of commands was written without quotes: they are put back where a value holds blanks. */
function withQuotes(command: string): string {
  return command
    .replace('--health-cmd /app/server --version ', "--health-cmd '/app/server --version' ")
    .replace(/ -c (.+)$/, " -c '$1'");
}

const containers: readonly (readonly [string, string, string])[] = existsSync(commandFile)
  ? readFileSync(commandFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', command = ''] = line.split('\t');
        return [name, withQuotes(command), readFileSync(`${folder}inspect/${name}.json`, 'utf8')] as const;
      })
  : samples;

function resolved(adapter: InputAdapter, text: string): WorkloadFacts {
  const result = adapter.read(text, defaultReadOptions);
  if (!result.ok || result.facts.kind !== 'workload') throw new Error('the text cannot be read');
  expect(result.facts.problems).toEqual([]);
  return resolveWorkload(result.facts.workloads[0]!);
}

/** Properties that both see, each as it is compared. */
const compared: Readonly<Record<string, (workload: WorkloadFacts) => unknown>> = {
  image: ({ image }) => image && { ...image, resolvedId: null, pullPolicy: null },
  privileged: ({ privileged }) => privileged,
  usernsMode: ({ usernsMode }) => usernsMode,
  'capabilities.add': ({ capabilities }) => [...(capabilities.add ?? [])].sort(),
  'capabilities.drop': ({ capabilities }) => [...(capabilities.drop ?? [])].sort(),
  'capabilities.effectiveBounding': ({ capabilities }) => capabilities.effectiveBounding,
  noNewPrivileges: ({ noNewPrivileges }) => noNewPrivileges,
  rootfsReadOnly: ({ rootfsReadOnly }) => rootfsReadOnly,
  mounts: ({ mounts }) => (mounts ?? []).map(comparableMount).sort(),
  volumesFrom: ({ volumesFrom }) => volumesFrom,
  usesApiSocket: ({ usesApiSocket }) => usesApiSocket,
  devices: ({ devices }) => devices,
  deviceCgroupRules: ({ deviceCgroupRules }) => deviceCgroupRules,
  hasGpus: ({ hasGpus }) => hasGpus,
  'network.mode': ({ network }) => network.mode,
  'network.staticIp': ({ network }) => network.staticIp,
  'namespaces.pid': ({ namespaces }) => namespaces.pid,
  'namespaces.ipc': ({ namespaces }) => namespaces.ipc,
  'namespaces.uts': ({ namespaces }) => namespaces.uts,
  ports: ({ ports }) => (ports ?? []).flatMap(singlePorts).sort(),
  isEveryPortPublished: ({ isEveryPortPublished }) => isEveryPortPublished,
  'resources.memoryBytes': ({ resources }) => resources.memoryBytes,
  'resources.memorySwapBytes': ({ resources }) => swapOf(resources),
  'resources.memoryRequestBytes': ({ resources }) => resources.memoryRequestBytes ?? 0,
  'resources.cpuLimitMillis': ({ resources }) => resources.cpuLimitMillis,
  'resources.cpuShares': ({ resources }) => resources.cpuShares,
  'resources.pidsLimit': ({ resources }) => Math.max(0, resources.pidsLimit ?? 0),
  'resources.ulimits': ({ resources }) => resources.ulimits,
  'resources.isOomKillDisabled': ({ resources }) => resources.isOomKillDisabled,
  'resources.oomScoreAdjustment': ({ resources }) => resources.oomScoreAdjustment,
  cgroupParent: ({ cgroupParent }) => cgroupParent,
  seccomp: ({ seccomp }) => seccomp,
  apparmor: ({ apparmor }) => apparmor,
  selinux: ({ selinux }) => selinux,
  procMasks: ({ procMasks }) => procMasks,
  sysctls: ({ sysctls }) => sysctls,
  restart: ({ restart }) => restart,
  links: ({ links }) => links,
  isRemovedAtExit: ({ isRemovedAtExit }) => isRemovedAtExit,
  annotations: ({ annotations }) => annotations,
};

/** Properties that are compared where the line states them: where it does not, the engine adds what no line shows. */
const comparedWhereStated: Readonly<
  Record<string, { readonly why: string; readonly of: (workload: WorkloadFacts) => unknown }>
> = {
  'origin.name': { why: 'the engine makes a name up', of: ({ origin }) => origin.name || null },
  user: {
    why: "the image's user is laid under it",
    of: ({ user }) => user.raw && { ...user, supplementaryGroups: null },
  },
  supplementaryGroups: { why: 'null where none is asked for', of: ({ user }) => user.supplementaryGroups },
  'namespaces.cgroup': {
    why: "the daemon's default is not on the line",
    of: ({ namespaces }) => namespaces.cgroup,
  },
  command: { why: "the image's command is laid under it", of: ({ command }) => command },
  entrypoint: { why: "the image's entrypoint is laid under it", of: ({ entrypoint }) => entrypoint },
  healthcheck: { why: "the image's check is laid under it", of: ({ healthcheck }) => healthcheck.state },
  'logging.driver': { why: "the daemon's driver is laid under it", of: ({ logging }) => logging.driver },
  runtime: { why: "the daemon's runtime is laid under it", of: ({ runtime }) => runtime },
};

/** Properties of which the engine's list holds all that the line states, and what the image or a later command added. */
const contained: Readonly<
  Record<string, { readonly why: string; readonly of: (workload: WorkloadFacts) => readonly string[] }>
> = {
  environment: {
    why: "the image's variables",
    of: ({ environment }) => (environment ?? []).map((entry) => JSON.stringify(entry)),
  },
  labels: {
    why: "the image's labels",
    of: ({ labels }) => Object.entries(labels).map((entry) => entry.join('=')),
  },
  exposedPorts: {
    why: "the image's ports and the published ones",
    of: ({ exposedPorts }) => (exposedPorts ?? []).map(({ port, protocol }) => `${port}/${protocol}`),
  },
  'network.names': {
    why: 'networks that it was connected to afterwards',
    of: ({ network }) => network.names,
  },
  'logging.options': {
    why: "the daemon's options",
    of: ({ logging }) => Object.entries(logging.options).map((entry) => entry.join('=')),
  },
};

/** What only one side can know. */
const oneSided: Readonly<Record<string, string>> = {
  'origin.input': 'the two inputs',
  'image.resolvedId': 'the engine alone resolves it',
  'image.pullPolicy': 'the engine does not keep it',
  'capabilities.processEffective': 'follows from the user, which the image may tell',
  'mounts.propagation':
    'the engine decides where the line does not say (rslave for a bind that holds its own data)',
  'network.sharedWith': "the line's name is the engine's id",
  environmentFiles: 'the engine keeps the variables only',
  secrets: 'no part of docker run',
};

function comparableMount({ propagation, hostType, isUnresolved, ...mount }: Mount): string {
  expect([hostType, isUnresolved]).toEqual(['unknown', false]);
  return JSON.stringify({ ...mount, shared: propagation === 'rshared' || propagation === 'shared' });
}

function singlePorts({
  hostPort,
  hostPortEnd,
  containerPort,
  containerPortEnd,
  ...rest
}: PublishedPort): string[] {
  const count = (hostPortEnd ?? hostPort ?? 0) - (hostPort ?? 0) + 1;
  expect((containerPortEnd ?? containerPort ?? 0) - (containerPort ?? 0) + 1).toBe(count);
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      ...rest,
      host: hostPort === null ? null : hostPort + index,
      container: containerPort! + index,
    }),
  );
}

/** The engine writes the default (twice the memory) out. */
function swapOf({ memoryBytes, memorySwapBytes }: WorkloadFacts['resources']): number | null {
  return memorySwapBytes === 0 && memoryBytes ? memoryBytes * 2 : memorySwapBytes;
}

describe.each(containers)('the line and the inspected container of %s', (_name, command, inspect) => {
  const line = resolved(runCommandAdapter, command);
  const container = resolved(containerAdapter, inspect);

  it.each(Object.keys(compared))('agree on %s', (property) => {
    expect(compared[property]!(line)).toEqual(compared[property]!(container));
  });

  it.each(Object.keys(comparedWhereStated))('agree on %s where the line states it', (property) => {
    const { of } = comparedWhereStated[property]!;
    expect(of(line) ?? of(container)).toEqual(of(container));
  });

  it.each(Object.keys(contained))('agree on what the line states of %s', (property) => {
    const { of } = contained[property]!;
    expect(of(container)).toEqual(expect.arrayContaining([...of(line)]));
  });
});

it('leaves no property out without a reason', () => {
  const [, command] = containers[0]!;
  const seen = Object.keys({ ...compared, ...comparedWhereStated, ...contained, ...oneSided });
  const { places, sources, unresolved, origin, ...rest } = resolved(runCommandAdapter, command);
  expect([origin.role, unresolved, typeof places, typeof sources]).toEqual(['app', [], 'object', 'object']);
  const missing = Object.keys(rest).filter(
    (name) => !seen.some((path) => path === name || path.startsWith(`${name}.`)),
  );
  expect(missing).toEqual([]);
});
