import { describe, expect, it } from 'vitest';
import type { HostFirewall } from './firewall.js';
import { aFirewall, anNftFirewall, guideRules, nftMatch } from './firewall-samples.js';
import { findReachableMetadata, type ContainerNetwork } from './metadata-reach.js';

const address = '169.254.169.254';
const networks: readonly ContainerNetwork[] = [
  { bridge: 'docker0', subnets: ['172.17.0.0/16'] },
  { bridge: 'br-1a2b', subnets: ['172.18.0.0/16', 'fd01::/64'] },
];

function answer(
  firewall: HostFirewall,
  known: readonly ContainerNetwork[] | null = networks,
  to = address,
): string {
  const { violations, unknown } = findReachableMetadata(firewall, [to], known);
  if (violations.length > 0) return 'reached';
  return unknown.length > 0 ? 'unknown' : 'blocked';
}

describe('rules of DOCKER-USER', () => {
  it.each([
    ["the guide's", guideRules, 'blocked'],
    ['none', ['-j RETURN'], 'reached'],
    ['a block that holds it', ['-d 169.254.0.0/16 -j REJECT'], 'blocked'],
    ['its port only', ['-d 169.254.169.254/32 -p tcp -m tcp --dport 80 -j DROP'], 'blocked'],
    ['another port', ['-d 169.254.169.254/32 -p tcp -m tcp --dport 443 -j DROP'], 'reached'],
    ['an ACCEPT above', ['-i docker0 -j ACCEPT', '-d 169.254.169.254/32 -j DROP'], 'reached'],
    ['a RETURN above', ['-j RETURN', '-d 169.254.169.254/32 -j DROP'], 'reached'],
    [
      'answers let through above',
      ['-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN', '-d 169.254.169.254/32 -j DROP'],
      'blocked',
    ],
    ['one bridge of two', ['-i docker0 -d 169.254.169.254/32 -j DROP'], 'reached'],
    [
      'each bridge',
      ['-i docker0 -d 169.254.169.254/32 -j DROP', '-i br-+ -d 169.254.169.254/32 -j DROP'],
      'blocked',
    ],
    ['the networks of containers', ['-s 172.16.0.0/12 -d 169.254.169.254/32 -j DROP'], 'blocked'],
    ['a limit', ['-d 169.254.169.254/32 -m limit --limit 3/min -j DROP'], 'unknown'],
    ['all but one destination', ['! -d 10.0.0.0/8 -j DROP'], 'blocked'],
    ['a queue above', ['-j NFQUEUE --queue-num 1', '-d 169.254.169.254/32 -j DROP'], 'unknown'],
  ])('%s: %j is %s', (_name, rules, expected) => {
    const firewall = aFirewall(rules);
    expect(answer(firewall)).toBe(expected);
  });

  it('says which rule lets it through, and from where', () => {
    const { violations } = findReachableMetadata(
      aFirewall(['-i br-+ -j ACCEPT', '-d 169.254.169.254/32 -j DROP']),
      [address],
      networks,
    );
    expect(violations).toMatchObject([{ family: 'ipv4', chain: 'DOCKER-USER', rule: 1 }]);
    expect(violations[0]?.reason.en).toBe(
      'containers reach 169.254.169.254 from br-1a2b: rule 1 of DOCKER-USER accepts it before any rule drops it',
    );
  });

  it('decides without the networks only by rules for every interface', () => {
    expect(answer(aFirewall(guideRules), null)).toBe('blocked');
    expect(answer(aFirewall(['-i docker0 -d 169.254.169.254/32 -j DROP']), null)).toBe('unknown');
  });
});

it('takes rules for IPv4 for IPv4 only', () => {
  const to = 'fd00:ec2::254';
  expect(answer(aFirewall(['-d 169.254.169.254/32 -j DROP'], []), networks, to)).toBe('reached');
  expect(answer(aFirewall([], ['-d fd00:ec2::254/128 -j DROP']), networks, to)).toBe('blocked');
  expect(answer(aFirewall(guideRules, null), networks, to)).toBe('unknown');
});

it('does not decide where no rules are known, or not all', () => {
  expect(answer({ iptables: null, ip6tables: null, nft: null })).toBe('unknown');
  const partly = { ...aFirewall([]), nft: { tables: [], problems: ['more rules than are read'] } };
  expect(answer(partly)).toBe('unknown');
});

describe('rules of nft', () => {
  const to = (right: unknown) => nftMatch({ payload: { protocol: 'ip', field: 'daddr' } }, right);
  const drop = { drop: null };

  it.each([
    ['a drop', [[to(address), { counter: null }, drop]], 'blocked'],
    ['a set', [[to({ set: ['169.254.170.2', address] }), drop]], 'blocked'],
    ['a chain that drops', [[to(address), { jump: { target: 'other' } }]], 'blocked'],
    ['another address', [[to('192.0.2.1'), drop]], 'reached'],
    ['an accept above', [[{ accept: null }], [to(address), drop]], 'reached'],
    ['a map of verdicts', [[{ vmap: {} }], [to(address), drop]], 'unknown'],
    [
      'each bridge',
      [[nftMatch({ meta: { key: 'iifname' } }, { set: ['docker0', 'br-*'] }), to(address), drop]],
      'blocked',
    ],
    ['no rule', [], 'reached'],
  ])('%s', (_name, rules, expected) => {
    expect(answer(anNftFirewall(rules))).toBe(expected);
  });

  it('count beside those of iptables: a drop in any chain is final', () => {
    expect(answer({ ...aFirewall(['-j ACCEPT']), nft: anNftFirewall([[to(address), drop]]).nft })).toBe(
      'blocked',
    );
  });
});
