import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AffectedRange } from '../model/advisory.js';
import { versionKey } from '../versions/version-key.js';
import { explainRange } from './explain-match.js';

const key = (version: string) => versionKey('Debian:12', version)!;
function range(overrides: Partial<AffectedRange> = {}): AffectedRange {
  return {
    ecosystem: 'Debian:12',
    name: 'openssl',
    lowerKey: new Uint8Array(),
    upperKey: key('3.0.2'),
    isUpperInclusive: false,
    introduced: '0',
    fixed: '3.0.2',
    lastAffected: null,
    undecidable: null,
    modules: null,
    ...overrides,
  };
}
const explain = (version: string, on: AffectedRange) =>
  explainRange({ version, key: key(version), module: null }, on);

describe('explainRange', () => {
  it.each([
    ['final', null, 'affected', 'final is listed as affected, by that very text.'],
    ['1.0', key('1.0'), 'not_affected', '1.0 is not final, which is listed as affected: it is not affected.'],
    ['draft', null, 'unknown', "The version draft cannot be compared in the order of Debian's versions."],
  ])('of a listed version without a key, for %s', (version, own, result, comparison) => {
    const listed = range({
      lowerKey: null,
      upperKey: null,
      fixed: null,
      introduced: 'final',
      lastAffected: 'final',
    });
    expect(explainRange({ version, key: own, module: null }, listed)).toEqual({ result, comparison });
  });

  it('of every version covers one without a key', () => {
    const compared = { version: '(devel)', key: null, module: null };
    expect(explainRange(compared, range({ upperKey: null, fixed: null }))).toEqual({
      result: 'affected',
      comparison: 'Every version is affected, whatever it compares with.',
    });
    expect(explainRange(compared, range()).result).toBe('unknown');
    const later = range({ lowerKey: key('1'), introduced: '1', upperKey: null, fixed: null });
    expect(explainRange(compared, later).result).toBe('unknown');
  });

  it.each([
    [
      '3.0.1',
      range(),
      'affected',
      "3.0.1 is among the versions from the first one on, and 3.0.1 is before 3.0.2, which has the fix, in the order of Debian's versions: it is affected.",
    ],
    [
      '3.0.2',
      range(),
      'not_affected',
      "3.0.2 is not before 3.0.2, which has the fix, in the order of Debian's versions: it is not affected.",
    ],
    [
      '1.0',
      range({ lowerKey: key('2.0'), introduced: '2.0' }),
      'not_affected',
      "1.0 is before 2.0, where the flaw came in, in the order of Debian's versions: it is not affected.",
    ],
    [
      '2.0',
      range({ upperKey: null, fixed: null }),
      'affected',
      "2.0 is among the versions from the first one on, and no fixed version is named, in the order of Debian's versions: it is affected.",
    ],
  ] as const)('says of %s why', (version, on, result, comparison) => {
    expect(explain(version, on)).toEqual({ result, comparison });
  });

  it('includes the last affected version', () => {
    const on = range({ isUpperInclusive: true, fixed: null, lastAffected: '3.0.2' });
    expect(explain('3.0.2', on)).toMatchObject({
      result: 'affected',
      comparison: expect.stringContaining('is not after 3.0.2, the last affected version'),
    });
    expect(explain('3.0.3', on).result).toBe('not_affected');
  });

  it('says what could not be compared', () => {
    expect(explain('1.0', range({ undecidable: 'it names git commits only' }))).toEqual({
      result: 'unknown',
      comparison: 'The range cannot be compared: it names git commits only.',
    });
    expect(explainRange({ version: 'x', key: null, module: null }, range()).result).toBe('unknown');
  });

  it.each([
    ['nodejs:18', ['nodejs:18', 'nodejs:20'], 'affected'],
    ['nodejs:18', ['nodejs:20'], 'not_affected'],
    ['nodejs:18', null, 'not_affected'],
    [null, ['nodejs:18'], 'not_affected'],
    ['nodejs:18', [], 'unknown'],
    ['', ['nodejs:18'], 'unknown'],
  ] as const)('takes a build of %j for %s by a range about %j', (module, modules, result) => {
    const compared = { version: '1.0', key: key('1.0'), module };
    expect(explainRange(compared, range({ modules })).result).toBe(result);
    const fixed = { version: '9.0', key: key('9.0'), module };
    expect(explainRange(fixed, range({ modules })).result).toBe('not_affected');
  });

  it('takes a range without a fixed version to be about every build', () => {
    const open = range({ upperKey: null, fixed: null });
    expect(explainRange({ version: '1.0', key: key('1.0'), module: 'a:1' }, open).result).toBe('affected');
  });

  it('decides as the keys do', () => {
    const version = fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => `${a}.${b}`);
    fc.assert(
      fc.property(version, version, version, (at, from, to) => {
        const on = range({ lowerKey: key(from), introduced: from, upperKey: key(to), fixed: to });
        const isCovered = Buffer.compare(key(at), key(from)) >= 0 && Buffer.compare(key(at), key(to)) < 0;
        expect(explain(at, on).result).toBe(isCovered ? 'affected' : 'not_affected');
      }),
    );
  });
});
