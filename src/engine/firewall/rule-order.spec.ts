import { expect, it } from 'vitest';
import { aFirewall, guideRules } from './firewall-samples.js';
import { findShadowedRules } from './rule-order.js';

const found = (rules: readonly string[]) => {
  const { violations, unknown } = findShadowedRules(aFirewall(rules));
  return { shadowed: violations.map(({ rule }) => rule), unknown: unknown.length };
};
const all = { shadowed: [], unknown: 0 };

it("finds the guide's ACCEPT below its DROP, and says why", () => {
  const { violations, unknown } = findShadowedRules(aFirewall(guideRules));
  expect(unknown).toEqual([]);
  expect(violations).toEqual([
    {
      family: 'ipv4',
      chain: 'DOCKER-USER',
      rule: 4,
      text: '-A DOCKER-USER -s 192.168.1.100/32 -p tcp -m tcp --dport 8080 -j ACCEPT',
      reason: {
        en: 'rule 4 (ACCEPT) is never reached: rule 3 (DROP) above it matches all that it matches; iptables -I puts a rule at the top, so the last one inserted comes first',
        zh: expect.stringContaining('第 4 条规则（ACCEPT）永远不会生效'),
      },
    },
  ]);
});

it.each([
  [
    'the ACCEPT first',
    ['-s 10.0.0.1/32 -p tcp -m tcp --dport 80 -j ACCEPT', '-p tcp -m tcp --dport 80 -j DROP', '-j RETURN'],
  ],
  ['a negated source', ['! -s 10.0.0.0/8 -i eth0 -j DROP', '-s 10.1.0.0/16 -i eth0 -j RETURN']],
  ['another port', ['-p tcp -m tcp --dport 80 -j DROP', '-p tcp -m tcp --dport 81 -j ACCEPT']],
  ['another protocol', ['-p tcp -j DROP', '-p udp -j ACCEPT']],
  ['a log line above', ['-j LOG --log-prefix x', '-p tcp -j DROP']],
  [
    'everything dropped before the RETURN that Docker adds',
    ['-s 10.0.0.0/8 -j RETURN', '-j DROP', '-j RETURN'],
  ],
  [
    'a match that is not understood in the lower rule',
    ['-p udp -j DROP', '-p tcp -m limit --limit 3/min -j ACCEPT'],
  ],
])('passes: %s', (_name, rules) => {
  expect(found(rules)).toEqual(all);
});

it.each([
  ['a rule after RETURN', ['-j RETURN', '-s 192.0.2.0/24 -j DROP'], [2]],
  ['a block within a block', ['-s 10.0.0.0/8 -j RETURN', '-s 10.1.2.0/24 -j REJECT'], [2]],
  [
    'a block outside of the negated one',
    ['! -s 10.0.0.0/8 -j DROP', '-s 192.168.1.0/24 -p tcp -j ACCEPT'],
    [2],
  ],
  [
    'a negated block within the same one',
    ['! -s 10.0.0.0/8 -j DROP', '! -s 10.0.0.0/8 -p tcp -j ACCEPT'],
    [2],
  ],
  [
    'a port of a range',
    ['-p tcp -m multiport --dports 80,8000:8010 -j DROP', '-p tcp -m tcp --dport 8005 -j ACCEPT'],
    [2],
  ],
  ['REJECT above RETURN', ['-i br-+ -j REJECT', '-i br-1a2b -s 10.0.0.0/8 -j RETURN', '-j RETURN'], [2]],
  [
    'a lower rule that is narrowed by something unknown',
    ['-p tcp -j DROP', '-p tcp -m limit --limit 3/min -j ACCEPT'],
    [2],
  ],
  ['the same rule again', ['-s 192.0.2.1/32 -j DROP', '-s 192.0.2.1/32 -j DROP'], [2]],
])('finds %s', (_name, rules, shadowed) => {
  expect(found(rules)).toEqual({ shadowed, unknown: 0 });
});

it('does not decide where the upper rule is narrowed by something unknown', () => {
  expect(found(['-p tcp -m limit --limit 3/min -j DROP', '-p tcp -m tcp --dport 80 -j ACCEPT'])).toEqual({
    shadowed: [],
    unknown: 1,
  });
});

it('looks at both families, and tells which is not known', () => {
  const firewall = aFirewall(null, ['-j RETURN', '-s 2001:db8::/32 -j DROP']);
  const { violations, unknown } = findShadowedRules(firewall);
  expect(violations).toMatchObject([{ family: 'ipv6', rule: 2 }]);
  expect(unknown).toMatchObject([{ en: 'the IPv4 rules of the firewall are not known' }]);
});

it('ends on a chain of any length, and says how far it came', () => {
  const rules = Array.from(
    { length: 5000 },
    (_, index) => `-s 10.0.${index >> 8}.${index & 255}/32 -p tcp -j ACCEPT`,
  );
  const { violations, unknown } = findShadowedRules(aFirewall(rules));
  expect(violations).toEqual([]);
  expect(unknown[0]?.en).toMatch(/^DOCKER-USER has 5000 rules; the first \d{4} were compared$/);
});
