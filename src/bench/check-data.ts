/** A document of a kind of input. */
export interface BenchDocument {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** What sets the containers of the fleet apart: of the host's part of the definition, and of the image's. */
const templates: readonly { readonly host: Settings; readonly config: Settings }[] = [
  { host: {}, config: {} },
  {
    host: {
      Privileged: true,
      NetworkMode: 'host',
      Binds: ['/:/host', '/var/run/docker.sock:/var/run/docker.sock'],
    },
    config: { User: '0' },
  },
  {
    host: {
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: ['NET_BIND_SERVICE'],
      SecurityOpt: ['no-new-privileges:true'],
      Memory: 268_435_456,
      NanoCpus: 500_000_000,
      PidsLimit: 100,
      Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m' },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
    },
    config: { User: '10001:10001' },
  },
  {
    host: {
      PortBindings: {
        '8080/tcp': [{ HostIp: '', HostPort: '8080' }],
        '22/tcp': [{ HostIp: '', HostPort: '2222' }],
      },
      CapAdd: ['SYS_ADMIN', 'NET_ADMIN'],
      SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
      Devices: [{ PathOnHost: '/dev/sda', PathInContainer: '/dev/sda', CgroupPermissions: 'rwm' }],
    },
    config: { Env: ['PATH=/usr/bin:/bin', 'DB_PASSWORD=correct-horse-battery', 'LOG_LEVEL=debug', 'TZ=UTC'] },
  },
];

/** What `docker inspect` prints of so many made-up containers, a document each. */
export function inspectDocuments(count: number): BenchDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const { host, config } = templates[index % templates.length]!;
    const name = `app-${index}`;
    return { kind: 'container', name, text: JSON.stringify([container(name, index, host, config)], null, 4) };
  });
}

function container(name: string, index: number, host: Settings, config: Settings) {
  return {
    Id: index.toString(16).padStart(64, '0'),
    Created: '2026-05-01T08:00:00.000000000Z',
    Path: 'node',
    Args: ['server.js', '--port', '8080'],
    State: stateOf(index),
    Image: `sha256:${(index % 50).toString(16).padStart(64, '0')}`,
    Name: `/${name}`,
    RestartCount: index % 7,
    Driver: 'overlay2',
    AppArmorProfile: 'docker-default',
    HostConfig: { ...hostDefaults, ...host },
    Mounts: [
      {
        Type: 'volume',
        Name: `${name}-data`,
        Source: `/var/lib/docker/volumes/${name}-data/_data`,
        Destination: '/data',
        Driver: 'local',
        Mode: 'z',
        RW: true,
        Propagation: '',
      },
    ],
    Config: {
      ...configDefaults,
      ...config,
      Hostname: name,
      Image: `registry.example/team/${name}:1.${index}`,
    },
    NetworkSettings: {
      Ports: {},
      Networks: { [`net-${index % 9}`]: { IPAddress: '172.20.0.2', Gateway: '172.20.0.1' } },
    },
  };
}

function stateOf(index: number) {
  return {
    Status: 'running',
    Running: true,
    OOMKilled: false,
    Pid: 1000 + index,
    ExitCode: 0,
    StartedAt: '2026-05-01T08:00:01.000000000Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  };
}

const hostDefaults: Settings = {
  Binds: null,
  LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
  NetworkMode: 'bridge',
  PortBindings: {},
  RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
  AutoRemove: false,
  VolumesFrom: null,
  CapAdd: null,
  CapDrop: null,
  CgroupnsMode: 'private',
  IpcMode: 'private',
  Links: null,
  OomScoreAdj: 0,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  UTSMode: '',
  UsernsMode: '',
  ShmSize: 67_108_864,
  Runtime: 'runc',
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CgroupParent: '',
  Devices: [],
  MemorySwap: 0,
  OomKillDisable: false,
  PidsLimit: null,
  Ulimits: [],
  MaskedPaths: [
    '/proc/asound',
    '/proc/acpi',
    '/proc/kcore',
    '/proc/keys',
    '/proc/timer_list',
    '/sys/firmware',
  ],
  ReadonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
};

const configDefaults: Settings = {
  User: '',
  Env: [
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'NODE_VERSION=22.16.0',
    'NODE_ENV=production',
  ],
  Cmd: ['server.js', '--port', '8080'],
  Entrypoint: ['node'],
  ExposedPorts: { '8080/tcp': {} },
  WorkingDir: '/app',
  Labels: { 'org.opencontainers.image.source': 'https://git.example/team/app', team: 'payments' },
};
