import { expect, it } from 'vitest';
import { aFirewall } from './firewall-samples.js';
import type { PublishedAddress } from './port-match.js';
import { findExposedPorts } from './published-exposure.js';

const port: PublishedAddress = { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' };

function answer(rules: readonly string[] | null, outside: readonly string[] | null = ['eth0']): string {
  const { violations, unknown } = findExposedPorts(aFirewall(rules), [port], outside, [443]);
  if (violations.length > 0) return 'exposed';
  return unknown.length > 0 ? 'unknown' : 'restricted';
}

it.each([
  ['no rule', ['-j RETURN'], 'exposed'],
  [
    'all but a block dropped',
    [
      '! -s 10.0.0.0/8 -i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP',
      '-j RETURN',
    ],
    'restricted',
  ],
  ['a block let in, the rest dropped', ['-s 10.0.0.0/8 -j RETURN', '-i eth0 -j REJECT'], 'restricted'],
  ["the container's port dropped", ['-i eth0 -p tcp -m tcp --dport 80 -j DROP'], 'restricted'],
  [
    'the published port dropped where the chain sees another',
    ['-i eth0 -p tcp -m tcp --dport 8080 -j DROP'],
    'exposed',
  ],
  ['some addresses shut out', ['-s 192.0.2.0/24 -j DROP'], 'exposed'],
  ['the way out dropped', ['-o eth0 -j DROP'], 'unknown'],
  ['everybody let in before', ['-i eth0 -p tcp -j ACCEPT', '-i eth0 -j DROP'], 'exposed'],
  ['a limit', ['-i eth0 -m limit --limit 3/min -j DROP'], 'unknown'],
  ['what was translated dropped', ['-m conntrack --ctstate DNAT --ctorigdstport 8080 -j DROP'], 'restricted'],
  ['what was not translated dropped', ['-m conntrack ! --ctstate DNAT -j DROP'], 'exposed'],
  ['another interface', ['-i wlan0 -j DROP'], 'exposed'],
])('%s: %j is %s', (_name, rules, expected) => {
  expect(answer(rules)).toBe(expected);
});

it('does not decide by rules for an interface of which it is not known whether it leads out', () => {
  expect(answer(['-i eth0 -j DROP'], null)).toBe('unknown');
  expect(answer(['! -i docker0 -j DROP'], null)).toBe('restricted');
  expect(answer(null)).toBe('unknown');
});

it('leaves out ports on one address and those that are meant for everybody, and looks at both families', () => {
  const of = (hostIp: string, hostPort: number) =>
    findExposedPorts(aFirewall([]), [{ ...port, hostIp, hostPort }], null, [443]).violations.map(
      ({ family }) => family,
    );
  expect(of('127.0.0.1', 8080)).toEqual([]);
  expect(of('0.0.0.0', 443)).toEqual([]);
  expect(of('', 8080)).toEqual(['ipv4', 'ipv6']);
  expect(of('::', 8080)).toEqual(['ipv6']);
});
