import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateCvssVector } from './cvss.js';
import { type OsvRecord, osvRecordSchema } from './osv-schema.js';
import { entrySeverities, severityOf } from './severity.js';

const worstV31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const lowV4 = 'CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N';

function aRecord(fields: Record<string, unknown>): OsvRecord {
  const affected = [{ package: { ecosystem: 'npm', name: 'a' } }];
  return osvRecordSchema.parse({ id: 'X-1', modified: '2024-01-01T00:00:00Z', affected, ...fields });
}

function cvss(...vectors: string[]): { type: string; score: string }[] {
  return vectors.map((score) => ({ type: 'CVSS_V3', score }));
}

describe('rateCvssVector', () => {
  it.each([
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', 7.5, 'high'],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '2.0', 10, 'high'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.0', 9.8, 'critical'],
    [worstV31, '3.1', 9.8, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L', '3.1', 5.3, 'medium'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', '3.1', 0, 'info'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', '4.0', 9.3, 'critical'],
  ])('rates %s', (vector, version, score, severity) => {
    expect(rateCvssVector(vector)).toEqual({ vector, version, score, severity });
  });

  it('takes the base score even when the vector has threat or temporal metrics', () => {
    expect(rateCvssVector(`${worstV31}/E:U`)?.score).toBe(9.8);
    const withThreat = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U';
    expect(rateCvssVector(withThreat)?.score).toBe(9.3);
  });

  it.each([
    '',
    'high',
    'CVSS:3.1/AV:N',
    'CVSS:9.9/AV:N/AC:L',
    'CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    `${worstV31}/AV:P`,
    `${worstV31}/${'X'.repeat(1000)}`,
    'CVSS:3.1/__proto__:x',
  ])('refuses %j', (vector) => {
    expect(rateCvssVector(vector)).toBeNull();
  });

  it('never throws', () => {
    const metric = fc
      .tuple(fc.constantFrom('AV', 'AC', 'PR', 'C', 'E', 'constructor'), fc.string())
      .map((pair) => pair.join(':'));
    const prefix = fc.constantFrom('CVSS:4.0/', 'CVSS:3.1/', 'CVSS:3.0/', 'AV:N/', '');
    fc.assert(
      fc.property(prefix, fc.array(metric), (start, metrics) => {
        const rating = rateCvssVector(start + metrics.join('/'));
        expect(rating === null || (rating.score >= 0 && rating.score <= 10)).toBe(true);
      }),
    );
  });
});

