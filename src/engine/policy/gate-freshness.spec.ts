import { describe, expect, it } from 'vitest';
import { aDatabase, anImage } from '../checks/example-facts.js';
import { aPolicy, judgeExample } from './example-policy.js';

const scannedAt = '2026-06-01T10:00:00.000Z';
const policy = aPolicy({
  freshness: { advisories_hours: 48, scan_hours: 24 },
  gate: { fail_on: 'high', unknown: 'report' },
});
const at = (now: string, parts = {}) => judgeExample({ policy, scannedAt, now: new Date(now), ...parts });
const codes = (judgement: ReturnType<typeof at>) => judgement.reasons.map(({ code }) => code);

describe('how old what is known may be', () => {
  it('leaves the verdict unknown from the millisecond after the bound, and says when that will be', () => {
    const fresh = at('2026-06-02T10:00:00.000Z');
    expect(fresh).toMatchObject({ decision: 'allow', validUntil: '2026-06-02T10:00:00.001Z' });
    const stale = at('2026-06-02T10:00:00.001Z');
    expect(stale).toMatchObject({ decision: 'unknown', validUntil: '2026-06-03T10:00:00.001Z' });
    expect(codes(stale)[0]).toBe('scan-stale');
    expect(codes(at('2026-06-03T10:00:00.001Z')).slice(0, 2)).toEqual(['advisories-stale', 'scan-stale']);
  });

  it('decides again after a newer scan and a newer import', () => {
    const now = '2026-06-03T10:00:00.001Z';
    const parts = { scannedAt: now, database: aDatabase({ importedAt: now }) };
    expect(at(now, parts).decision).toBe('allow');
  });

  it('is not known where there is no date, and what denies goes on denying', () => {
    expect(codes(at('2026-06-01T12:00:00.000Z', { scannedAt: null }))).toContain('scan-stale');
    expect(codes(at('2026-06-01T12:00:00.000Z', { database: aDatabase({ importedAt: null }) }))).toContain(
      'advisories-stale',
    );
    const denied = at('2026-06-09T00:00:00.000Z', { facts: anImage({ config: { user: '' } }) });
    expect(denied.decision).toBe('deny');
    expect(codes(denied)).toContain('scan-stale');
  });
});
