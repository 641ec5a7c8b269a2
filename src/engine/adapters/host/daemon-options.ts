import { isObject } from '../../text/documents.js';

/** How one option of dockerd is written: as a key of daemon.json and as a flag. */
export interface DaemonOption<Value> {
  readonly key: string;
  /** Without dashes. */
  readonly flag: string;
  /** What a value in daemon.json means; null: it is of another type. */
  readonly ofJson: (value: unknown) => Value | null;
  /** What the values of the flag mean, in their order; null: nothing. */
  readonly ofFlags: (values: readonly string[]) => Value | null;
  /** What holds where it is not set. */
  readonly standard: Value;
}

type Limits = Readonly<Record<string, string>>;

/** The options that facts tell of, by the names of their facts. */
export const daemonOptions = {
  icc: switchOption('icc', true),
  logLevel: textOption('log-level', 'info'),
  debug: switchOption('debug', false),
  iptables: switchOption('iptables', true),
  ip6tables: switchOption('ip6tables', true),
  ip: textOption('ip', '0.0.0.0'),
  allowDirectRouting: switchOption('allow-direct-routing', false),
  insecureRegistries: listOption('insecure-registries', 'insecure-registry'),
  registryMirrors: listOption('registry-mirrors', 'registry-mirror'),
  storageDriver: textOption('storage-driver', ''),
  storageOptions: listOption('storage-opts', 'storage-opt'),
  hosts: listOption('hosts', 'host'),
  tls: switchOption('tls', false),
  tlsVerify: switchOption('tlsverify', false),
  tlsCa: textOption('tlscacert', ''),
  tlsCertificate: textOption('tlscert', ''),
  tlsKey: textOption('tlskey', ''),
  defaultUlimits: mapOption('default-ulimits', 'default-ulimit', limitText),
  usernsRemap: textOption('userns-remap', ''),
  cgroupParent: textOption('cgroup-parent', ''),
  authorizationPlugins: listOption('authorization-plugins', 'authorization-plugin'),
  logDriver: textOption('log-driver', 'json-file'),
  logOptions: mapOption('log-opts', 'log-opt', plainText),
  noNewPrivileges: switchOption('no-new-privileges', false),
  liveRestore: switchOption('live-restore', false),
  userlandProxy: switchOption('userland-proxy', true),
  seccompProfile: textOption('seccomp-profile', 'builtin'),
  selinuxEnabled: switchOption('selinux-enabled', false),
  experimental: switchOption('experimental', false),
  metricsAddress: textOption('metrics-addr', ''),
  dataRoot: textOption('data-root', '/var/lib/docker'),
  defaultCgroupNamespace: textOption('default-cgroupns-mode', ''),
  defaultIpcMode: textOption('default-ipc-mode', ''),
} as const satisfies Record<
  string,
  DaemonOption<boolean> | DaemonOption<string> | DaemonOption<readonly string[]> | DaemonOption<Limits>
>;

/** Flags that stand for others. */
export const shortFlags: Readonly<Record<string, string>> = {
  D: 'debug',
  H: 'host',
  l: 'log-level',
  s: 'storage-driver',
  G: 'group',
  g: 'data-root',
  p: 'pidfile',
  b: 'bridge',
};

/** Switches, of which the next word is no value. */
export const switchFlags: ReadonlySet<string> = new Set([
  ...Object.values(daemonOptions).flatMap(({ flag, standard }) =>
    typeof standard === 'boolean' ? [flag] : [],
  ),
  ...['bridge-accept-fwmark', 'help', 'init', 'ip-forward', 'ip-forward-no-drop', 'ip-masq', 'ipv6'],
  ...['raw-logs', 'rootless', 'validate', 'version'],
]);

