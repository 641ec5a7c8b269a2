import { expect, it } from 'vitest';
import { walkChain } from './chain-walk.js';
import type { Condition } from './firewall.js';
import { parseIptablesSave } from './iptables-save.js';

const packets: readonly Condition[] = [{ field: 'protocol', values: ['tcp'], isNegated: false }];

function fateIn(lines: readonly string[], chains: readonly string[] = ['A', 'B']): string {
  const declared = chains.map((chain) => `:${chain} - [0:0]`);
  const text = ['*filter', ':FORWARD ACCEPT [0:0]', ...declared, ...lines, 'COMMIT', ''].join('\n');
  const table = parseIptablesSave(text, 'ip').tables[0];
  const forward = table?.chains.get('FORWARD');
  if (!table || !forward) throw new Error('there is no chain');
  return walkChain(table, forward, packets).kind;
}

it.each([
  ['the policy', [], 'accepted'],
  ['a jump that comes back', ['-A FORWARD -j A', '-A FORWARD -j DROP', '-A A -j RETURN'], 'dropped'],
  ['a goto that does not', ['-A FORWARD -j B', '-A B -g A', '-A B -j DROP'], 'accepted'],
  ['a drop further in', ['-A FORWARD -j A', '-A A -j B', '-A B -p tcp -j DROP'], 'dropped'],
  ['a jump for others', ['-A FORWARD -p udp -j A', '-A A -j DROP'], 'accepted'],
  ['a drop of some, then the policy', ['-A FORWARD -s 192.0.2.0/24 -j DROP'], 'undecided'],
  ['a drop of some, then of all', ['-A FORWARD -s 192.0.2.0/24 -j DROP', '-A FORWARD -j DROP'], 'dropped'],
  [
    'some let through, then a drop',
    ['-A FORWARD -s 192.0.2.0/24 -j ACCEPT', '-A FORWARD -j DROP'],
    'undecided',
  ],
])('%s', (_name, lines, fate) => {
  expect(fateIn(lines)).toBe(fate);
});

it('ends in chains that lead to each other, and in those that lead on twice each', () => {
  expect(fateIn(['-A FORWARD -j A', '-A A -j B', '-A B -j A'])).toBe('undecided');
  const chains = Array.from({ length: 60 }, (_, index) => `C${index}`);
  const lines = chains.flatMap((chain, index) => [
    `-A ${chain} -j C${index + 1}`,
    `-A ${chain} -j C${index + 1}`,
  ]);
  expect(fateIn(['-A FORWARD -j C0', ...lines], [...chains, 'C60'])).toBe('undecided');
});
