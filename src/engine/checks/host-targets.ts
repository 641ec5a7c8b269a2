import type { HostFacts } from '../model/host-facts.js';

/** A file or folder that the CIS benchmark for Docker asks for by itself. */
export interface FileTarget {
  /** Names it in findings. */
  readonly id: string;
  /** Numbers in the benchmark: of the recommendation on its owner, and of the one on its mode. */
  readonly sections: readonly [string, string];
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
  { id: 'docker-service', sections: ['3.1', '3.2'], ...root, mostMode: 0o644, paths: unit('docker.service') },
  {
    id: 'docker-socket-unit',
    sections: ['3.3', '3.4'],
    ...root,
    mostMode: 0o644,
    paths: unit('docker.socket'),
  },
  { id: 'etc-docker', sections: ['3.5', '3.6'], ...root, mostMode: 0o755, paths: at('/etc/docker') },
  {
    id: 'registry-certs',
    sections: ['3.7', '3.8'],
    ...root,
    mostMode: 0o444,
    paths: at('/etc/docker/certs.d'),
    isTree: true,
  },
  { id: 'tls-ca', sections: ['3.9', '3.10'], ...root, mostMode: 0o444, paths: set('tlsCa') },
  { id: 'tls-cert', sections: ['3.11', '3.12'], ...root, mostMode: 0o444, paths: set('tlsCertificate') },
  { id: 'tls-key', sections: ['3.13', '3.14'], ...root, mostMode: 0o400, paths: set('tlsKey') },
  {
    id: 'docker-sock',
    sections: ['3.15', '3.16'],
    user: 'root',
    group: 'docker',
    mostMode: 0o660,
    paths: at('/run/docker.sock', '/var/run/docker.sock'),
  },
  {
    id: 'daemon-json',
    sections: ['3.17', '3.18'],
    ...root,
    mostMode: 0o644,
    paths: at('/etc/docker/daemon.json'),
  },
  {
    id: 'etc-default-docker',
    sections: ['3.19', '3.20'],
    ...root,
    mostMode: 0o644,
    paths: at('/etc/default/docker'),
  },
  {
    id: 'etc-sysconfig-docker',
    sections: ['3.22', '3.21'],
    ...root,
    mostMode: 0o644,
    paths: at('/etc/sysconfig/docker'),
  },
  {
    id: 'containerd-sock',
    sections: ['3.23', '3.24'],
    ...root,
    mostMode: 0o660,
    paths: at('/run/containerd/containerd.sock'),
  },
];

/** What the audit is to watch. */
export interface AuditTarget {
  readonly id: string;
  /** Its number in the benchmark. */
  readonly section: string;
  /** Where it may be. */
  readonly paths: (facts: HostFacts) => readonly string[];
}

export const auditTargets: readonly AuditTarget[] = [
  { id: 'dockerd', section: '1.1.3', paths: at('/usr/bin/dockerd') },
  { id: 'run-containerd', section: '1.1.4', paths: at('/run/containerd') },
  { id: 'var-lib-docker', section: '1.1.5', paths: ({ machine }) => [machine.dataRoot ?? '/var/lib/docker'] },
  { id: 'etc-docker', section: '1.1.6', paths: at('/etc/docker') },
  { id: 'docker-service', section: '1.1.7', paths: unit('docker.service') },
  { id: 'containerd-sock', section: '1.1.8', paths: at('/run/containerd/containerd.sock') },
  {
    id: 'docker-socket-unit',
    section: '1.1.9',
    paths: at(...unit('docker.socket')(), '/run/docker.sock', '/var/run/docker.sock'),
  },
  { id: 'etc-default-docker', section: '1.1.10', paths: at('/etc/default/docker') },
  { id: 'daemon-json', section: '1.1.11', paths: at('/etc/docker/daemon.json') },
  { id: 'containerd-config', section: '1.1.12', paths: at('/etc/containerd/config.toml') },
  { id: 'etc-sysconfig-docker', section: '1.1.13', paths: at('/etc/sysconfig/docker') },
  { id: 'containerd', section: '1.1.14', paths: at('/usr/bin/containerd') },
  { id: 'containerd-shim', section: '1.1.15', paths: at('/usr/bin/containerd-shim') },
  { id: 'containerd-shim-runc-v1', section: '1.1.16', paths: at('/usr/bin/containerd-shim-runc-v1') },
  { id: 'containerd-shim-runc-v2', section: '1.1.17', paths: at('/usr/bin/containerd-shim-runc-v2') },
  { id: 'runc', section: '1.1.18', paths: at('/usr/bin/runc') },
];
