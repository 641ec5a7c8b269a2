import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetKinds } from '../model/facts.js';
import {
  bindingModes,
  bindingOf,
  compareBindings,
  decisionIn,
  fitsRepository,
  mismatchOf,
  repositoriesOf,
  selects,
  type Binding,
  type BoundTarget,
} from './binding.js';
import { explainBindings } from './explain-binding.js';

const aBinding = (name: string, changes: Partial<Binding> = {}): Binding => ({
  name,
  policy: 'strict',
  version: null,
  selectors: {},
  priority: 0,
  mode: 'enforce',
  ...changes,
});
const aTarget = (changes: Partial<BoundTarget> = {}): BoundTarget => ({
  kind: 'image',
  references: ['registry.example/prod/app:1'],
  labels: {},
  ...changes,
});
const chosen = (bindings: readonly Binding[], target: BoundTarget) =>
  bindingOf([...bindings].sort(compareBindings), target)?.name ?? null;

describe('the binding of a target', () => {
  const prod = aBinding('prod', { selectors: { repositories: ['registry.example/prod/**'] } });
  const sandbox = aBinding('sandbox', {
    selectors: { repositories: ['registry.example/sandbox/**'] },
    mode: 'warn',
    priority: 100,
  });

  it.each([
    ['nothing selects it', [], aTarget(), null],
    ['everything is selected', [aBinding('all')], aTarget(), 'all'],
    ['a glob fits', [prod, sandbox], aTarget(), 'prod'],
    [
      'another glob fits',
      [prod, sandbox],
      aTarget({ references: ['registry.example/sandbox/app:1'] }),
      'sandbox',
    ],
    ['no glob fits', [prod, sandbox], aTarget({ references: ['docker.io/library/nginx:1'] }), null],
    ['it has no name', [prod, aBinding('rest', { priority: -1 })], aTarget({ references: [] }), 'rest'],
    ['its kind is another', [aBinding('hosts', { selectors: { kinds: ['host'] } })], aTarget(), null],
    [
      'all labels fit',
      [aBinding('l', { selectors: { labels: { a: '1', b: '2' } } })],
      aTarget({ labels: { a: '1', b: '2', c: '3' } }),
      'l',
    ],
    [
      'one label lacks',
      [aBinding('l', { selectors: { labels: { a: '1', b: '2' } } })],
      aTarget({ labels: { a: '1' } }),
      null,
    ],
    [
      'a label is named like a member of objects',
      [aBinding('l', { selectors: { labels: { constructor: '1' } } })],
      aTarget(),
      null,
    ],
    [
      'the environment fits',
      [aBinding('e', { selectors: { environments: ['test', 'prod'] } })],
      aTarget({ labels: { environment: 'prod' } }),
      'e',
    ],
    ['no environment is set', [aBinding('e', { selectors: { environments: ['prod'] } })], aTarget(), null],
  ])('when %s', (_when, bindings, target, expected) => {
    expect(chosen(bindings, target)).toBe(expected);
  });

  it('is the one of the higher priority, then the more specific one, then the first by name', () => {
    const wide = aBinding('wide', { priority: 5 });
    const narrow = aBinding('narrow', { selectors: { repositories: ['registry.example/prod/app'] } });
    const both = aBinding('both', { selectors: { kinds: ['image'], repositories: ['registry.example/**'] } });
    expect(chosen([narrow, wide], aTarget())).toBe('wide');
    expect(chosen([narrow, prod], aTarget())).toBe('narrow');
    expect(chosen([narrow, both], aTarget())).toBe('both');
    expect(chosen([aBinding('b'), aBinding('a')], aTarget())).toBe('a');
  });

  it('is not loosened by another name of the target', () => {
    const two = aTarget({ references: ['registry.example/sandbox/app:1', 'registry.example/prod/app:1'] });
    expect(chosen([prod, sandbox], two)).toBe('prod');
    const unbound = aTarget({ references: ['registry.example/sandbox/app:1', 'elsewhere.example/app:1'] });
    expect(chosen([prod, sandbox], unbound)).toBe(null);
  });
});

describe('a decision', () => {
  it('counts where it is enforced only; what is under way stays so', () => {
    const turned = bindingModes.map((mode) =>
      (['allow', 'deny', 'pending', 'unknown'] as const).map((decision) => decisionIn(mode, decision)),
    );
    const let_ = ['allow', 'allow', 'pending', 'allow'];
    expect(turned).toEqual([['allow', 'deny', 'pending', 'unknown'], let_, let_]);
  });
});

