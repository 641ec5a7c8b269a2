import { expect, it } from 'vitest';
import { aFirewall, dockerHostRules, guideRules } from './firewall-samples.js';
import { findMissingIpv6Rules, findOpenForwarding } from './firewall-coverage.js';
import { parseIptablesSave } from './iptables-save.js';

it("finds that the guide's rules leave IPv6 open", () => {
  const { violations, unknown } = findMissingIpv6Rules(aFirewall(guideRules, ['-j RETURN']));
  expect(unknown).toEqual([]);
  expect(violations).toMatchObject([{ family: 'ipv6', chain: 'DOCKER-USER', rule: null }]);
});

it('passes rules for both, and none for either', () => {
  const none = { violations: [], unknown: [] };
  expect(findMissingIpv6Rules(aFirewall(guideRules, ['-d fd00:ec2::254/128 -j DROP']))).toEqual(none);
  expect(findMissingIpv6Rules(aFirewall(['-j RETURN'], []))).toEqual(none);
});

it('does not decide where the rules of one are not known', () => {
  expect(findMissingIpv6Rules(aFirewall(guideRules, null))).toMatchObject({ violations: [], unknown: [{}] });
  expect(findMissingIpv6Rules(aFirewall(null))).toMatchObject({ violations: [], unknown: [{}] });
});

it('finds FORWARD open by its policy, for each family', () => {
  const open = { ...aFirewall([]), iptables: parseIptablesSave(dockerHostRules([], 'ACCEPT'), 'ip') };
  expect(findOpenForwarding(open, 'ipv4').violations).toMatchObject([{ family: 'ipv4', chain: 'FORWARD' }]);
  expect(findOpenForwarding(open, 'ipv6')).toEqual({ violations: [], unknown: [] });
  expect(findOpenForwarding(aFirewall(null), 'ipv4')).toMatchObject({ violations: [], unknown: [{}] });
});
