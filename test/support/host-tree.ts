import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes what a collector reads of a host's files into a folder: secrets among it, and one file that nobody may read. */
export async function writeHostTree(host: string): Promise<void> {
  await mkdir(join(host, 'etc/docker'), { recursive: true });
  await mkdir(join(host, 'closed'), { mode: 0o755 });
  await writeFile(
    join(host, 'etc/docker/daemon.json'),
    '{\n  "log-opts": {"splunk-token": "hunter2-splunk", "tag": "x"},\n  "tlskey":\t"/etc/docker/key.pem"\n}\n',
  );
  await writeFile(join(host, 'etc/group'), 'docker:$6$salt$hunter2:999:ann,bob\n');
  await writeFile(join(host, 'etc/machine-id'), '0123456789abcdef0123456789abcdef\n');
  await writeFile(join(host, 'etc/subuid'), 'ann:100000:65536\n');
  await chmod(join(host, 'etc/subuid'), 0o000);
  await writeTree(host, {
    'etc/iptables/rules.v4': '*filter\n-A DOCKER-USER -j DROP\nCOMMIT',
    'etc/audit/rules.d/docker.rules': '-w /usr/bin/dockerd -k docker',
    'etc/environment': 'LANG=C\nexport DOCKER_CONTENT_TRUST="1" # all\nAPI_TOKEN=hunter2\n',
    'etc/ufw/ufw.conf': 'ENABLED=no\n',
    'etc/falco/falco.yaml': 'metrics:\n  output_file: /var/falco.txt\n',
    'var/falco.txt': '',
    'lib/systemd/system/netfilter-persistent.service': '',
    'lib/systemd/system/nftables.service': '',
    'sys/class/dmi/id/sys_vendor': 'Amazon EC2\n',
    'sys/class/dmi/id/chassis_asset_tag': 'belongs to ann\n',
    'var/lib/docker/swarm/docker-state.json': '{"ListenAddr":"0.0.0.0:2377"}',
    'etc/tls/ca.pem': '',
  });
  await utimes(join(host, 'var/falco.txt'), 1_700_000_000, 1_700_000_000);
  const wants = join(host, 'etc/systemd/system/multi-user.target.wants');
  await mkdir(wants, { recursive: true });
  for (const name of ['netfilter-persistent', 'ufw'])
    await symlink(`/lib/systemd/system/${name}.service`, join(wants, `${name}.service`));
  await writeProcesses(host);
}

async function writeProcesses(host: string): Promise<void> {
  for (const [pid, comm, cgroup, command] of [
    [
      '7',
      'dockerd',
      '0::/system.slice/docker.service',
      ['dockerd', '--icc=false', '--tlscacert', '/etc/tls/ca.pem', '--log-opt', 'splunk-token=hunter2', ''],
    ],
    [
      '8',
      'mysqld',
      `0::/system.slice/docker-${'b'.repeat(64)}.scope`,
      ['mysql', '-phunter2', '--password', 'hunter2 x', 'a b', ''],
    ],
    ['1', 'systemd', '0::/init.scope', ['init', '']],
  ] as const) {
    await mkdir(join(host, 'proc', pid), { recursive: true });
    await writeFile(join(host, 'proc', pid, 'comm'), `${comm}\n`);
    await writeFile(join(host, 'proc', pid, 'cgroup'), `${cgroup}\n`);
    await writeFile(join(host, 'proc', pid, 'status'), `Name:\t${comm}\nUid:\t0\t0\t0\t0\n`);
    await writeFile(join(host, 'proc', pid, 'cmdline'), command.join('\0'));
  }
}

async function writeTree(root: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
