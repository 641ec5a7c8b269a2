import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dpkgOrder } from './dpkg.order.js';

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
  '~',
  '~~',
  '+',
  '.',
  'rc',
  'deb',
  'u',
  'git',
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const version = fc
  .tuple(fc.constantFrom('', '', '0:', '1:', '12:'), fc.constantFrom('0', '1', '1.0', '2.10'), text, text)
  .map(([epoch, start, upstream, revision]) => `${epoch}${start}${upstream}${revision && `-${revision}`}`);
/** Two versions that often begin alike. */
const pair = fc.oneof(
  fc.tuple(version, version),
  fc.tuple(version, text).map(([base, more]) => [base, base + more] as [string, string]),
);

function relation(left: string, right: string): 'lt' | 'eq' | 'gt' {
  const [a, b] = [dpkgOrder.key(left), dpkgOrder.key(right)];
  if (!a || !b) throw new Error(`no key: ${left} or ${right}`);
  const order = Buffer.compare(a, b);
  return order < 0 ? 'lt' : order > 0 ? 'gt' : 'eq';
}

/** Debian's comparison as deb-version(7) tells it, step by step. */
function compareParts(left: string, right: string): number {
  const weight = (character: string): number => {
    if (character === '~') return -1;
    if (character === '' || /[0-9]/.test(character)) return 0;
    return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 1_000;
  };
  let [a, b] = [left, right];
  while (a !== '' || b !== '') {
    const [textOfA = '', textOfB = ''] = [/^[^0-9]*/.exec(a)?.[0], /^[^0-9]*/.exec(b)?.[0]];
    for (let index = 0; index < Math.max(textOfA.length, textOfB.length); index += 1) {
      const difference = weight(textOfA.charAt(index)) - weight(textOfB.charAt(index));
      if (difference !== 0) return difference;
    }
    [a, b] = [a.slice(textOfA.length), b.slice(textOfB.length)];
    const [digitsOfA = '', digitsOfB = ''] = [/^[0-9]*/.exec(a)?.[0], /^[0-9]*/.exec(b)?.[0]];
    const difference = Number(digitsOfA) - Number(digitsOfB);
    if (difference !== 0) return difference;
    [a, b] = [a.slice(digitsOfA.length), b.slice(digitsOfB.length)];
  }
  return 0;
}

function split(whole: string): [number, string, string] {
  const [, epoch = '0', upstream = '', revision = ''] = /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(whole) ?? [];
  return [Number(epoch), upstream, revision];
}

function relationByTheRules(left: string, right: string): 'lt' | 'eq' | 'gt' {
  const [a, b] = [split(left), split(right)];
  const order = a[0] - b[0] || compareParts(a[1], b[1]) || compareParts(a[2], b[2]);
  return order < 0 ? 'lt' : order > 0 ? 'gt' : 'eq';
}

/** The pairs of which dpkg itself says otherwise; null when it is not installed. */
function refutedByDpkg(pairs: readonly (readonly [string, string])[]): string[] | null {
  if (spawnSync('dpkg', ['--version']).status !== 0) return null;
  const script =
    'while read -r a relation b; do dpkg --compare-versions "$a" "$relation" "$b" || echo "$a $relation $b"; done';
  const input = pairs.map(([left, right]) => `${left} ${relation(left, right)} ${right}\n`).join('');
  const { stdout, status } = spawnSync('sh', ['-c', script], {
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (status !== 0 && stdout === '') throw new Error('the comparison did not run');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('dpkgOrder', () => {
  it('agrees with the rules of deb-version(7), applied step by step', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        expect([left, relation(left, right), right]).toEqual([left, relationByTheRules(left, right), right]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('agrees with dpkg where dpkg is installed', () => {
    const pairs = fc.sample(pair, { numRuns: 1_500, seed: 12 });
    expect(refutedByDpkg(pairs) ?? []).toEqual([]);
    expect(new Set(pairs.map(([left, right]) => relation(left, right))).size).toBe(3);
  });

  it.each([
    ['an epoch that is no number', 'a:1.0'],
    ['an empty epoch', ':1.0'],
    ['a colon without an epoch', '1.0:2'],
    ['an epoch beyond 31 bits', '2147483648:1.0'],
    ['an empty upstream version', '1:'],
    ['an empty revision', '1.0-'],
    ['a colon in the revision', '1:1.0-1:2'],
    ['a version that begins with a letter', 'v1.0'],
    ['a character that is not allowed', '1.0_1'],
    ['a negative number', '-1'],
  ])('gives %s no key', (_, text) => {
    expect(dpkgOrder.key(text)).toBeNull();
  });

  it('takes the greatest epoch', () => {
    expect(dpkgOrder.key('2147483647:1.0')).not.toBeNull();
  });
});
