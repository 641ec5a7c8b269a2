import { expect, it } from 'vitest';
import { aFirewall, dockerHostRules, guideRules } from './firewall-samples.js';
import { findIneffectiveRules } from './ineffective-rules.js';
import { parseIptablesSave } from './iptables-save.js';

const own = ['192.168.1.5', '172.17.0.1'];

it("finds the guide's rule on 127.0.0.1 to match nothing, and nothing else", () => {
  const { violations, unknown } = findIneffectiveRules(aFirewall(guideRules), own, 'iptables');
  expect(unknown).toEqual([]);
  expect(violations).toMatchObject([{ chain: 'DOCKER-USER', rule: 1, family: 'ipv4' }]);
  expect(violations[0]?.reason.en).toContain("127.0.0.1/32 is the container's own loopback");
});

it.each([
  ['an address of the host', '-d 172.17.0.1/32 -p tcp -m tcp --dport 22 -j DROP'],
  ['the loopback interface', '-i lo -j ACCEPT'],
  ['a source on loopback', '-s 127.0.0.0/8 -j DROP'],
])('finds %s', (_name, rule) => {
  expect(findIneffectiveRules(aFirewall([rule]), own, 'iptables').violations).toMatchObject([{ rule: 1 }]);
});

it.each([
  ['another address', '-d 192.168.1.6/32 -j DROP'],
  ['all but loopback', '! -d 127.0.0.0/8 -j DROP'],
  ['a block that holds more than the host', '-d 172.17.0.0/16 -j DROP'],
  ['what decides nothing', '-d 127.0.0.1/32 -j LOG'],
])('passes %s', (_name, rule) => {
  expect(findIneffectiveRules(aFirewall([rule]), own, 'iptables')).toEqual({ violations: [], unknown: [] });
});

it('looks at FORWARD too', () => {
  const text = dockerHostRules([]).replace(
    '-A FORWARD -j DOCKER-FORWARD',
    '-A FORWARD -d 127.0.0.1/32 -j DROP',
  );
  const firewall = { ...aFirewall([]), iptables: parseIptablesSave(text, 'ip') };
  expect(findIneffectiveRules(firewall, own, 'iptables').violations).toMatchObject([
    { chain: 'FORWARD', rule: 2 },
  ]);
});

it('finds the loopback address of IPv6', () => {
  const { violations } = findIneffectiveRules(aFirewall([], ['-d ::1/128 -j DROP']), own, null);
  expect(violations).toMatchObject([{ family: 'ipv6', rule: 1 }]);
});

it('decides about loopback only where the addresses of the host are not known', () => {
  expect(findIneffectiveRules(aFirewall(['-d 192.168.1.6/32 -j DROP']), null, null)).toMatchObject({
    violations: [],
    unknown: [{}],
  });
  expect(findIneffectiveRules(aFirewall(guideRules), null, null)).toMatchObject({
    violations: [{ rule: 1 }],
    unknown: [],
  });
});

it('finds every rule without effect where nothing leads to the chain', () => {
  const nftables = findIneffectiveRules(aFirewall(guideRules), own, 'nftables');
  expect(nftables.violations.map(({ rule }) => rule)).toEqual([1, 2, 3, 4]);
  const text = dockerHostRules(guideRules).replace('-A FORWARD -j DOCKER-USER\n', '');
  const firewall = { ...aFirewall([]), iptables: parseIptablesSave(text, 'ip') };
  const { violations } = findIneffectiveRules(firewall, own, 'iptables');
  expect(violations[0]?.reason.en).toBe('no chain leads to DOCKER-USER, so its rules are never tried');
});
