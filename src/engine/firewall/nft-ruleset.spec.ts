import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, FirewallRule } from './firewall.js';
import { nftMatch, nftRules } from './firewall-samples.js';
import { parseNftRuleset } from './nft-ruleset.js';

function ruleOf(expressions: readonly unknown[]): FirewallRule {
  const { tables, problems } = parseNftRuleset(nftRules([expressions]));
  expect(problems).toEqual([]);
  const rule = tables[0]?.chains.get('forward')?.rules[0];
  if (!rule) throw new Error('there is no rule');
  return rule;
}

const is = (field: Condition['field'], ...values: string[]): Condition => ({
  field,
  values,
  isNegated: false,
});
const not = (field: Condition['field'], ...values: string[]): Condition => ({
  field,
  values,
  isNegated: true,
});
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const meta = (key: string) => ({ meta: { key } });
const drop = { drop: null };

describe('a match of nft', () => {
  it.each<[string, unknown, readonly Condition[]]>([
    [
      'an address',
      nftMatch(payload('ip', 'daddr'), '169.254.169.254'),
      [is('family', 'ipv4'), is('destination', '169.254.169.254')],
    ],
    [
      'an address of IPv6',
      nftMatch(payload('ip6', 'daddr'), 'fd00:ec2::254'),
      [is('family', 'ipv6'), is('destination', 'fd00:ec2::254')],
    ],
    [
      'a block, negated',
      nftMatch(payload('ip', 'saddr'), { prefix: { addr: '10.0.0.0', len: 8 } }, '!='),
      [is('family', 'ipv4'), not('source', '10.0.0.0/8')],
    ],
    [
      'a range',
      nftMatch(payload('ip', 'saddr'), { range: ['10.0.0.1', '10.0.0.9'] }),
      [is('family', 'ipv4'), is('source', '10.0.0.1-10.0.0.9')],
    ],
    [
      'a named set',
      nftMatch(payload('ip', 'saddr'), '@admins'),
      [is('family', 'ipv4'), is('source', '10.0.0.0/8', '192.168.1.1')],
    ],
    [
      'ports',
      nftMatch(payload('tcp', 'dport'), { set: [22, { range: [80, 90] }] }),
      [is('protocol', 'tcp'), is('destination-port', '22', '80-90')],
    ],
    ['ports of any protocol', nftMatch(payload('th', 'dport'), 99), [is('destination-port', '99')]],
    [
      'interfaces',
      nftMatch(meta('iifname'), { set: ['br-*', 'docker0'] }),
      [is('in-interface', 'br-*', 'docker0')],
    ],
    [
      'states, as bits',
      nftMatch({ ct: { key: 'state' } }, ['established', 'related'], 'in'),
      [is('state', 'established', 'related')],
    ],
    [
      'the port before the translation',
      nftMatch({ ct: { key: 'proto-dst', dir: 'original' } }, 8080),
      [is('original-port', '8080')],
    ],
    ['the family', nftMatch(meta('nfproto'), 'ipv6'), [is('family', 'ipv6')]],
  ])('on %s', (_name, match, conditions) => {
    expect(ruleOf([match, drop])).toMatchObject({ conditions, unknown: [], target: { kind: 'drop' } });
  });

  it.each([
    ['a set that packets change', nftMatch(payload('ip', 'saddr'), '@banned')],
    ['a set that is not there', nftMatch(payload('ip', 'saddr'), '@none')],
    ['flags', nftMatch(payload('tcp', 'flags'), 'syn', 'in')],
    [
      'fields together',
      nftMatch(
        { concat: [payload('ip', 'saddr'), payload('tcp', 'dport')] },
        { set: [{ concat: ['192.0.2.1', 80] }] },
      ),
    ],
    ['an extension of iptables', { xt: { type: 'match', name: 'conntrack' } }],
    ['a rate', { limit: { rate: 3, burst: 5, per: 'minute' } }],
    ['states that must all hold', nftMatch({ ct: { key: 'state' } }, ['new', 'established'])],
    ['two things at once', { accept: null, drop: null }],
  ])('is kept as unknown: %s', (_name, match) => {
    expect(ruleOf([match, drop])).toMatchObject({
      conditions: [],
      unknown: [JSON.stringify(match)],
      target: { kind: 'drop' },
    });
  });
});

it.each<[unknown, FirewallRule['target']]>([
  [{ accept: null }, { kind: 'accept' }],
  [{ reject: { type: 'icmpv6', expr: 'admin-prohibited' } }, { kind: 'reject' }],
  [{ jump: { target: 'other' } }, { kind: 'jump', chain: 'other' }],
  [{ goto: { target: 'other' } }, { kind: 'goto', chain: 'other' }],
  [{ xt: { type: 'target', name: 'REJECT' } }, { kind: 'reject' }],
  [{ xt: { type: 'target', name: 'DNAT' } }, { kind: 'unknown', text: 'DNAT' }],
  [{ counter: { packets: 0, bytes: 0 } }, { kind: 'continue' }],
])('reads the target %j', (expression, target) => {
  expect(ruleOf([expression]).target).toEqual(target);
});

it('does not know what becomes of packets by a map of verdicts', () => {
  const { target } = ruleOf([{ vmap: { key: meta('oifname'), data: { set: [['a', drop]] } } }]);
  expect(target.kind).toBe('unknown');
});

it.each([
  ['it is no JSON', '{'],
  ['it has no list nftables', '{}'],
  ['it is nested deeper than 512 levels', '['.repeat(1000)],
  ['its version is not 1', '{"nftables":[{"metainfo":{"json_schema_version":2}}]}'],
  [
    'a rule of x is not understood',
    '{"nftables":[{"rule":{"family":"ip","table":"t","chain":"x","expr":[]}}]}',
  ],
])('tells: %s', (problem, text) => {
  expect(parseNftRuleset(text).problems).toContain(problem);
});

it('never throws, whatever the values', () => {
  const expression = fc.oneof(
    fc.jsonValue(),
    fc.record({
      match: fc.record({ op: fc.constantFrom('==', 'in'), left: fc.jsonValue(), right: fc.jsonValue() }),
    }),
  );
  fc.assert(
    fc.property(fc.array(expression), (expressions) => {
      const text = nftRules([expressions]);
      expect(Array.isArray(parseNftRuleset(text).tables)).toBe(true);
    }),
  );
});
