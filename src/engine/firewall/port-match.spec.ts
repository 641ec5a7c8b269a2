import { expect, it } from 'vitest';
import { aFirewall, guideRules } from './firewall-samples.js';
import { findMisreadPorts, type PublishedAddress } from './port-match.js';

const published = (hostPort: number, containerPort: number): PublishedAddress => ({
  hostIp: '',
  hostPort,
  containerPort,
  protocol: 'tcp',
});
const rulesFound = (rules: readonly string[], ports: readonly PublishedAddress[]) =>
  findMisreadPorts(aFirewall(rules), ports).violations.map(({ rule }) => rule);

it("finds the guide's rules on port 8080 of -p 8080:80 wrong, and says what is right", () => {
  const { violations, unknown } = findMisreadPorts(aFirewall(guideRules), [published(8080, 80)]);
  expect(unknown).toEqual([]);
  expect(violations.map(({ rule }) => rule)).toEqual([3, 4]);
  expect(violations[0]?.reason.en).toBe(
    'rule 3 names the published port 8080, but the chain sees port 80, after the translation (DNAT): match -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL; without an interface it also meets what containers send to that port elsewhere',
  );
});

it.each([
  ['the original port', '-p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP'],
  ["the container's port", '-i eth0 -p tcp -m tcp --dport 80 -j DROP'],
  ['a port that is not published', '-p tcp -m tcp --dport 9999 -j DROP'],
  ['another protocol', '-p udp -m udp --dport 8080 -j DROP'],
])('passes %s', (_name, rule) => {
  expect(rulesFound([rule], [published(8080, 80)])).toEqual([]);
});

it('passes a port that is published as itself', () => {
  expect(rulesFound(['-p tcp -m tcp --dport 8080 -j DROP'], [published(8080, 8080)])).toEqual([]);
});

it.each([
  ['one of several ports', '-p tcp -m multiport --dports 80,8080 -j DROP'],
  ['a range', '-p tcp -m tcp --dport 8000:8100 -j DROP'],
  ['a negated port', '-i eth0 -p tcp -m tcp ! --dport 8080 -j DROP'],
])('finds %s', (_name, rule) => {
  expect(rulesFound([rule], [published(8080, 80)])).toEqual([1]);
});

it('does not decide where the published ports are not known, but for rules without ports', () => {
  expect(findMisreadPorts(aFirewall(guideRules), null)).toMatchObject({ violations: [], unknown: [{}] });
  expect(findMisreadPorts(aFirewall(['-s 192.0.2.1/32 -j DROP']), null)).toEqual({
    violations: [],
    unknown: [],
  });
});
