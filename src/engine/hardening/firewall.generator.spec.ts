import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from '../checks/example-host.js';
import { aFirewall } from '../firewall/firewall-samples.js';
import { findMissingIpv6Rules } from '../firewall/firewall-coverage.js';
import { findReachableMetadata } from '../firewall/metadata-reach.js';
import { findMisreadPorts } from '../firewall/port-match.js';
import { findExposedPorts } from '../firewall/published-exposure.js';
import { findShadowedRules } from '../firewall/rule-order.js';
import { dockerUserRules, isSource, metadataAddresses } from './docker-user-rules.js';
import { hardened } from './hardening-samples.js';
import type { PortRule } from './hardening-settings.js';

const ports: readonly PortRule[] = [
  { port: 8080, protocol: 'tcp', sources: ['192.168.1.100', '10.0.0.0/8', 'fd00::/8'] },
  { port: 53, protocol: 'udp', sources: [] },
];
const fileOf = (report: ReturnType<typeof hardened>, name: string) =>
  report.products.find(({ fileName }) => fileName === name)?.text ?? '';

describe('the rules of DOCKER-USER', () => {
  it('have no fault in the eyes of this product', () => {
    const firewall = aFirewall(dockerUserRules(ports, 'ipv4'), dockerUserRules(ports, 'ipv6'));
    const published = { hostIp: '', containerPort: 80, protocol: 'tcp' } as const;
    const wide = ['0.0.0.0', '::'].map((hostIp) => ({ ...published, hostIp, hostPort: 8080 }));
    const well = { violations: [], unknown: [] };
    expect(findShadowedRules(firewall)).toEqual(well);
    expect(findMisreadPorts(firewall, [{ ...published, hostPort: 8080 }])).toEqual(well);
    expect(findMissingIpv6Rules(firewall)).toEqual(well);
    expect(findExposedPorts(firewall, wide, null, [])).toEqual(well);
    const addresses = metadataAddresses.map((address) => address.replace(/\/.*/, ''));
    expect(findReachableMetadata(firewall, addresses, null)).toEqual(well);
    expect(
      findExposedPorts(firewall, [{ ...published, hostIp: '0.0.0.0', hostPort: 9 }], null, []),
    ).not.toEqual(well);
  });

  it('allow before they deny, each family its own sources', () => {
    const order = dockerUserRules(ports, 'ipv4').filter((rule) => rule.includes('8080'));
    expect(order.map((rule) => [/-s (\S+)/.exec(rule)?.[1], rule.split(' ').at(-1)])).toEqual([
      ...[
        ['192.168.1.100', 'RETURN'],
        ['10.0.0.0/8', 'RETURN'],
      ],
      [undefined, 'DROP'],
    ]);
    expect(dockerUserRules(ports, 'ipv6').join('\n')).not.toContain('192.168');
  });

  it('are written so that shellcheck has nothing to say, where it is installed', () => {
    const script = fileOf(hardened('host', null, ['firewall'], { ports }), 'docker-user.sh');
    expect(spawnSync('sh', ['-n'], { input: script }).status).toBe(0);
    const { status, stdout } = spawnSync('shellcheck', ['-'], { input: script, encoding: 'utf8' });
    expect([status ?? 0, stdout ?? '']).toEqual([0, '']);
  });

  it('name ports that are open to everyone, and leave them', () => {
    const inspected = JSON.stringify([
      {
        ...{ Name: '/web', Config: { Image: 'nginx:1.27' } },
        HostConfig: {
          PortBindings: {
            '80/tcp': [{ HostIp: '', HostPort: '8080' }],
            '81/tcp': [{ HostIp: '127.0.0.1', HostPort: '8081' }],
            '82/tcp': [{ HostIp: '0.0.0.0', HostPort: '8082' }],
          },
        },
      },
    ]);
    const report = hardened('host', aBundle({ containers: inspected }), ['firewall'], { ports });
    expect(report.products[0]?.open.map(({ message }) => message.en)).toEqual([
      'Port 8082/tcp is published to everyone: say who may reach it.',
    ]);
  });

  it.each([
    ['iptables: false', aBundle({ 'daemon-json': '{ "iptables": false }', 'daemon-arguments': 'dockerd' })],
    ['nftables', aBundle({ 'docker-info': anInfo({ FirewallBackend: { Driver: 'nftables' } }) })],
  ])('are not made where nothing leads to them: %s', (_name, text) => {
    expect(hardened('host', text, ['firewall'])).toMatchObject({
      products: [],
      left: [{ generator: 'firewall' }],
    });
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0',
    '010.0.0.1',
    'fd00::/129',
    '1.2.3.4; reboot',
    '$(id)',
    '',
    '1.2.3.4/08',
    '::/0/0',
  ])('take no source that is none: %s', (source) => {
    expect(isSource(source)).toBe(false);
    const rule: PortRule = { port: 1, protocol: 'tcp', sources: [source] };
    expect(hardened('host', null, ['firewall'], { ports: [rule] }).products).toEqual([]);
  });
});
