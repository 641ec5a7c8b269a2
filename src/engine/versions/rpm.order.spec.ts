import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rpmOrder } from './rpm.order.js';

const piece = fc.constantFrom(
  '0',
  '1',
  '2',
  '9',
  '10',
  '09',
  'a',
  'b',
  'Z',
  'rc',
  'el8',
  '~',
  '^',
  '.',
  '_',
  '+',
  '..',
);
const part = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const version = fc.tuple(fc.constantFrom('0', '1', '1.0', '2.10'), part).map((parts) => parts.join(''));
/** Two versions that often begin alike. */
const pair = fc.oneof(
  fc.tuple(version, version),
  fc.tuple(version, part).map(([base, more]) => [base, base + more] as [string, string]),
);

function relation(left: string, right: string): number {
  const [a, b] = [rpmOrder.key(left), rpmOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  return Math.sign(Buffer.compare(a, b));
}

/** rpm-version(7), step by step. */
function compareByTheRules(left: string, right: string): number {
  let [a, b] = [left, right];
  for (;;) {
    [a, b] = [a.replace(/^[^A-Za-z0-9~^]+/, ''), b.replace(/^[^A-Za-z0-9~^]+/, '')];
    if (a.startsWith('~') || b.startsWith('~')) {
      if (!a.startsWith('~')) return 1;
      if (!b.startsWith('~')) return -1;
    } else if (a.startsWith('^') || b.startsWith('^')) {
      if (a === '') return -1;
      if (b === '') return 1;
      if (!a.startsWith('^')) return 1;
      if (!b.startsWith('^')) return -1;
    } else if (a === '' || b === '') return Number(a !== '') - Number(b !== '');
    if (/^[~^]/.test(a)) {
      [a, b] = [a.slice(1), b.slice(1)];
      continue;
    }
    const isNumber = /^[0-9]/.test(a);
    const stretch = isNumber ? /^[0-9]+/ : /^[A-Za-z]+/;
    const [x, y] = [stretch.exec(a)?.[0] ?? '', stretch.exec(b)?.[0]];
    if (y === undefined) return isNumber ? 1 : -1;
    const order = isNumber ? Number(x) - Number(y) : Number(x > y) - Number(x < y);
    if (order !== 0) return Math.sign(order);
    [a, b] = [a.slice(x.length), b.slice(y.length)];
  }
}

/** What rpm itself says of the pairs; null when it is not installed. */
function relationsByRpm(pairs: readonly (readonly [string, string])[]): number[] | null {
  const calls = pairs.map(([left, right]) => `print(rpm.vercmp("${left}", "${right}") .. " ")`).join(' ');
  const { status, stdout } = spawnSync('rpm', ['--eval', `%{lua: ${calls}}`], { encoding: 'utf8' });
  if (status !== 0) return null;
  return stdout
    .split(/\s+/)
    .filter((line) => line !== '')
    .map(Number);
}

describe('rpmOrder', () => {
  it('agrees with the rules of rpm-version(7), applied step by step', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        expect([left, relation(left, right), right]).toEqual([left, compareByTheRules(left, right), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('agrees with rpm where rpm is installed', () => {
    const pairs = fc.sample(pair, { numRuns: 500, seed: 12 });
    const ours = pairs.map(([left, right]) => relation(left, right));
    expect(relationsByRpm(pairs) ?? ours).toEqual(ours);
    expect(new Set(ours).size).toBe(3);
  });

  it.each([
    ['an epoch that is no number', 'a:1.0'],
    ['an empty version', '1:'],
    ['an empty release', '1.0-'],
    ['two hyphens', '1.0-1-2'],
    ['two colons', '1:2:3'],
    ['a version without a digit', 'abc'],
    ['a version beyond ASCII', '1.0é'],
  ])('gives %s no key', (_, text) => {
    expect(rpmOrder.key(text)).toBeNull();
  });
});
