import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apkOrder } from './apk.order.js';

/** What a version is made of, in the order in which apk ranks what follows equal beginnings: the last ranks lowest. */
const ranks = [
  'first',
  'component',
  'letterNumber',
  'letter',
  'suffix',
  'number',
  'commit',
  'revision',
  'end',
] as const;
const suffixNames = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const release = suffixNames.indexOf('');

interface Token {
  readonly kind: (typeof ranks)[number];
  readonly text: string;
}

function tokensOf(version: string): Token[] {
  const tokens: Token[] = [];
  for (const [, mark = '', text = ''] of version.matchAll(
    /(\.|_|~|-r|(?<=_[a-z]+)(?=[0-9])|^|)([0-9a-f]+(?<=~[0-9a-f]+)|[0-9]+|[a-z]+)/g,
  )) {
    const previous = tokens.at(-1)?.kind;
    if (mark === '.') tokens.push({ kind: 'component', text });
    else if (mark === '_') tokens.push({ kind: 'suffix', text });
    else if (mark === '~') tokens.push({ kind: 'commit', text });
    else if (mark === '-r') tokens.push({ kind: 'revision', text });
    else if (/[a-z]/.test(text)) tokens.push({ kind: 'letter', text });
    else if (previous === undefined) tokens.push({ kind: 'first', text });
    else tokens.push({ kind: previous === 'letter' ? 'letterNumber' : 'number', text });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function compareTokens(a: Token, b: Token): number {
  const asText = a.kind === 'component' && (a.text.startsWith('0') || b.text.startsWith('0'));
  if (asText || a.kind === 'letter' || a.kind === 'commit')
    return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
  if (a.kind === 'suffix') return suffixNames.indexOf(a.text) - suffixNames.indexOf(b.text);
  return Number(a.text) - Number(b.text);
}

/** apk's comparison, token by token. */
function compareByTheRules(left: string, right: string): number {
  const [a, b] = [tokensOf(left), tokensOf(right)];
  for (const [index, token] of a.entries()) {
    const other = b[index];
    if (!other) throw new Error('compared beyond the end');
    if (token.kind !== other.kind) {
      const isPreRelease = ({ kind, text }: Token): boolean =>
        kind === 'suffix' && suffixNames.indexOf(text) < release;
      if (isPreRelease(token)) return -1;
      if (isPreRelease(other)) return 1;
      return ranks.indexOf(other.kind) - ranks.indexOf(token.kind);
    }
    const order = compareTokens(token, other);
    if (order !== 0) return order;
  }
  return 0;
}

const digits = fc.constantFrom('0', '1', '2', '10', '00', '01', '09', '010');
const suffix = fc
  .tuple(fc.constantFrom(...suffixNames.filter((name) => name !== '')), fc.option(digits, { nil: '' }))
  .map(([name, number]) => `_${name}${number}`);
const version = fc
  .tuple(
    fc.array(digits, { minLength: 1, maxLength: 3 }).map((numbers) => numbers.join('.')),
    fc.constantFrom('', '', 'a', 'b', 'r', 'a1', 'a01', 'a2', 'r10'),
    fc.array(suffix, { maxLength: 2 }).map((all) => all.join('')),
    fc.constantFrom('', '', '', '~0a', '~a', '~a1', '~12'),
    fc.option(
      digits.map((number) => `-r${number}`),
      { nil: '' },
    ),
  )
  .map((parts) => parts.join(''));

describe('apkOrder', () => {
  it('agrees with the comparison token by token', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [a, b] = [apkOrder.key(left), apkOrder.key(right)];
        const byKey = Math.sign(Buffer.compare(a!, b!));
        expect([left, byKey, right]).toEqual([left, Math.sign(compareByTheRules(left, right)), right]);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['a letter after the number of a letter', '1.0a1b'],
    ['a component after the number of a letter', '1.0a1.2'],
    ['two letters', '1.0ab'],
    ['a letter before a component', '1.0a.1'],
    ['an unknown suffix', '1.0_foo1'],
    ['a name that every object has', '1.0_constructor'],
    ['an empty suffix', '1.0_'],
    ['an empty component', '1..0'],
    ['a full stop at the end', '1.0.'],
    ['a revision without a number', '1.0-r'],
    ['another release than -r', '1.0-1'],
    ['two revisions', '1.0-r1-r2'],
    ['a commit that is not hexadecimal', '1.0~xyz'],
    ['an empty commit', '1.0~'],
    ['an epoch', '1:1.0-r0'],
    ['a version that begins with a letter', 'v1.0-r0'],
    ['upper case', '1.0A'],
  ])('gives %s no key', (_, text) => {
    expect(apkOrder.key(text)).toBeNull();
  });
});
