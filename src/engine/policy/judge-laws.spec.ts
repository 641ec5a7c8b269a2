import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aComponent, aDatabase, anImage, aVulnerability } from '../checks/example-facts.js';
import { checkIds } from '../checks/find-check.js';
import { severities } from '../model/severity.js';
import { aPolicy } from './example-policy.js';
import type { ExemptionRule } from './exemption-rule.js';
import { checkFingerprint, undecidedFingerprint } from './fingerprint.js';
import type { ImageFacts } from '../model/facts.js';
import { judge, prepare, type JudgeInput } from './judge.js';

const graded = severities.filter((severity) => severity !== 'unknown');
const start = Date.parse('2026-06-01T00:00:00.000Z');
const hour = 3_600_000;
const soon = fc
  .integer({ min: -48, max: 24 * 120 })
  .map((hours) => new Date(start + hours * hour).toISOString());
const someOf = <T>(values: readonly T[]) => fc.subarray([...values]);

const vulnerability = fc
  .record({
    id: fc.constantFrom('CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'),
    name: fc.constantFrom('openssl', 'zlib'),
    severity: fc.constantFrom(...severities),
    result: fc.constantFrom('affected' as const, 'unknown' as const),
    fixedVersion: fc.constantFrom('9.9', null),
    isKnownExploited: fc.boolean(),
  })
  .map(({ name, ...rest }) =>
    aVulnerability({ ...rest, component: { name, purl: `pkg:deb/debian/${name}@3.5.1-1` } }),
  );

const facts = fc
  .record({
    user: fc.constantFrom('', '1000', 'nobody'),
    createdAt: fc.constantFrom(
      null,
      '2026-03-05T00:00:00.000Z',
      '2026-05-20T00:00:00.000Z',
      '2026-06-20T00:00:00.000Z',
    ),
    ports: fc.subarray([22, 80, 8080]),
    shells: fc.subarray(['/bin/sh', '/bin/bash']),
    problems: fc.subarray([
      { path: '/var/lib/dpkg/status', layer: null, detail: 'broken' },
      { path: 'layer 2', layer: null, detail: 'broken' },
    ]),
    components: fc.subarray([aComponent(), aComponent({ name: 'zlib' }), aComponent({ ecosystem: 'PyPI' })]),
  })
  .map(({ user, createdAt, ports, shells, problems, components }) =>
    anImage({
      createdAt,
      config: { user, exposedPorts: ports.map((port) => ({ port, protocol: 'tcp' })) },
      rootfs: { files: { shells }, problems, components },
    }),
  );

const ids = checkIds();
const policy = fc
  .record({
    chosen: fc.subarray(ids, { minLength: 1 }),
    overrides: fc.array(fc.option(fc.constantFrom(...graded), { nil: undefined }), {
      minLength: ids.length,
      maxLength: ids.length,
    }),
    max: fc.record({ critical: fc.nat(2), high: fc.nat(2), medium: fc.nat(2) }, { requiredKeys: [] }),
    count: fc.constantFrom('fixable', 'all'),
    age: fc.constantFrom(null, 24, 72),
    gate: fc.record(
      {
        fail_on: fc.constantFrom(...graded),
        max_medium: fc.nat(3),
        unknown: fc.constantFrom('report', 'unknown', 'fail'),
        score_floor: fc.nat(100),
        not_run: fc.constantFrom('ignore', 'report', 'fail'),
        min_pass_ratio: fc.double({ min: 0, max: 1, noNaN: true }),
      },
      { requiredKeys: ['fail_on', 'unknown'] },
    ),
    mustDecide: fc.boolean(),
    never: someOf(severities),
  })
  .map(({ chosen, overrides, max, count, age, gate, mustDecide, never }) => {
    const parametersOf = (id: string) =>
      id === 'image-vulnerabilities' ? { parameters: { max, count, max_database_age_hours: age } } : {};
    const checks = Object.fromEntries(
      chosen.map((id, index) => [id, { severity: overrides[index], ...parametersOf(id) }]),
    );
    const must = mustDecide && chosen.includes('image-vulnerabilities') ? ['image-vulnerabilities'] : [];
    return aPolicy({ checks, gate: { ...gate, must_decide: must }, exemptions: { never } });
  });

