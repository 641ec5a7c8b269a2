import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInput } from '../adapters/read-input.js';
import { aContainer } from '../checks/example-container.js';
import { aBundle, anInfo } from '../checks/example-host.js';
import { driftKinds, type DriftKind } from '../model/drift-facts.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import { compareHosts } from './host-drift.js';

type Parts = Parameters<typeof aBundle>[0];

function facts(parts: Parts): HostFacts {
  const read = readInput('host', aBundle(parts), {});
  if (!read.ok || read.facts.kind !== 'host') throw new Error('it was not read');
  // As it comes back from where it is stored.
  return JSON.parse(JSON.stringify(read.facts)) as HostFacts;
}

/** `element: before → after` of the changes of one kind. */
function changes(kind: DriftKind, before: Parts, after: Parts): string[] {
  return compareHosts(facts(before), facts(after))
    .changes.filter((change) => change.kind === kind)
    .map((change) => `${change.element}: ${change.before} → ${change.after}`);
}

const containers = (...all: readonly Readonly<Record<string, unknown>>[]) => ({
  containers: JSON.stringify(all.map((parts) => (JSON.parse(aContainer(parts)) as unknown[])[0])),
});
const web = { Name: '/web' };
const iptables = (...rules: readonly string[]) =>
  [
    '*filter',
    ':INPUT ACCEPT [7:420]',
    ':DOCKER-USER - [0:0]',
    ':DOCKER - [0:0]',
    ...rules,
    'COMMIT',
    '',
  ].join('\n');
const nft = (...rules: readonly object[]) =>
  JSON.stringify({
    nftables: [
      { table: { family: 'inet', name: 'own' } },
      {
        chain: {
          family: 'inet',
          table: 'own',
          name: 'input',
          type: 'filter',
          hook: 'input',
          prio: 0,
          policy: 'drop',
        },
      },
      ...rules.map((expr) => ({ rule: { family: 'inet', table: 'own', chain: 'input', expr: [expr] } })),
    ],
  });

const cases: readonly (readonly [string, DriftKind, Parts, Parts, readonly string[]])[] = [
  ['a new container', 'containers', containers(), containers(web), ['web: null → app:1 222222222222']],
  ['one that is gone', 'containers', containers(web), containers(), ['web: app:1 222222222222 → null']],
  [
    'another image',
    'containers',
    containers(web),
    containers({ ...web, Image: `sha256:${'3'.repeat(64)}` }),
    ['web: app:1 222222222222 → app:1 333333333333'],
  ],
  [
    'a container that was restarted',
    'containers',
    containers(web),
    containers({ ...web, Id: 'other', State: { Status: 'exited' } }),
    [],
  ],
  [
    'how one is kept in',
    'container-settings',
    containers(web),
    containers({ ...web, HostConfig: { Privileged: true, ReadonlyRootfs: true }, Config: { User: 'root' } }),
    ['web read-only root: no → yes', 'web user: 1000 → root'],
  ],
  ['how a new one is kept in', 'container-settings', containers(), containers(web), []],
  [
    'published ports',
    'ports',
    containers({
      ...web,
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } },
    }),
    containers({ ...web, HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } } }),
    ['0.0.0.0:8080/tcp: null → web:80', '127.0.0.1:8080/tcp: web:80 → null'],
  ],
  [
    'a name that means another image',
    'images',
    { images: '[{ "Id": "sha256:11", "RepoTags": ["a:1"] }, { "Id": "sha256:22" }]' },
    { images: '[{ "Id": "sha256:33", "RepoTags": ["a:1"] }]' },
    ['22: 22 → null', 'a:1: 11 → 33'],
  ],
  [
    'settings of the daemon',
    'daemon',
    { 'daemon-json': '{ "icc": false }', 'daemon-arguments': 'dockerd' },
    { 'daemon-json': '{ "icc": true, "insecure-registries": ["a.lan"] }', 'daemon-arguments': 'dockerd' },
    ['icc: no → yes', 'insecureRegistries: none → a.lan'],
  ],
  [
    'the version of the daemon',
    'daemon',
    { 'docker-info': anInfo() },
    { 'docker-info': anInfo({ ServerVersion: '29.0.0' }) },
    ['version: 28.5.1 → 29.0.0'],
  ],
  [
    'modes and owners of files, and files that come and go',
    'files',
    {
      files:
        '660 0 999 root docker socket /run/docker.sock\n644 0 0 root root file /a\n- /b\n644 0 0 root root file /c',
    },
    { files: '666 0 0 root root socket /run/docker.sock\n- /a\n644 0 0 root root file /b' },
    [
      '/a: 0644 root (0):root (0) file → null',
      '/b: null → 0644 root (0):root (0) file',
      '/run/docker.sock: 0660 root (0):docker (999) socket → 0666 root (0):root (0) socket',
    ],
  ],
  [
    'rules of the firewall, but for counters and what Docker writes',
    'firewall',
    { iptables: iptables('-A INPUT -p tcp --dport 22 -j DROP', '-A DOCKER -d 172.17.0.2/32 -j ACCEPT') },
    { iptables: iptables('-A DOCKER-USER -s 10.0.0.0/8 -j RETURN').replace('7:420', '9:900') },
    [
      'iptables ip filter DOCKER-USER: -A DOCKER-USER -s 10.0.0.0/8 -j RETURN: null → 1 ×',
      'iptables ip filter INPUT: -A INPUT -p tcp --dport 22 -j DROP: 1 × → null',
    ],
  ],
  [
    'rules in nftables',
    'firewall',
    { nft: nft({ accept: null }, { counter: { packets: 1, bytes: 60 } }) },
    { nft: nft({ drop: null }, { counter: { packets: 2, bytes: 120 } }) },
    [
      'nft inet own input: [{"accept":null}]: 1 × → null',
      'nft inet own input: [{"drop":null}]: null → 1 ×',
    ].map((line) => line),
  ],
  [
    'sockets',
    'listeners',
    { listeners: 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))' },
    {
      listeners:
        'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\ntcp LISTEN 0 128 [::]:2375 [::]:* users:(("dockerd",pid=9,fd=3))',
    },
    ['[::]:2375/tcp: null → dockerd'],
  ],
  [
    'the kernel',
    'kernel',
    { kernel: 'Linux 6.1.0-1 #1 SMP x86_64', lsm: 'lockdown,apparmor' },
    { kernel: 'Linux 6.1.0-2 #1 SMP x86_64', lsm: 'lockdown' },
    ['release: 6.1.0-1 → 6.1.0-2', 'security modules: apparmor, lockdown → lockdown'],
  ],
  [
    'members of groups',
    'groups',
    { groups: 'docker:x:999:\nold:x:5:' },
    { groups: 'docker:x:999:ann,bob' },
    ['docker: 999: none → 999: ann, bob', 'old: 5: none → null'],
  ],
  [
    'parameters of the kernel',
    'sysctls',
    { sysctl: 'net.ipv4.ip_forward = 0' },
    { sysctl: 'net.ipv4.ip_forward = 1\nkernel.sysrq = 1' },
    ['net.ipv4.ip_forward: 0 → 1'],
  ],
];

