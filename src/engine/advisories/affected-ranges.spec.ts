import { describe, expect, it } from 'vitest';
import type { AffectedRange } from '../model/advisory.js';
import { versionKey } from '../versions/version-key.js';
import { affectedRanges } from './affected-ranges.js';
import { osvRecordSchema } from './osv-schema.js';

/** npm versions `n.n.n` with one-digit parts have keys; PyPI's have none. */
function keyOf(ecosystem: string, version: string): Uint8Array | null {
  return ecosystem !== 'PyPI' && /^\d(?:\.\d){0,2}$/.test(version)
    ? Buffer.from(version.padEnd(5, '.0'))
    : null;
}

function anEntry(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    package: { ecosystem: 'npm', name: 'left-pad' },
    ranges: [aRange({ introduced: '0' })],
    ...fields,
  };
}

function aRange(...events: Record<string, string>[]): Record<string, unknown> {
  return { type: 'ECOSYSTEM', events };
}

function rows(...affected: Record<string, unknown>[]): AffectedRange[] {
  const record = osvRecordSchema.parse({ id: 'TEST-1', modified: '2024-01-01T00:00:00Z', affected });
  return record.affected.flatMap((entry) => affectedRanges(entry, keyOf));
}

function rowsOf(...entries: Record<string, unknown>[]): (string | null)[][] {
  return rows(...entries).map((row) => [
    row.lowerKey && Buffer.from(row.lowerKey).toString(),
    row.upperKey && Buffer.from(row.upperKey).toString() + (row.isUpperInclusive ? ']' : ')'),
    row.undecidable,
  ]);
}

describe('affectedRanges', () => {
  it('gives one row per interval', () => {
    const range = aRange(
      { introduced: '0' },
      { fixed: '1.2' },
      { introduced: '2' },
      { last_affected: '2.5' },
    );
    expect(rowsOf(anEntry({ ranges: [range] }))).toEqual([
      ['', '1.2.0)', null],
      ['2.0.0', '2.5.0]', null],
    ]);
  });

  it('adds the listed versions that no range covers, each once', () => {
    const entry = anEntry({
      ranges: [aRange({ introduced: '2' }, { fixed: '3' })],
      versions: ['2.1', '1.0', '3', '1.0.0', '2'],
    });
    expect(rowsOf(entry)).toEqual([
      ['2.0.0', '3.0.0)', null],
      ['1.0.0', '1.0.0]', null],
      ['3.0.0', '3.0.0]', null],
    ]);
  });

  describe.each([
    ['PyPI', ['2.0.0', '2.0.0+cu118', '2.0+cpu'], ['2.0.1', '2.0.0.post1', '2.0.0-1']],
    ['Bitnami', ['2.0.0', '2.0.0-0', '2.0.0-12'], ['2.0.1-0', '2.0.1']],
  ])('of %s', (ecosystem, builds, later) => {
    const affects = (version: string, fields: Record<string, unknown>): boolean => {
      const entry = anEntry({ package: { ecosystem, name: 'torch' }, ...fields });
      const affected = [entry];
      const record = osvRecordSchema.parse({ id: 'TEST-1', modified: '2024-01-01T00:00:00Z', affected });
      const key = versionKey(ecosystem, version)!;
      return affectedRanges(record.affected[0]!, versionKey).some(
        ({ lowerKey, upperKey, isUpperInclusive }) =>
          Buffer.compare(key, lowerKey!) >= 0 && Buffer.compare(key, upperKey!) < (isUpperInclusive ? 1 : 0),
      );
    };
    const all = [...builds, ...later];

    it('counts what is built of the last affected version, and nothing later', () => {
      const upTo = (end: Record<string, string>) => ({ ranges: [aRange({ introduced: '1.0.0' }, end)] });
      expect(all.filter((version) => affects(version, upTo({ last_affected: '2.0.0' })))).toEqual(builds);
      expect(all.filter((version) => affects(version, upTo({ fixed: '2.0.0' })))).toEqual([]);
    });

    it('counts what is built of a listed version, and nothing later', () => {
      const listed = { ranges: [], versions: ['2.0.0'] };
      expect(all.filter((version) => affects(version, listed))).toEqual(builds);
    });

    it('counts a build that is named alone', () => {
      const listed = { ranges: [], versions: [builds[1]] };
      expect(builds.slice(1).filter((version) => affects(version, listed))).toEqual([builds[1]]);
    });
  });

  it('does not count a version as covered by another package', () => {
    const other = { ecosystem: 'npm', name: 'other' };
    const entries = [anEntry({}), anEntry({ package: other, ranges: [], versions: ['1.0.0'] })];
    expect(rowsOf(...entries)).toHaveLength(2);
  });

  it('says so when a range cannot be compared, with the fix it names', () => {
    const ranges = [aRange({ introduced: '0' }, { fixed: '1!x' }), aRange({ introduced: '4' })];
    expect(rows(anEntry({ ranges }))).toMatchObject([
      { lowerKey: null, fixed: '1!x', undecidable: 'version "1!x" cannot be compared' },
      { introduced: '4', undecidable: null },
    ]);
  });

  it('gives a row without keys for each listed version without a key, once', () => {
    const found = rows(anEntry({ ranges: [], versions: ['1.0', 'final', '1.dev', 'final'] }));
    expect(
      found.map(({ lowerKey, lastAffected, undecidable }) => [lowerKey, lastAffected, undecidable]),
    ).toEqual([
      [Buffer.from('1.0.0'), '1.0', null],
      [null, 'final', null],
      [null, '1.dev', null],
    ]);
  });

  it('is undecidable when only git commits are affected, or nothing is stated', () => {
    const git = {
      type: 'GIT',
      repo: 'https://example.org/r',
      events: [{ introduced: '0' }, { fixed: 'abc.' }],
    };
    expect(rowsOf(anEntry({ ranges: [git] }))).toEqual([
      [null, null, 'the record names affected git commits only'],
    ]);
    expect(rowsOf(anEntry({ ranges: [] }))).toEqual([
      [null, null, 'the record names the package without affected versions'],
    ]);
    expect(rowsOf(anEntry({ ranges: [git], versions: ['1.0'] }))).toEqual([['1.0.0', '1.0.0]', null]]);
  });

  it('gives nothing for a range that states that nothing is affected', () => {
    expect(rowsOf(anEntry({ ranges: [aRange({ introduced: '0' }, { fixed: '0' })] }))).toEqual([]);
  });

  it('gives nothing for a repository without a package', () => {
    expect(rowsOf({ ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] })).toEqual([]);
  });
});