const fingerprints = [
  checkFingerprint('t1', 'image-user-root', ''),
  checkFingerprint('t1', 'image-vulnerabilities', 'high'),
  undecidedFingerprint('t1', 'image-age'),
];
const scope = fc.record(
  {
    checks: someOf(ids),
    vulnerabilities: someOf(['CVE-2026-1', 'cve-2026-2']),
    components: someOf(['pkg:deb/debian/openssl', 'pkg:deb/debian/zlib@3.5.1-1']),
    findings: someOf(fingerprints),
    targets: someOf(['t1', 't2']),
    repositories: someOf(['registry.example/**', 'elsewhere/*']),
  },
  { requiredKeys: [] },
);
const endsWhen = fc.record(
  { fixReleased: fc.boolean(), knownExploited: fc.boolean(), severityRises: fc.boolean() },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<ExemptionRule> = fc.record({
  id: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
  scope,
  expiresAt: soon,
  endsWhen,
});
const rules = fc.uniqueArray(rule, { maxLength: 4, selector: ({ id }) => id });

const input: fc.Arbitrary<JudgeInput & { facts: ImageFacts }> = fc.record({
  facts,
  vulnerabilities: fc.array(vulnerability, { maxLength: 5 }),
  database: fc.constantFrom(
    aDatabase({ importedAt: '2026-05-31T00:00:00.000Z' }),
    aDatabase({ importedAt: null }),
    aDatabase({ ecosystems: ['npm'], knownExploitedAt: null }),
  ),
  policy,
  exemptions: rules,
  target: fc.constant({ id: 't1', digests: ['sha256:1'], references: ['registry.example/team/app:1'] }),
  now: soon.map((instant) => new Date(instant)),
});
const runs = { numRuns: 500 };

describe('judge, whatever it is given', () => {
  it('gives the same judgement for the same input', () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(judge(structuredClone(given))).toEqual(judge(given));
      }),
      runs,
    );
  });

  it('gives the same with what was prepared for other policies and other exemptions', () => {
    const others = fc.array(fc.record({ policy, exemptions: rules }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(input, others, (given, elsewhere) => {
        const prepared = prepare(given);
        for (const other of elsewhere) judge({ ...given, ...other, prepared });
        expect(judge({ ...given, prepared })).toEqual(judge(given));
      }),
      runs,
    );
  });

  it('does not depend on the order of its lists', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { checks } = given.policy;
        const reversed: JudgeInput = {
          ...given,
          vulnerabilities: given.vulnerabilities.toReversed(),
          exemptions: given.exemptions.toReversed(),
          policy: { ...given.policy, checks: Object.fromEntries(Object.entries(checks).reverse()) },
          facts: {
            ...given.facts,
            rootfs: {
              ...given.facts.rootfs,
              components: given.facts.rootfs.components.toReversed(),
              files: { ...given.facts.rootfs.files, shells: given.facts.rootfs.files.shells.toReversed() },
            },
          },
        };
        expect(judge(reversed)).toEqual(judge(given));
      }),
      runs,
    );
  });

  it('never turns allow into deny for one more exemption', () => {
    fc.assert(
      fc.property(input, rule, (given, more) => {
        if (judge(given).decision !== 'allow') return;
        const exemptions = [...given.exemptions, { ...more, id: 'one-more' }];
        expect(judge({ ...given, exemptions }).decision).not.toBe('deny');
      }),
      { numRuns: 2000 },
    );
  });

  it('judges the same at any instant before its validity ends', () => {
    fc.assert(
      fc.property(input, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const judgement = judge(given);
        const end =
          judgement.validUntil === null ? Date.parse('2026-12-01') : Date.parse(judgement.validUntil);
        expect(end).toBeGreaterThan(given.now.getTime());
        const last = end - 1;
        for (const instant of [
          last,
          Math.floor(given.now.getTime() + share * (last - given.now.getTime())),
        ]) {
          const later = judge({ ...given, now: new Date(instant) });
          // Of exemptions that a finding ended, those whose own end has passed since are not told again.
          expect(judgement.endedExemptions).toEqual(expect.arrayContaining([...later.endedExemptions]));
          expect({ ...later, endedExemptions: [] }).toEqual({ ...judgement, endedExemptions: [] });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has a reason for every deny and unknown, and counts exactly the findings that are not exempted', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { decision, reasons, findings, counts, exemptedCount } = judge(given);
        if (decision !== 'allow') expect(reasons[0]?.code).not.toMatch(/reported|refused/);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(total + exemptedCount).toBe(findings.length);
        expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
        const known = new Set(findings.map(({ fingerprint }) => fingerprint));
        expect(
          reasons.flatMap((reason) => reason.findings).every((fingerprint) => known.has(fingerprint)),
        ).toBe(true);
      }),
      runs,
    );
  });

  it('never allows an image that could not be read fully where vulnerabilities must be decided', () => {
    fc.assert(
      fc.property(input, (given) => {
        if (given.facts.rootfs.problems.length === 0) return;
        if (!given.policy.gate.must_decide.includes('image-vulnerabilities')) return;
        expect(judge(given).decision).not.toBe('allow');
      }),
      { numRuns: 1000 },
    );
  });
});
