import type { HostFacts } from '../model/host-facts.js';

/** A file or folder that the CIS benchmark for Docker asks for by itself. */
export interface FileTarget {
  /** Names it in findings. */
  readonly id: string;
  readonly user: string;
  readonly group: string;
  /** Permission bits that it may have at most. */
  readonly mostMode: number;
  /** Where it may be: the first that is there counts; null: not known. */
  readonly paths: (facts: HostFacts) => readonly string[] | null;
  /** Everything below the paths counts, and not the folder itself. */
  readonly isTree?: boolean;
}

const unitFolders = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const unit = (name: string) => () => unitFolders.map((folder) => `${folder}/${name}`);
const at =
  (...paths: readonly string[]) =>
  () =>
    paths;
const set = (name: 'tlsCa' | 'tlsCertificate' | 'tlsKey') => (facts: HostFacts) => {
  const setting = facts.daemon.settings[name];
  return setting && (setting.value === '' ? [] : [setting.value]);
};
const root = { user: 'root', group: 'root' } as const;

export const fileTargets: readonly FileTarget[] = [
  { id: 'docker-service', ...root, mostMode: 0o644, paths: unit('docker.service') },
  { id: 'docker-socket-unit', ...root, mostMode: 0o644, paths: unit('docker.socket') },
  { id: 'etc-docker', ...root, mostMode: 0o755, paths: at('/etc/docker') },
  { id: 'registry-certs', ...root, mostMode: 0o444, paths: at('/etc/docker/certs.d'), isTree: true },
  { id: 'tls-ca', ...root, mostMode: 0o444, paths: set('tlsCa') },
  { id: 'tls-cert', ...root, mostMode: 0o444, paths: set('tlsCertificate') },
  { id: 'tls-key', ...root, mostMode: 0o400, paths: set('tlsKey') },
  {
    id: 'docker-sock',
    user: 'root',
    group: 'docker',
    mostMode: 0o660,
    paths: at('/run/docker.sock', '/var/run/docker.sock'),
  },
  { id: 'daemon-json', ...root, mostMode: 0o644, paths: at('/etc/docker/daemon.json') },
  { id: 'etc-default-docker', ...root, mostMode: 0o644, paths: at('/etc/default/docker') },
  { id: 'etc-sysconfig-docker', ...root, mostMode: 0o644, paths: at('/etc/sysconfig/docker') },
  { id: 'containerd-sock', ...root, mostMode: 0o660, paths: at('/run/containerd/containerd.sock') },
];

/** What the audit is to watch. */
export interface AuditTarget {
  readonly id: string;
  /** Where it may be. */
  readonly paths: (facts: HostFacts) => readonly string[];
}

export const auditTargets: readonly AuditTarget[] = [
  { id: 'dockerd', paths: at('/usr/bin/dockerd') },
  { id: 'run-containerd', paths: at('/run/containerd') },
  { id: 'var-lib-docker', paths: ({ machine }) => [machine.dataRoot ?? '/var/lib/docker'] },
  { id: 'etc-docker', paths: at('/etc/docker') },
  { id: 'docker-service', paths: unit('docker.service') },
  { id: 'containerd-sock', paths: at('/run/containerd/containerd.sock') },
  {
    id: 'docker-socket-unit',
    paths: at(...unit('docker.socket')(), '/run/docker.sock', '/var/run/docker.sock'),
  },
  { id: 'etc-default-docker', paths: at('/etc/default/docker') },
  { id: 'daemon-json', paths: at('/etc/docker/daemon.json') },
  { id: 'containerd-config', paths: at('/etc/containerd/config.toml') },
  { id: 'etc-sysconfig-docker', paths: at('/etc/sysconfig/docker') },
  { id: 'containerd', paths: at('/usr/bin/containerd') },
  { id: 'containerd-shim', paths: at('/usr/bin/containerd-shim') },
  { id: 'containerd-shim-runc-v1', paths: at('/usr/bin/containerd-shim-runc-v1') },
  { id: 'containerd-shim-runc-v2', paths: at('/usr/bin/containerd-shim-runc-v2') },
  { id: 'runc', paths: at('/usr/bin/runc') },
];
