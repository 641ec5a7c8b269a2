import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase } from './check.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageScanFreshCheck } from './image-scan-fresh.check.js';

const scannedAt = '2026-06-01T10:00:00.000Z';
const evaluate = (
  now: string,
  { database = {}, ...rest }: { database?: Partial<AdvisoryDatabase>; scannedAt?: string | null } = {},
) =>
  evaluateExample(imageScanFreshCheck, { ...anImageSubject({}, [], database), scannedAt, ...rest }, { now });

describe('image-scan-fresh', () => {
  it('passes while both are fresh, and says when the first of them is not', () => {
    expect(evaluate('2026-06-02T10:00:00.000Z')).toEqual({
      result: 'pass',
      changesAt: '2026-06-02T10:00:00.001Z',
    });
  });

  it('fails for each that is too old', () => {
    expect(evaluate('2026-06-02T10:00:00.001Z')).toMatchObject({
      result: 'fail',
      violations: [{ element: 'scan', message: { en: expect.stringContaining('more than 24 hours ago') } }],
      changesAt: '2026-06-03T10:00:00.001Z',
    });
    expect(elementsOf(evaluate('2026-06-03T10:00:00.001Z'))).toEqual(['scan', 'database']);
  });

  it('looks at the oldest of the advisories that the image needs', () => {
    const ecosystemTimes = [
      { ecosystem: 'Debian', importedAt: '2026-05-01T00:00:00.000Z' },
      { ecosystem: 'npm', importedAt: '2026-01-01T00:00:00.000Z' },
    ];
    expect(evaluate('2026-06-01T12:00:00.000Z', { database: { ecosystemTimes } })).toMatchObject({
      result: 'fail',
      violations: [
        { message: { en: expect.stringMatching(/^Advisories for Debian were last imported at 2026-05-01/) } },
      ],
    });
  });

  it.each([
    ['of no scan', { scannedAt: null }],
    ['of a scan without a date', { scannedAt: 'yesterday' }],
    ['of no import', { database: { importedAt: null } }],
  ])('does not know the age %s', (_what, parts) => {
    expect(elementsOf(evaluate('2026-06-01T12:00:00.000Z', parts))).toEqual(['unknown']);
  });
});