const word = fc.constantFrom('a', 'b', 'prod', 'x/*', 'x/**', 'x/a', 'x/b');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const selectors = fc.record({
  repositories: optional(fc.array(word, { minLength: 1, maxLength: 3 })),
  kinds: optional(fc.array(fc.constantFrom(...targetKinds), { minLength: 1, maxLength: 2 })),
  labels: optional(fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2'), { minKeys: 1 })),
  environments: optional(fc.array(fc.constantFrom('prod', 'dev'), { minLength: 1, maxLength: 2 })),
});
const binding = fc.record({
  name: fc.string({ minLength: 1, maxLength: 3 }),
  policy: fc.constant('strict'),
  version: fc.constant(null),
  selectors,
  priority: fc.integer({ min: -2, max: 2 }),
  mode: fc.constantFrom(...bindingModes),
});
const bindings = fc.uniqueArray(binding, { selector: ({ name }) => name, maxLength: 12 });
const target = fc.record({
  kind: fc.constantFrom('image', 'host'),
  references: fc.array(fc.constantFrom('a:1', 'x/a:1', 'x/b@sha256:0', 'y:1'), { maxLength: 3 }),
  labels: fc.dictionary(fc.constantFrom('a', 'b', 'environment'), fc.constantFrom('1', '2', 'prod')),
}) as fc.Arbitrary<BoundTarget>;

describe('the order of bindings', () => {
  it('is total: exactly one of two comes first, and it goes on from one to the next', () => {
    fc.assert(
      fc.property(bindings, (all) => {
        for (const a of all)
          for (const b of all) {
            expect(Math.sign(compareBindings(a, b))).toBe(-Math.sign(compareBindings(b, a)) + 0);
            expect(compareBindings(a, b) === 0).toBe(a === b);
            for (const c of all)
              if (compareBindings(a, b) < 0 && compareBindings(b, c) < 0)
                expect(compareBindings(a, c)).toBeLessThan(0);
          }
      }),
      { numRuns: 60 },
    );
  });

  it('does not follow from the order of a list, nor the choice from that of the names', () => {
    fc.assert(
      fc.property(bindings, target, fc.nat(), (all, one, turn) => {
        const turned = [
          ...all.slice(turn % (all.length + 1)),
          ...all.slice(0, turn % (all.length + 1)),
        ].reverse();
        const other = { ...one, references: [...one.references].reverse() };
        expect(chosen(turned, other)).toBe(chosen(all, one));
      }),
    );
  });

  it('chooses what fits, and for one name the first of it', () => {
    fc.assert(
      fc.property(bindings, target, (all, one) => {
        const [repository, ...others] = repositoriesOf(one);
        const fits = (candidate: Binding) =>
          mismatchOf(candidate.selectors, one) === null &&
          [repository!, ...others].some((name) => fitsRepository(candidate.selectors, name));
        const fitting = all.filter(fits).sort(compareBindings);
        const name = chosen(all, one);
        if (name !== null) expect(fitting.map((candidate) => candidate.name)).toContain(name);
        if (others.length === 0) expect(name).toBe(fitting[0]?.name ?? null);
      }),
    );
  });

  it('selects what a single binding with these selectors would judge', () => {
    fc.assert(
      fc.property(bindings, target, (all, one) => {
        for (const { selectors } of all)
          expect(selects(selectors, one)).toBe(bindingOf([aBinding('only', { selectors })], one) !== null);
      }),
    );
    expect(selects({}, aTarget({ references: [] }))).toBe(true);
    expect(selects({ repositories: ['**'] }, aTarget({ references: [] }))).toBe(false);
    expect(selects({ repositories: ['z'] }, aTarget({ references: ['a:1', 'z:2'] }))).toBe(true);
  });

  it('never gives a target with one more name a laxer mode', () => {
    const strictness = (all: readonly Binding[], one: BoundTarget) =>
      bindingModes.indexOf(bindingOf([...all].sort(compareBindings), one)?.mode ?? 'enforce');
    const named = target.filter(({ references }) => references.length > 0);
    fc.assert(
      fc.property(bindings, named, fc.constantFrom('a:1', 'x/a:1', 'z:1'), (all, one, further) => {
        const more = { ...one, references: [...one.references, further] };
        expect(strictness(all, more)).toBeLessThanOrEqual(strictness(all, one));
      }),
    );
  });
});

describe('an explanation', () => {
  it('names one winner at most, the one that is chosen, and says of each other one why not', () => {
    fc.assert(
      fc.property(bindings, target, (all, one) => {
        const { winner, explained } = explainBindings(all, one);
        expect(winner?.name ?? null).toBe(chosen(all, one));
        expect(explained.filter(({ outcome }) => outcome === 'won')).toHaveLength(winner ? 1 : 0);
        expect(explained.map((each) => each.binding)).toEqual([...all].sort(compareBindings));
        for (const { reason } of explained) expect([reason.en, reason.zh]).not.toContain('');
      }),
    );
  });

  it.each([
    [{ priority: 9 }, 'lost', 'higher priority: 10 against 9'],
    [{ priority: 10 }, 'lost', 'more specific'],
    [{ priority: 10, selectors: { kinds: ['image'] } }, 'lost', 'its name comes first'],
    [{ selectors: { kinds: ['host'] } }, 'no-match', 'kind host'],
    [{ selectors: { labels: { tier: '1' } } }, 'no-match', 'tier=1'],
    [{ selectors: { environments: ['dev'] } }, 'no-match', 'environments dev'],
    [{ selectors: { repositories: ['other/**'] } }, 'no-match', 'registry.example/prod/app'],
  ] as const)('of %j', (changes, outcome, reason) => {
    const winner = aBinding('first', { priority: 10, selectors: { kinds: ['image'] } });
    const { explained } = explainBindings([winner, aBinding('other', changes)], aTarget());
    const other = explained.find(({ binding: { name } }) => name === 'other');
    expect(other).toMatchObject({ outcome, reason: { en: expect.stringContaining(reason) } });
  });
});
