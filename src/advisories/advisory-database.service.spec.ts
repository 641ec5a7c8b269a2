import { describe, expect, it } from 'vitest';
import { mayDecideMore, type Coverage } from './advisory-database.service.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 0, minutes));
const coverage = (overrides: Partial<Coverage> = {}): Coverage => ({
  ecosystems: ['Debian:12', 'npm'],
  importedAt: at(0),
  knownExploitedAt: at(0),
  ...overrides,
});

describe('mayDecideMore', () => {
  it.each<[string, Partial<Coverage>, Partial<Coverage>, boolean]>([
    ['an import soon after another one', {}, { importedAt: at(59) }, false],
    ['an import an hour after the last one', {}, { importedAt: at(60) }, true],
    ['the first import', { importedAt: null, ecosystems: [] }, {}, true],
    ['another ecosystem', {}, { ecosystems: ['Debian:12', 'PyPI', 'npm'] }, true],
    ['the first catalogue of what is exploited', { knownExploitedAt: null }, {}, true],
    ['a catalogue an hour after the last one', {}, { knownExploitedAt: at(60) }, true],
    ['no catalogue ever', { knownExploitedAt: null }, { knownExploitedAt: null }, false],
  ])('of %s', (_, before, after, expected) => {
    expect(mayDecideMore(coverage(before), coverage(after))).toBe(expected);
  });
});
