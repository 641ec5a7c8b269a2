import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vulnerability } from '../model/finding.js';
import { severities } from '../model/severity.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { aComponent, anImageSubject, aVulnerability } from './example-facts.js';
import { imageVulnerabilitiesCheck } from './image-vulnerabilities.check.js';

const evaluate = (subject: Parameters<typeof anImageSubject>, parameters = {}, now?: string) =>
  evaluateExample(imageVulnerabilitiesCheck, anImageSubject(...subject), { parameters, now });
const several = (count: number, part: Partial<Vulnerability>) =>
  Array.from({ length: count }, (_, index) => aVulnerability({ id: `CVE-2026-${index + 1}`, ...part }));

describe('image-vulnerabilities', () => {
  it('counts at the bound as allowed and above as too many, for each severity', () => {
    const found = [...several(2, { severity: 'high' }), ...several(1, { severity: 'critical' })];
    const max = (critical: number, high: number) => ({ max: { critical, high } });
    expect(elementsOf(evaluate([{}, found], max(1, 2)))).toEqual(['pass']);
    expect(elementsOf(evaluate([{}, found], max(1, 1)))).toEqual(['high']);
    expect(elementsOf(evaluate([{}, found], max(0, 1)))).toEqual(['critical (critical)', 'high']);
  });

  it('says how many, how many are allowed, and the worst with their fixes', () => {
    const outcome = evaluate([{}, several(5, { severity: 'high' })], { max: { high: 1 } });
    expect(outcome).toMatchObject({
      violations: [
        {
          message: {
            en: 'The image has 5 fixable high vulnerabilities, at most 1 allowed: CVE-2026-1 in openssl 3.5.1-1 (fixed in 3.5.2-1), CVE-2026-2 in openssl 3.5.1-1 (fixed in 3.5.2-1), CVE-2026-3 in openssl 3.5.1-1 (fixed in 3.5.2-1) and 2 more.',
          },
        },
      ],
    });
  });

  it('sets no bound for a severity that is absent', () => {
    expect(evaluate([{}, several(9, { severity: 'high' })], { max: { critical: 0 } }).result).toBe('pass');
  });

  it('counts those without a fix only where all count', () => {
    const unfixed = several(1, { fixedVersion: null });
    expect(evaluate([{}, unfixed]).result).toBe('pass');
    expect(evaluate([{}, unfixed], { count: 'all' }).result).toBe('fail');
  });

  describe('what could not be compared, or has no known severity', () => {
    const uncompared = several(1, { result: 'unknown', reason: 'no key', fixedVersion: null });
    const ungraded = several(1, { severity: 'unknown' });

    it('leaves the answer open when counting it would break a bound', () => {
      expect(evaluate([{}, uncompared]).result).toBe('unknown');
      expect(evaluate([{}, ungraded])).toMatchObject({
        result: 'unknown',
        reason: { en: expect.stringContaining('CVE-2026-1') },
      });
    });

    it('changes nothing when the bounds hold even if it counts', () => {
      expect(evaluate([{}, uncompared], { max: { high: 1 } }).result).toBe('pass');
      expect(evaluate([{}, uncompared], { max: { critical: 0 } }).result).toBe('pass');
      expect(evaluate([{}, ungraded], { max: { critical: 1, high: 1 } }).result).toBe('pass');
    });

    it('does not count an ungraded one that has no fix, where only fixable ones count', () => {
      expect(evaluate([{}, several(1, { severity: 'unknown', fixedVersion: null })]).result).toBe('pass');
    });

    it('adds up with what is certain', () => {
      const found = [...several(1, { severity: 'high' }), ...ungraded];
      expect(evaluate([{}, found], { max: { high: 1 } }).result).toBe('unknown');
      expect(evaluate([{}, found], { max: { high: 2 } }).result).toBe('pass');
    });

    it('yields to a bound that is broken anyway, and is told beside it', () => {
      const outcome = evaluate([{}, [...several(1, { severity: 'critical' }), ...uncompared]]);
      expect(elementsOf(outcome)).toEqual(['critical (critical)']);
      expect(outcome).toMatchObject({ undecided: { en: expect.stringContaining('could not be compared') } });
    });
  });

  describe('what was not looked up', () => {
    const problems = [{ path: '/app/package-lock.json', layer: null, detail: 'no JSON' }];

    it.each([
      ['nothing was imported', [{}, [], { importedAt: null }], 'no advisories were ever imported'],
      [
        'the distribution is not covered',
        [{}, [], { ecosystems: ['npm'] }],
        'no advisories are known for Debian:13',
      ],
      [
        'an ecosystem is not covered',
        [{ rootfs: { components: [aComponent(), aComponent({ ecosystem: 'PyPI' })] } }],
        'no advisories are known for PyPI',
      ],
      [
        'the distribution has no packages that were read',
        [{ rootfs: { components: [aComponent({ ecosystem: 'npm' })] } }],
        'no packages of the distribution (Debian GNU/Linux 13 (trixie)) could be looked up',
      ],
      [
        'something could not be read',
        [{ rootfs: { problems } }],
        '/app/package-lock.json could not be read fully (no JSON)',
      ],
    ] as const)('is unknown when %s', (_why, subject, reason) => {
      expect(evaluate([...subject] as Parameters<typeof anImageSubject>)).toMatchObject({
        result: 'unknown',
        reason: { en: `Not all vulnerabilities can be counted: ${reason}.` },
      });
    });

    it('fails first, and says it beside', () => {
      expect(evaluate([{ rootfs: { problems } }, several(1, {})])).toMatchObject({
        result: 'fail',
        undecided: { en: expect.stringContaining('package-lock.json') },
      });
    });

    it('has nothing to look up in an image without distribution and components', () => {
      expect(evaluate([{ rootfs: { osRelease: null, components: [] } }]).result).toBe('pass');
    });
  });

  it('takes a database as too old from the instant it announced', () => {
    const parameters = { max_database_age_hours: 24 };
    const changesAt = '2026-06-02T10:00:00.001Z';
    expect(evaluate([{}], parameters, '2026-06-02T10:00:00.000Z')).toEqual({ result: 'pass', changesAt });
    expect(evaluate([{}], parameters, changesAt)).toMatchObject({
      result: 'unknown',
      reason: {
        en: 'Not all vulnerabilities can be counted: advisories were last imported at 2026-06-01T10:00:00.000Z, more than 24 hours ago.',
      },
    });
  });

  it('never passes where some choice of the unknown severities and results would fail', () => {
    const one = fc.record({
      severity: fc.constantFrom(...severities),
      result: fc.constantFrom('affected' as const, 'unknown' as const),
      fixedVersion: fc.constantFrom('1.0', null),
    });
    const max = fc.record({ critical: fc.nat(3), high: fc.nat(3), medium: fc.nat(3) }, { requiredKeys: [] });
    const worst = (
      part: Partial<Vulnerability>,
      severity: 'critical' | 'high' | 'medium',
    ): Partial<Vulnerability> => ({
      severity: part.severity === 'unknown' ? severity : part.severity,
      fixedVersion: part.result === 'unknown' ? '1.0' : part.fixedVersion,
      result: 'affected',
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 6 }),
        max,
        fc.constantFrom('fixable', 'all'),
        (parts, bounds, count) => {
          const found = (list: Partial<Vulnerability>[]) => list.flatMap((part) => several(1, part));
          const outcome = evaluate([{}, found(parts)], { max: bounds, count });
          const cases = (['critical', 'high', 'medium'] as const).map(
            (severity) =>
              evaluate([{}, found(parts.map((part) => worst(part, severity)))], { max: bounds, count })
                .result,
          );
          if (outcome.result === 'pass') expect(cases).toEqual(['pass', 'pass', 'pass']);
          if (outcome.result === 'fail') expect(cases).toEqual(['fail', 'fail', 'fail']);
          if (outcome.result === 'unknown') expect(cases).toContain('fail');
        },
      ),
    );
  });
});
