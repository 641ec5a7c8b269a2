/** How a flag's value is read. `list`: it may stand more than once. */
export type FlagKind =
  'boolean' | 'text' | 'list' | 'integer' | 'natural' | 'bytes' | 'signed-bytes' | 'decimal' | 'duration';

export interface FlagTable {
  /** Version of the command line, as facts name it. */
  readonly version: string;
  /** Long name without dashes → kind. */
  readonly kinds: Readonly<Record<string, FlagKind>>;
  /** Letter → long name. */
  readonly letters: Readonly<Record<string, string>>;
  /** Other long names that mean the same, without dashes → the name that is documented. */
  readonly aliases: Readonly<Record<string, string>>;
}

const kinds: Readonly<Record<string, FlagKind>> = {
  'add-host': 'list',
  annotation: 'list',
  attach: 'list',
  'blkio-weight': 'natural',
  'blkio-weight-device': 'list',
  'cap-add': 'list',
  'cap-drop': 'list',
  'cgroup-parent': 'text',
  cgroupns: 'text',
  cidfile: 'text',
  'cpu-count': 'integer',
  'cpu-percent': 'integer',
  'cpu-period': 'integer',
  'cpu-quota': 'integer',
  'cpu-rt-period': 'integer',
  'cpu-rt-runtime': 'integer',
  'cpu-shares': 'integer',
  cpus: 'decimal',
  'cpuset-cpus': 'text',
  'cpuset-mems': 'text',
  detach: 'boolean',
  'detach-keys': 'text',
  device: 'list',
  'device-cgroup-rule': 'list',
  'device-read-bps': 'list',
  'device-read-iops': 'list',
  'device-write-bps': 'list',
  'device-write-iops': 'list',
  'disable-content-trust': 'boolean',
  dns: 'list',
  'dns-option': 'list',
  'dns-search': 'list',
  domainname: 'text',
  entrypoint: 'text',
  env: 'list',
  'env-file': 'list',
  expose: 'list',
  gpus: 'list',
  'group-add': 'list',
  'health-cmd': 'text',
  'health-interval': 'duration',
  'health-retries': 'integer',
  'health-start-interval': 'duration',
  'health-start-period': 'duration',
  'health-timeout': 'duration',
  help: 'boolean',
  hostname: 'text',
  init: 'boolean',
  interactive: 'boolean',
  'io-maxbandwidth': 'bytes',
  'io-maxiops': 'natural',
  ip: 'text',
  ip6: 'text',
  ipc: 'text',
  isolation: 'text',
  'kernel-memory': 'bytes',
  label: 'list',
  'label-file': 'list',
  link: 'list',
  'link-local-ip': 'list',
  'log-driver': 'text',
  'log-opt': 'list',
  'mac-address': 'text',
  memory: 'bytes',
  'memory-reservation': 'bytes',
  'memory-swap': 'signed-bytes',
  'memory-swappiness': 'integer',
  mount: 'list',
  name: 'text',
  network: 'list',
  'network-alias': 'list',
  'no-healthcheck': 'boolean',
  'oom-kill-disable': 'boolean',
  'oom-score-adj': 'integer',
  pid: 'text',
  'pids-limit': 'integer',
  platform: 'text',
  privileged: 'boolean',
  publish: 'list',
  'publish-all': 'boolean',
  pull: 'text',
  quiet: 'boolean',
  'read-only': 'boolean',
  restart: 'text',
  rm: 'boolean',
  runtime: 'text',
  'security-opt': 'list',
  'shm-size': 'bytes',
  'sig-proxy': 'boolean',
  'stop-signal': 'text',
  'stop-timeout': 'integer',
  'storage-opt': 'list',
  sysctl: 'list',
  tmpfs: 'list',
  tty: 'boolean',
  ulimit: 'list',
  'use-api-socket': 'boolean',
  user: 'text',
  userns: 'text',
  uts: 'text',
  volume: 'list',
  'volume-driver': 'text',
  'volumes-from': 'list',
  workdir: 'text',
};

/**
 * What `docker run` and `docker create` take in version 29
 * (https://docs.docker.com/reference/cli/docker/container/run/), hidden and deprecated flags too.
 */
export const dockerFlags: FlagTable = {
  version: '29',
  kinds,
  letters: {
    a: 'attach',
    c: 'cpu-shares',
    d: 'detach',
    e: 'env',
    h: 'hostname',
    i: 'interactive',
    l: 'label',
    m: 'memory',
    P: 'publish-all',
    p: 'publish',
    q: 'quiet',
    t: 'tty',
    u: 'user',
    v: 'volume',
    w: 'workdir',
  },
  aliases: { net: 'network', 'net-alias': 'network-alias', 'dns-opt': 'dns-option' },
};

/** What people write for a flag that exists: → as it is to be written. The last word of the catalogue. */
export const writtenForFlags: Readonly<Record<string, string>> = {
  '--no-new-privileges': '--security-opt=no-new-privileges',
  '--cpu': '--cpus',
  '--mem': '--memory',
  '--readonly': '--read-only',
  '--pid-limit': '--pids-limit',
  '--cap_drop': '--cap-drop',
  '--networks': '--network',
};

/** Flags and ways of writing that are on their way out; keys as written. */
export const deprecatedFlags: Readonly<
  Record<string, { readonly replacement: string | null; readonly removedIn: string | null }>
> = {
  '--link': { replacement: '--network', removedIn: null },
  '--net': { replacement: '--network', removedIn: null },
  '--net-alias': { replacement: '--network-alias', removedIn: null },
  '--dns-opt': { replacement: '--dns-option', removedIn: null },
  '-c': { replacement: '--cpu-shares', removedIn: null },
  '--disable-content-trust': { replacement: null, removedIn: '29.0' },
  '--kernel-memory': { replacement: null, removedIn: '23.0' },
};
