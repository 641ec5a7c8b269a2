import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reminderDue } from './exemption-reminder.js';

const day = 86_400_000;
const expiresAt = new Date('2026-06-30T00:00:00.000Z');
const before = (days: number) => new Date(expiresAt.getTime() - days * day);
const leads = [14, 7, 1];
const due = (left: number, reminded: number | null = null, life = 30) =>
  reminderDue({ decidedAt: before(life), expiresAt }, leads, reminded, before(left));

describe('a reminder', () => {
  it.each([
    [20, null, null],
    [14, null, 14],
    [13, 14, null],
    [7, 14, 7],
    [0.5, 7, 1],
    [0.5, null, 1],
    [0.5, 1, null],
    [0, null, null],
    [-1, null, null],
  ])('%s days before the end, after that of %s days, is that of %s days', (left, reminded, expected) => {
    expect(due(left, reminded)).toBe(expected);
  });

  it('is not given of a time longer than the exemption lives', () => {
    expect(due(3, null, 3)).toBe(null);
    expect(due(0.9, null, 3)).toBe(1);
  });

  it('is given once for each lead, whenever it is looked for', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 40, noNaN: true }), { maxLength: 30 }), (looks) => {
        let reminded: number | null = null;
        const given: number[] = [];
        for (const left of looks.sort((a, b) => b - a)) {
          const next = due(left, reminded, 60);
          if (next !== null) given.push((reminded = next));
        }
        expect(new Set(given).size).toBe(given.length);
        expect(given).toEqual([...given].sort((a, b) => b - a));
      }),
    );
  });
});
