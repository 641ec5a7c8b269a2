import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, intervalsOf, isPointCovered } from './intervals.js';
import type { OsvEvent } from './osv-schema.js';

/** Keys of plain numbers below 256. */
function keyOf(version: string): Uint8Array | null {
  return /^\d{1,3}$/.test(version) ? Uint8Array.of(1, Number(version)) : null;
}

function written(events: readonly OsvEvent[]): string[] | string {
  const found = intervalsOf(events, keyOf);
  if (typeof found === 'string') return found;
  return found.map(({ lowerKey, upperKey, isUpperInclusive }) => {
    const upper = upperKey ? `${upperKey[1] ?? 'first'}${isUpperInclusive ? ']' : ')'}` : 'end)';
    return `[${lowerKey[1] ?? 'first'}, ${upper}`;
  });
}

function contains(intervals: readonly Interval[], key: Uint8Array): boolean {
  return intervals.some(({ lowerKey, upperKey, isUpperInclusive }) => {
    const isAbove = Buffer.compare(key, lowerKey) >= 0;
    const order = upperKey ? Buffer.compare(key, upperKey) : -1;
    return isAbove && (order < 0 || (order === 0 && isUpperInclusive));
  });
}

/** OSV's evaluation, followed step by step for one version. */
function isAffected(version: number, events: readonly OsvEvent[]): boolean {
  const limits = events.flatMap(({ limit }) => limit ?? []);
  if (limits.length > 0 && !limits.some((limit) => limit === '*' || version < Number(limit))) return false;
  const place = (event: OsvEvent): number => Number(Object.values(event)[0]);
  let isVulnerable = false;
  for (const event of events.filter(({ limit }) => !limit).toSorted((a, b) => place(a) - place(b))) {
    if (event.introduced !== undefined && version >= Number(event.introduced)) isVulnerable = true;
    else if (event.fixed !== undefined && version >= Number(event.fixed)) isVulnerable = false;
    else if (event.last_affected !== undefined && version > Number(event.last_affected)) isVulnerable = false;
  }
  return isVulnerable;
}

describe('intervalsOf', () => {
  it.each<[string, OsvEvent[], string[]]>([
    ['everything', [{ introduced: '0' }], ['[first, end)']],
    ['up to a fix', [{ introduced: '0' }, { fixed: '5' }], ['[first, 5)']],
    ['up to the last affected', [{ introduced: '2' }, { last_affected: '5' }], ['[2, 5]']],
    [
      'several pairs, in any order',
      [{ fixed: '9' }, { introduced: '2' }, { introduced: '7' }, { fixed: '5' }],
      ['[2, 5)', '[7, 9)'],
    ],
    ['a fix without an introduction', [{ fixed: '3' }, { introduced: '4' }], ['[4, end)']],
    [
      'several fixes of one introduction',
      [{ introduced: '0' }, { fixed: '3' }, { fixed: '5' }],
      ['[first, 3)'],
    ],
    ['nothing', [{ introduced: '0' }, { fixed: '0' }], []],
    ['a single version', [{ last_affected: '4' }, { introduced: '4' }], ['[4, 4]']],
    ['a limit', [{ introduced: '1' }, { limit: '6' }], ['[1, 6)']],
    ['the widest limit', [{ introduced: '1' }, { limit: '6' }, { limit: '8' }], ['[1, 8)']],
    ['no limit', [{ introduced: '1' }, { limit: '6' }, { limit: '*' }], ['[1, end)']],
    ['a limit before the introduction', [{ introduced: '7' }, { limit: '6' }], []],
    [
      'a limit at the last affected',
      [{ introduced: '1' }, { last_affected: '6' }, { limit: '6' }],
      ['[1, 6)'],
    ],
  ])('reads %s', (_name, events, expected) => {
    expect(written(events)).toEqual(expected);
  });

  it('names the version that has no key', () => {
    expect(written([{ introduced: '0' }, { fixed: 'abc' }])).toBe('version "abc" cannot be compared');
  });

  it('keeps the versions as written, without a fix above a limit', () => {
    expect(intervalsOf([{ introduced: '0' }, { fixed: '5' }], keyOf)).toMatchObject([
      { introduced: '0', fixed: '5', lastAffected: null },
    ]);
    expect(intervalsOf([{ introduced: '0' }, { fixed: '5' }, { limit: '4' }], keyOf)).toMatchObject([
      { introduced: '0', fixed: null, lastAffected: null },
    ]);
  });

  it("agrees with OSV's evaluation, in whatever order distinct events are listed", () => {
    const kind = fc.constantFrom('introduced', 'fixed', 'last_affected', 'limit');
    const events = fc
      .uniqueArray(fc.tuple(kind, fc.integer({ min: 1, max: 40 })), {
        maxLength: 12,
        selector: ([, at]) => at,
      })
      .map((pairs) => pairs.map(([name, at]): OsvEvent => ({ [name]: String(at) })));
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 41 }), (listed, version) => {
        const intervals = intervalsOf(listed, keyOf);
        expect(intervals).toBeInstanceOf(Array);
        expect(contains(intervals as Interval[], Uint8Array.of(1, version))).toBe(
          isAffected(version, listed),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isPointCovered', () => {
  it('agrees with looking at every interval', () => {
    const interval = fc
      .record({
        from: fc.integer({ min: 0, max: 30 }),
        to: fc.option(fc.integer({ min: 0, max: 30 })),
        isUpperInclusive: fc.boolean(),
      })
      .map(({ from, to, isUpperInclusive }): Interval => ({
        lowerKey: Uint8Array.of(1, from),
        upperKey: to === null ? null : Uint8Array.of(1, Math.max(from, to)),
        isUpperInclusive,
        introduced: null,
        fixed: null,
        lastAffected: null,
      }));
    fc.assert(
      fc.property(fc.array(interval), fc.integer({ min: 0, max: 31 }), (intervals, at) => {
        const key = Uint8Array.of(1, at);
        expect(isPointCovered(intervals)(key)).toBe(contains(intervals, key));
      }),
      { numRuns: 1000 },
    );
  });
});
