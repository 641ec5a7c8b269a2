/** The files of a host on which all is as it should be; `lines` are laid over those of the same path. */
export function exampleFiles(...lines: readonly string[]): string {
  const pathOf = (line: string) => line.slice(line.indexOf('/'));
  const replaced = new Map(lines.map((line) => [pathOf(line), line]));
  const kept = usual.filter((line) => !replaced.has(pathOf(line)));
  return [...kept, ...lines].join('\n');
}

const usual = [
  '- /etc/systemd/system/docker.service',
  '644 0 0 root root regular file /usr/lib/systemd/system/docker.service',
  '644 0 0 root root regular file /usr/lib/systemd/system/docker.socket',
  '755 0 0 root root directory /etc/docker',
  '- /etc/docker/certs.d',
  '644 0 0 root root regular file /etc/docker/daemon.json',
  '660 0 998 root docker socket /run/docker.sock',
  '644 0 0 root root regular file /etc/default/docker',
  '- /etc/sysconfig/docker',
  '660 0 0 root root socket /run/containerd/containerd.sock',
  '755 0 0 root root regular file /usr/bin/dockerd',
  '711 0 0 root root directory /run/containerd',
  '710 0 0 root root directory /var/lib/docker',
  '644 0 0 root root regular file /etc/containerd/config.toml',
  '755 0 0 root root regular file /usr/bin/containerd',
  '- /usr/bin/containerd-shim',
  '- /usr/bin/containerd-shim-runc-v1',
  '755 0 0 root root regular file /usr/bin/containerd-shim-runc-v2',
  '755 0 0 root root regular file /usr/bin/runc',
];
