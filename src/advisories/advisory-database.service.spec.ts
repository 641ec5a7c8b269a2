import { describe, expect, it } from 'vitest';
import { mayDecideMore, type Coverage } from './advisory-database.service.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 0, minutes));
const coverage = (overrides: Partial<Coverage> = {}): Coverage => ({
  ecosystems: ['Debian:12', 'npm'],
  importedAt: at(0),
  knownExploitedAt: at(0),
  exploitPredictedOn: '2026-11-20',
  ecosystemTimes: new Map([['npm', at(0)]]),
  ...overrides,
});

describe('mayDecideMore', () => {
  it.each<[string, Partial<Coverage>, Partial<Coverage>, boolean]>([
    ['an import right after another one', {}, { importedAt: new Date(at(0).getTime() + 59_000) }, false],
    ['an import a minute after the last one', {}, { importedAt: at(1) }, true],
    ['the first import', { importedAt: null, ecosystems: [] }, {}, true],
    ['another ecosystem', {}, { ecosystems: ['Debian:12', 'PyPI', 'npm'] }, true],
    ['the first catalogue of what is exploited', { knownExploitedAt: null }, {}, true],
    ['a catalogue a minute after the last one', {}, { knownExploitedAt: at(1) }, true],
    ['the first exploit scores', { exploitPredictedOn: null }, {}, true],
    ['exploit scores of another day', {}, { exploitPredictedOn: '2026-11-21' }, false],
    ['an ecosystem a minute after its last time', {}, { ecosystemTimes: new Map([['npm', at(1)]]) }, true],
    ['no catalogue ever', { knownExploitedAt: null }, { knownExploitedAt: null }, false],
  ])('of %s', (_, before, after, expected) => {
    expect(mayDecideMore(coverage(before), coverage(after))).toBe(expected);
  });
});