describe('severityOf', () => {
  it('is unknown when the record states nothing', () => {
    expect(severityOf(aRecord({}))).toEqual({ severity: 'unknown', score: null, vector: null });
  });

  it('prefers the newest CVSS version over a higher score', () => {
    const stated = severityOf(aRecord({ severity: cvss(worstV31, lowV4) }));
    expect(stated).toMatchObject({ severity: 'low', vector: lowV4 });
  });

  it('takes the worst of the packages when each has its own vector', () => {
    const affected = [lowV4, worstV31].map((vector, index) => ({
      package: { ecosystem: 'npm', name: `package-${index}` },
      severity: cvss(vector),
    }));
    expect(severityOf(aRecord({ affected }))).toEqual({ severity: 'critical', score: 9.8, vector: worstV31 });
  });

  it('falls back to words when the vector is broken', () => {
    const record = aRecord({ severity: cvss('CVSS:3.1/AV:N'), database_specific: { severity: 'MODERATE' } });
    expect(severityOf(record)).toEqual({ severity: 'medium', score: null, vector: null });
  });

  it.each([
    ['LOW', 'low'],
    ['Moderate', 'medium'],
    ['MEDIUM', 'medium'],
    ['important', 'high'],
    ['HIGH', 'high'],
    ['CRITICAL', 'critical'],
    ['unimportant', 'info'],
    ['medium**', 'medium'],
    ['not yet assigned', 'unknown'],
    [['HIGH'], 'unknown'],
    [{ level: 'HIGH' }, 'unknown'],
  ])('reads the word %j as %s', (word, severity) => {
    expect(severityOf(aRecord({ database_specific: { severity: word } })).severity).toBe(severity);
  });

  it("reads Debian's urgency of a package", () => {
    const affected = [
      { package: { ecosystem: 'Debian:12', name: 'a' }, ecosystem_specific: { urgency: 'unimportant' } },
      { package: { ecosystem: 'Debian:11', name: 'a' }, ecosystem_specific: { urgency: 'low' } },
    ];
    expect(severityOf(aRecord({ affected })).severity).toBe('low');
  });

  it("prefers Ubuntu's priority and keeps the score", () => {
    const severity = [...cvss(worstV31), { type: 'Ubuntu', score: 'low' }];
    expect(severityOf(aRecord({ severity }))).toEqual({ severity: 'low', score: 9.8, vector: worstV31 });
  });

  it.each([
    ['Important: kernel security update', 'high'],
    ['ALSA-2022:5468: php:8.0 security update (Important)', 'high'],
    ['kernel update', 'unknown'],
  ])("reads the rating in a distribution's summary: %s", (summary, severity) => {
    const affected = [{ package: { ecosystem: 'AlmaLinux:9', name: 'kernel' } }];
    expect(severityOf(aRecord({ id: 'ALSA-2022:1', summary, affected })).severity).toBe(severity);
  });

  it('does not read a rating into the summary of other records', () => {
    expect(severityOf(aRecord({ summary: 'Critical: read this' })).severity).toBe('unknown');
  });

  it('calls errata and notices that fix no flaw info, unless they name one', () => {
    expect(severityOf(aRecord({ id: 'ALBA-2020:1673' })).severity).toBe('info');
    expect(severityOf(aRecord({ id: 'ALBA-2020:1673', related: ['CVE-2020-1234'] })).severity).toBe(
      'unknown',
    );
    const unmaintained = {
      package: { ecosystem: 'crates.io', name: 'tempdir' },
      database_specific: { informational: 'unmaintained' },
    };
    expect(severityOf(aRecord({ affected: [unmaintained] })).severity).toBe('info');
  });
});

describe('entrySeverities', () => {
  const entries = (fields: Record<string, unknown>, ...stated: Record<string, unknown>[]) => {
    const affected = stated.map((own, index) => ({
      package: { ecosystem: 'Debian:12', name: `package-${index}` },
      ...own,
    }));
    const record = aRecord({ ...fields, affected });
    return record.affected.map(entrySeverities(record));
  };
  const urgency = (word: string) => ({ ecosystem_specific: { urgency: word } });
  const critical = { severity: 'critical', score: 9.8, vector: worstV31 };

  it('takes the vector of the entry, and of no other', () => {
    const [low, worst, none] = entries({}, { severity: cvss(lowV4) }, { severity: cvss(worstV31) }, {});
    expect(low).toMatchObject({ severity: 'low', vector: lowV4 });
    expect(worst).toEqual(critical);
    expect(none).toEqual({ severity: 'unknown', score: null, vector: null });
  });

  it('takes what the record states where the entry states nothing that can be read', () => {
    const broken = { severity: cvss('CVSS:3.1/AV:N') };
    const untriaged = urgency('not yet assigned');
    expect(entries({ severity: cvss(worstV31) }, {}, broken, untriaged)).toEqual([
      critical,
      critical,
      critical,
    ]);
    expect(entries({ id: 'DSA-1-1', summary: 'Important: update' }, {})).toMatchObject([
      { severity: 'high' },
    ]);
  });

  it("takes Debian's urgency of a release where neither the entry nor the record has a vector", () => {
    const words = [urgency('unimportant'), urgency('low**')];
    expect(entries({}, ...words)).toMatchObject([{ severity: 'info' }, { severity: 'low' }]);
    expect(entries({ severity: cvss(worstV31) }, ...words)).toEqual([critical, critical]);
  });

  it("prefers Ubuntu's priority in an entry to its vector and to the record's priority", () => {
    const own = { severity: [...cvss(worstV31), { type: 'Ubuntu', score: 'negligible' }] };
    const record = { severity: [{ type: 'Ubuntu', score: 'medium' }] };
    expect(entries(record, own, {})).toMatchObject([
      { severity: 'info', score: 9.8 },
      { severity: 'medium', score: null },
    ]);
  });
});