describe('what changed on a host', () => {
  it.each(cases)('tells %s', (_, kind, before, after, expected) => {
    expect(changes(kind, before, after)).toEqual(expected);
  });

  it('names the kinds that one of the two bundles does not tell, or not wholly, and takes none of that for a change', () => {
    const denied = { status: 'denied', reason: 'only root may' } as const;
    const before = { groups: 'docker:x:999:', kernel: 'Linux 6 #1', ...containers(web), listeners: '' };
    const after = { groups: denied, kernel: 'Linux 6 #1', containers: '[{}]', listeners: '' };
    const drift = compareHosts(facts(before), facts(after));
    expect(drift.changes).toEqual([]);
    expect(drift.uncompared).toEqual(driftKinds.filter((kind) => !['kernel', 'listeners'].includes(kind)));
  });

  it('tells of rules that stand in another order where they are the same', () => {
    const [a, b] = ['-A INPUT -s 10.0.0.1/32 -j DROP', '-A INPUT -j ACCEPT'];
    const told = changes('firewall', { iptables: iptables(a, b) }, { iptables: iptables(b, a) });
    expect(told).toEqual([expect.stringMatching(/^order of rules: [0-9a-f]{12} → [0-9a-f]{12}$/)]);
  });

  it('compares no tool of the firewall that the host has not, but tells where none tells', () => {
    const missing = { status: 'missing', reason: 'nft is not installed' } as const;
    const rest = { ip6tables: missing, nft: missing };
    const both = { iptables: iptables(), ...rest };
    expect(compareHosts(facts(both), facts(both)).uncompared).not.toContain('firewall');
    const none = { iptables: missing, ...rest };
    expect(compareHosts(facts(none), facts(none)).uncompared).toContain('firewall');
    expect(compareHosts(facts(both), facts(none)).uncompared).toContain('firewall');
  });

  it('is bounded, and says how much more there is', () => {
    const many = (count: number) => ({
      groups: Array.from({ length: count }, (_, index) => `g${index}:x:${index}:${'m'.repeat(1_000)}`).join(
        '\n',
      ),
    });
    const drift = compareHosts(facts(many(0)), facts(many(500)));
    expect([drift.changes.length, drift.omitted]).toEqual([50, 450]);
    for (const { element, after } of drift.changes)
      expect(Math.max(element.length, after?.length ?? 0)).toBeLessThan(220);
  });

  it('is nothing between a bundle and itself, whatever it holds, and never throws', () => {
    const text = fc.oneof(
      fc.constantFrom('[]', '{}', '[{}]', anInfo(), aContainer(), 'a:x:1:b', '*filter\nCOMMIT'),
      fc.string(),
    );
    const names: readonly HostPart[] = [
      'containers',
      'images',
      'docker-info',
      'groups',
      'iptables',
      'nft',
      'files',
      'sysctl',
    ];
    const parts = fc.record(Object.fromEntries(names.map((name) => [name, text])), { requiredKeys: [] });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const [a, b] = [facts(one), facts(other)];
        expect(compareHosts(a, a).changes).toEqual([]);
        const there = compareHosts(a, b);
        const back = compareHosts(b, a);
        expect(back.uncompared).toEqual(there.uncompared);
        expect(back.changes.map(({ before, after }) => [after, before])).toEqual(
          there.changes.map(({ before, after }) => [before, after]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
