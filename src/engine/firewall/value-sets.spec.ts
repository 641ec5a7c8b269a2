import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConditionField } from './firewall.js';
import { holdsEverything, shareWithin, type Share } from './value-sets.js';

it.each<[ConditionField, string[], string[], Share]>([
  ['source', ['10.1.0.0/16'], ['10.0.0.0/8'], 'all'],
  ['source', ['10.0.0.0/8'], ['10.1.0.0/16'], 'some'],
  ['source', ['10.0.0.0/8'], ['10.0.0.0/9', '10.128.0.0/9'], 'all'],
  ['source', ['10.0.0.0/8'], ['192.168.0.0/16', '::/0'], 'none'],
  ['source', ['10.0.0.1', '192.0.2.1'], ['10.0.0.0/8'], 'some'],
  ['source', ['10.0.0.3-10.0.0.5'], ['10.0.0.0/255.255.255.0'], 'all'],
  ['destination', ['fd00:ec2::254'], ['fd00:ec2::/32'], 'all'],
  ['destination', ['::ffff'], ['fd00::/8'], 'none'],
  ['destination', ['what.example'], ['0.0.0.0/0'], 'some'],
  ['destination', ['10.0.0.0/33'], ['0.0.0.0/0'], 'some'],
  ['destination', ['10.0.0.0/255.0.255.0'], ['0.0.0.0/0'], 'some'],
  ['destination-port', ['80'], ['22', '80-90'], 'all'],
  ['destination-port', ['80-8080'], ['8080'], 'some'],
  ['destination-port', ['70000'], ['0-65535'], 'some'],
  ['in-interface', ['br-1a2b'], ['br-*'], 'all'],
  ['in-interface', ['br-*'], ['br-1a2b'], 'some'],
  ['in-interface', ['eth0'], ['br-*', 'docker0'], 'none'],
  ['state', ['new'], ['established', 'related'], 'none'],
  ['source', [], ['10.0.0.0/8'], 'none'],
])('of %s, %j in %j: %s', (field, inner, outer, share) => {
  expect(shareWithin(field, inner, outer)).toBe(share);
});

it.each<[ConditionField, string, boolean]>([
  ['source', '0.0.0.0/0', true],
  ['source', '::/0', true],
  ['source', '0.0.0.0/1', false],
  ['destination-port', '0-65535', true],
  ['in-interface', '*', true],
  ['state', 'new', false],
])('%s %s holds everything: %s', (field, value, is) => {
  expect(holdsEverything(field, [value])).toBe(is);
});

it('agrees with what the numbers of ports say', () => {
  const port = fc.integer({ min: 0, max: 40 });
  const range = fc.tuple(port, port).map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a]));
  const numbers = (ranges: readonly [number, number][]) =>
    new Set(
      ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
    );
  const text = (ranges: readonly [number, number][]) => ranges.map(([first, last]) => `${first}-${last}`);
  fc.assert(
    fc.property(
      fc.array(range, { minLength: 1, maxLength: 4 }),
      fc.array(range, { maxLength: 4 }),
      (inner, outer) => {
        const [within, around] = [[...numbers(inner)], numbers(outer)];
        const inside = within.filter((number) => around.has(number)).length;
        const share = inside === within.length ? 'all' : inside === 0 ? 'none' : 'some';
        expect(shareWithin('destination-port', text(inner), text(outer))).toBe(share);
      },
    ),
  );
});
