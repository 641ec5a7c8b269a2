import { describe, expect, it } from 'vitest';
import { aContainer } from '../checks/example-container.js';
import { aBundle, anInfo } from '../checks/example-host.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import { hostAdapter } from './host.adapter.js';
import { defaultReadOptions } from './input-adapter.js';
import { recogniseInput } from './read-input.js';

function factsOf(text: string, name = 'host.json'): HostFacts {
  const read = hostAdapter.read(text, { ...defaultReadOptions, name });
  if (!read.ok) throw new Error(read.problem.message.en);
  return read.facts;
}
const ofParts = (parts: Partial<Record<HostPart, string>>) => factsOf(aBundle(parts));

describe('the adapter of hosts', () => {
  it('knows a bundle, a daemon.json by its name and what docker info prints', () => {
    expect(recogniseInput(aBundle({ containers: aContainer() }), '')?.id).toBe('host');
    expect(recogniseInput('{ "icc": false }', 'etc/docker/daemon.json')?.id).toBe('host');
    expect(recogniseInput(anInfo(), 'info.json')?.id).toBe('host');
    expect(recogniseInput(aContainer(), 'x.json')?.id).toBe('container');
    expect(recogniseInput('{ "icc": false }', 'other.json')).toBeNull();
    expect(factsOf(anInfo()).format).toBe('docker-info');
    expect(factsOf('{ "icc": false }').format).toBe('daemon-json');
  });

  it('refuses what is no bundle, and a version it does not know', () => {
    const read = (text: string) => hostAdapter.read(text, defaultReadOptions).ok;
    expect(read(aBundle().replace('"version":1', '"version":2'))).toBe(false);
    expect(read('{ "format": "ironhull-host-bundle", "version": 1 }')).toBe(false);
    expect(read('[]')).toBe(false);
    expect(read('{')).toBe(false);
  });

  it('tells who was looked at, and by whom', () => {
    expect(factsOf(aBundle())).toMatchObject({
      collectedAt: '2026-06-01T00:00:00.000Z',
      machineId: 'a'.repeat(64),
      hostname: 'node-1',
      isRoot: true,
      containers: null,
      problems: [],
    });
  });

  it('takes what the running daemon tells before what is written, and notes the source', () => {
    const { settings } = ofParts({
      'docker-info': anInfo({ LoggingDriver: 'local', LiveRestoreEnabled: true }),
      'daemon-json': '{ "log-driver": "syslog", "live-restore": true, "icc": false }',
      'daemon-arguments': 'dockerd\n-H\nfd://\n--host=tcp://0.0.0.0:2376\n--tlsverify',
    }).daemon;
    expect(settings).toMatchObject({
      logDriver: { value: 'local', source: 'info' },
      liveRestore: { value: true, source: 'daemon.json' },
      icc: { value: false, source: 'daemon.json' },
      hosts: { value: ['fd://', 'tcp://0.0.0.0:2376'], source: 'flag' },
      tlsVerify: { value: true, source: 'flag' },
      iptables: { value: true, source: 'default' },
    });
  });

  it('takes nothing for a default unless both the file and the flags are known', () => {
    expect(ofParts({ 'daemon-json': '{}' }).daemon.settings.icc).toBeNull();
    expect(ofParts({ 'daemon-arguments': 'dockerd' }).daemon.settings.icc).toBeNull();
    const absent = ofParts({ 'daemon-arguments': 'dockerd', files: '- /etc/docker/daemon.json' });
    expect(absent.daemon.settings.icc).toEqual({ value: true, source: 'default' });
    expect(factsOf('{}').daemon.settings.icc).toEqual({ value: true, source: 'default' });
  });

  it('tells what is wrong with daemon.json', () => {
    const { configuration } = ofParts({
      'daemon-json': '{ "icc": "no", "log-level": "info", "hosts": [], "colour": 1 }',
      'daemon-arguments': 'dockerd\n-H\nfd://\n--log-level=warn',
    }).daemon;
    expect(configuration).toEqual({
      error: null,
      unknownKeys: ['colour'],
      wrongTypes: ['icc'],
      conflicts: ['hosts', 'log-level'],
      keys: ['colour', 'hosts', 'icc', 'log-level'],
    });
    expect(factsOf('{', 'daemon.json').daemon.configuration?.error).toMatch(/no JSON/);
  });

  it('reads the parts of lines', () => {
    const { machine } = ofParts({
      files:
        '644 0 0 root root regular file /etc/docker/daemon.json\n- /etc/default/docker\n660 0 998 root docker socket /run/docker.sock',
      groups: 'docker:x:998:alice,bob',
      mounts: '36 35 98:0 / /var/lib/my\\040docker rw,noatime shared:1 - ext4 /dev/sda1 rw',
      kernel: 'Linux 6.8.0-45-generic #45-Ubuntu SMP x86_64',
      'kernel-config': 'CONFIG_USER_NS=y',
      sysctl: 'user.max_user_namespaces = 127234',
      subuid: 'dockremap:165536:65536',
      lsm: 'lockdown,capability,apparmor',
      selinux: 'Enforcing\n',
      'os-release': 'ID=debian\nVERSION_ID="13"',
    });
    expect(machine).toMatchObject({
      files: {
        '/etc/docker/daemon.json': { mode: 0o644, user: 'root', type: 'regular file' },
        '/etc/default/docker': null,
        '/run/docker.sock': { mode: 0o660, group: 'docker', gid: 998 },
      },
      groups: [{ name: 'docker', gid: 998, members: ['alice', 'bob'] }],
      mountPoints: ['/var/lib/my docker'],
      kernelRelease: '6.8.0-45-generic',
      hasUserNamespaces: true,
      maxUserNamespaces: 127_234,
      subuid: [{ user: 'dockremap', start: 165_536, count: 65_536 }],
      securityModules: ['lockdown', 'capability', 'apparmor'],
      selinuxMode: 'enforcing',
      osRelease: { id: 'debian', versionId: '13' },
    });
  });

  it('reads sockets as ss and as the kernel tells them', () => {
    const { sockets } = ofParts({
      listeners: [
        'tcp LISTEN 0 4096 *:2375 *:* users:(("dockerd",pid=7,fd=3))',
        'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*',
        'tcp LISTEN 0 128 [::1]:631 [::]:*',
        '# /proc/net/tcp',
        '  sl  local_address rem_address   st tx_queue',
        '   0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1',
        '   1: 0100007F:0278 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1 1',
        '   2: 00000000000000000000000000000000:0946 00000000000000000000000000000000:0000 0A 0 0 0',
      ].join('\n'),
    }).machine;
    expect(sockets?.map(({ address, port, process }) => [address, port, process])).toEqual([
      ['0.0.0.0', 2375, 'dockerd'],
      ['127.0.0.53', 53, null],
      ['::1', 631, null],
      ['127.0.0.1', 631, null],
      ['::', 2374, null],
    ]);
  });

  it('reads watches of the audit in both ways of writing', () => {
    const { auditWatches } = ofParts({
      'audit-rules': [
        '# loaded',
        '-w /usr/bin/dockerd -p wa -k docker',
        '-a always,exit -F arch=b64 -F path=/usr/bin/runc -F perm=rwxa -F key=docker',
        '-a never,exit -F path=/usr/bin/containerd',
        '# stored',
        '-w /etc/docker/ -k docker',
        '-D',
      ].join('\n'),
    }).machine;
    expect(auditWatches).toEqual([
      { path: '/usr/bin/dockerd', permissions: 'wa', origin: 'loaded' },
      { path: '/usr/bin/runc', permissions: 'rwxa', origin: 'loaded' },
      { path: '/etc/docker', permissions: 'rwxa', origin: 'stored' },
    ]);
  });

  it('reads the containers with their processes, and counts them', () => {
    const facts = ofParts({
      containers: aContainer(),
      processes: '4f66ad9a0b2e 31 0 /app --serve',
      images: '[{ "Id": "sha256:2" }, { "Id": "sha256:3" }, { "Id": "sha256:3" }]',
    });
    expect(facts.containers?.workloads).toHaveLength(1);
    expect(facts.containers?.containers?.[0]?.processes).toEqual([
      { pid: 31, hostUid: 0, containerUid: null, command: '/app --serve' },
    ]);
    expect(facts.machine.inventory).toEqual({ images: 2, usedImages: 1, containers: 1, running: 1 });
  });

  it('knows what the tags of containers mean now', () => {
    const container = {
      Id: 'a',
      Name: '/a',
      Image: 'sha256:1',
      State: {},
      HostConfig: {},
      Config: { Image: 'shop' },
    };
    const facts = ofParts({
      containers: JSON.stringify([container, { ...container, Config: { Image: 'blog:2' } }]),
      images: '[{ "Id": "sha256:2", "RepoTags": ["shop:latest"] }, { "Id": "sha256:3", "RepoTags": null }]',
    });
    expect(facts.containers?.containers?.map(({ tagImageId }) => tagImageId)).toEqual(['sha256:2', null]);
  });

  it('makes parts that cannot be read, or not whole, unknown by name', () => {
    const facts = factsOf(
      JSON.stringify({
        ...(JSON.parse(aBundle()) as object),
        parts: {
          'docker-info': { status: 'ok', text: '{"ServerErrors": ["no socket"]}' },
          groups: { status: 'ok', text: 'docker:x:998:a\nrubbish' },
          containers: { status: 'ok', text: '{"a"' },
          networks: { status: 'ok', text: '{}' },
          files: { status: 'denied', reason: 'not root' },
          mounts: { status: 'ok' },
          sysctl: 7,
          'daemon-json': { status: 'missing', reason: 'no such file' },
        },
      }),
    );
    expect(facts.problems.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
      'docker-info: the daemon did not answer',
      'containers: it is no JSON',
      'networks: it is no list',
      'files: not root',
      'mounts: it has no text',
      'groups: its entry 2 is not as expected',
      'sysctl: it is no object',
    ]);
    expect(facts.machine).toMatchObject({ files: null, mountPoints: null, inventory: null });
    expect(facts.machine.groups).toHaveLength(1);
    expect(facts.parts['daemon-json'].status).toBe('missing');
    expect(facts.parts['kernel'].status).toBe('absent');
  });
});
