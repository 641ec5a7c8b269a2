import { describe, expect, it } from 'vitest';
import { dfHealthcheckCheck } from './df-healthcheck.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-healthcheck', () => {
  it.each([
    ['FROM scratch', 'fail'],
    ['FROM scratch\nHEALTHCHECK CMD /bin/bla', 'pass'],
    ['FROM scratch AS base\nHEALTHCHECK CMD /bin/bla\nFROM base', 'pass'],
    ['FROM scratch AS base\nHEALTHCHECK CMD /bin/bla\nFROM scratch', 'fail'],
    ['FROM scratch\nHEALTHCHECK NONE', 'fail'],
    ['FROM scratch\nONBUILD HEALTHCHECK CMD x', 'fail'],
    ['', 'unknown'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfHealthcheckCheck, 'dockerfile', text).result).toBe(expected);
  });
});
