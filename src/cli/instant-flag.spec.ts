import { expect, it } from 'vitest';
import { instantFlag } from './instant-flag.js';

const now = new Date('2026-06-01T00:00:00.000Z');

it.each([
  ['12h', '2026-06-01T12:00:00.000Z'],
  ['90d', '2026-08-30T00:00:00.000Z'],
  ['2w', '2026-06-15T00:00:00.000Z'],
  ['2030-12-31', '2030-12-31T00:00:00.000Z'],
  ['2030-12-31T10:00+02:00', '2030-12-31T08:00:00.000Z'],
])('reads %s', (text, instant) => expect(instantFlag('--expires', text, now)).toBe(instant));

it.each(['', '7', 'tomorrow', '2030-13-01', '99999999d', '-1d'])(
  'refuses %j and says what it expects',
  (text) =>
    expect(() => instantFlag('--expires', text, now)).toThrow(/^--expires .*: expected a time from now/),
);