/** Keys whose flag has another name. */
const flagOfKey: Readonly<Record<string, string>> = {
  'cdi-spec-dirs': 'cdi-spec-dir',
  'default-address-pools': 'default-address-pool',
  'default-network-opts': 'default-network-opt',
  'dns-opts': 'dns-opt',
  'exec-opts': 'exec-opt',
  'host-gateway-ips': 'host-gateway-ip',
  labels: 'label',
  'node-generic-resources': 'node-generic-resource',
  runtimes: 'add-runtime',
};
const keys: ReadonlyMap<string, string> = new Map(
  Object.values(daemonOptions).map(({ key, flag }) => [key, flag]),
);

/** The flag that says the same as a key of daemon.json. */
export function flagNamed(key: string): string {
  return keys.get(key) ?? (Object.hasOwn(flagOfKey, key) ? flagOfKey[key]! : key);
}

/** Further keys that dockerd takes, or took in versions that still run. */
const otherKeys = `
  allow-nondistributable-artifacts api-cors-header bip bip6 bridge bridge-accept-fwmark builder cdi-spec-dirs
  containerd containerd-namespace containerd-plugins-namespace cluster-advertise cluster-store cluster-store-opts
  cpu-rt-period cpu-rt-runtime default-address-pools default-gateway default-gateway-v6 default-network-opts
  default-runtime default-shm-size deprecated-key-path dns dns-opts dns-search exec-opts exec-root features
  firewall-backend fixed-cidr fixed-cidr-v6 graph group host-gateway-ip host-gateway-ips http-proxy https-proxy init
  init-path ip-forward ip-forward-no-drop ip-masq ipv6 labels log-format max-concurrent-downloads
  max-concurrent-uploads max-download-attempts min-api-version mtu network-control-plane-mtu
  network-diagnostic-port no-proxy node-generic-resources oom-score-adjust pidfile proxies raw-logs runtimes
  shutdown-timeout swarm-default-advertise-addr swarm-raft-election-tick swarm-raft-heartbeat-tick
  userland-proxy-path`;
const knownKeys: ReadonlySet<string> = new Set([...keys.keys(), ...otherKeys.trim().split(/\s+/)]);

export function isKnownKey(key: string): boolean {
  return knownKeys.has(key);
}

function switchOption(key: string, standard: boolean): DaemonOption<boolean> {
  return {
    key,
    flag: key,
    standard,
    ofJson: (value) => (typeof value === 'boolean' ? value : null),
    ofFlags: (values) => switchValue(values.at(-1) ?? ''),
  };
}

/** As Go reads it. */
function switchValue(text: string): boolean | null {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : null;
}

function textOption(key: string, standard: string): DaemonOption<string> {
  return {
    key,
    flag: key,
    standard,
    ofJson: (value) => (typeof value === 'string' ? value : null),
    ofFlags: (values) => values.at(-1) ?? null,
  };
}

function listOption(key: string, flag: string): DaemonOption<readonly string[]> {
  return {
    key,
    flag,
    standard: [],
    ofJson: (value) =>
      Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null,
    ofFlags: (values) => values,
  };
}

function mapOption(
  key: string,
  flag: string,
  ofValue: (value: unknown) => string | null,
): DaemonOption<Limits> {
  return {
    key,
    flag,
    standard: {},
    ofJson(value) {
      if (!isObject(value)) return null;
      const entries = Object.entries(value).map(([name, entry]) => [name, ofValue(entry)] as const);
      return entries.some(([, text]) => text === null) ? null : (Object.fromEntries(entries) as Limits);
    },
    ofFlags: (values) =>
      Object.fromEntries(
        values.map((text) => {
          const at = text.indexOf('=');
          return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
        }),
      ),
  };
}

function plainText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** `{"Soft": 1, "Hard": 2}` as `1:2`. */
function limitText(value: unknown): string | null {
  if (!isObject(value)) return null;
  const { Soft: soft, Hard: hard } = value;
  return typeof soft === 'number' || typeof hard === 'number' ? `${String(soft)}:${String(hard)}` : null;
}
