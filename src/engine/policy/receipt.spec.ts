import { describe, expect, it } from 'vitest';
import type { Judgement } from '../model/verdict.js';
import { InputPins, receiptInputs, textDigest, verdictText, type ReceiptSources } from './receipt.js';

const rules = [
  { id: 'e1', scope: { checks: ['image-size'] }, expiresAt: '2026-07-01T00:00:00.000Z' },
  { id: 'e2', scope: { findings: ['f1'] }, expiresAt: '2026-07-01T00:00:00.000Z' },
];
const attestations = [
  {
    id: 'a1',
    check: 'swarm-ca-rotation',
    target: 't1',
    result: 'pass' as const,
    statement: 'Rotated.',
    evidence: ['TICKET-1'],
    author: 'operations',
    attestedAt: '2026-05-01T00:00:00.000Z',
    expiresAt: '2026-07-01T00:00:00.000Z',
  },
];
const sources: ReceiptSources = {
  factsDigest: 'sha256:facts',
  vulnerabilities: [],
  database: {
    importedAt: null,
    ecosystemTimes: [],
    ecosystems: ['npm'],
    knownExploitedAt: null,
    exploitPredictedOn: null,
    snapshot: 'snapshot-1',
  },
  policyHash: 'sha256:policy',
  exemptions: rules,
  attestations,
  vex: [],
  assignment: { binding: 'production', mode: 'warn', missing: null },
  target: { id: 't1', digests: ['sha256:t'], references: ['registry/team/app:1'] },
  scannedAt: '2026-05-31T00:00:00.000Z',
  now: new Date('2026-06-01T00:00:00.000Z'),
};
const judgement: Judgement = {
  decision: 'deny',
  reasons: [
    {
      code: 'check-failed',
      severity: 'high',
      message: { en: 'bad', zh: '差' },
      remediation: null,
      findings: ['f1'],
    },
  ],
  findings: [],
  results: [{ id: 'image-size', title: { en: 'a', zh: 'b' }, result: 'fail', reason: null, sections: [] }],
  counts: { critical: 0, high: 1, medium: 0, low: 0, info: 0, unknown: 0 },
  exemptedCount: 0,
  dismissedCount: 0,
  refusedExemptions: [],
  endedExemptions: [],
  score: 50,
  checksNotRun: [],
  validUntil: null,
};
const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown;
const pins = (changed: Partial<ReceiptSources> = {}) => new InputPins().of({ ...sources, ...changed });

describe('receiptInputs', () => {
  it('names all that a judgement depends on, and what came out', () => {
    expect(receiptInputs(sources, pins(), judgement, '1.2.3')).toEqual({
      factsDigest: 'sha256:facts',
      vulnerabilitiesDigest: textDigest('[]'),
      advisorySnapshot: 'snapshot-1',
      databaseDigest: digest,
      policyHash: 'sha256:policy',
      binding: 'production',
      mode: 'warn',
      missingPolicy: null,
      exemptionsDigest: digest,
      attestationsDigest: digest,
      targetDigest: digest,
      vexDigest: digest,
      scannedAt: '2026-05-31T00:00:00.000Z',
      judgedAt: '2026-06-01T00:00:00.000Z',
      engine: '1.2.3',
      verdictDigest: textDigest(verdictText(judgement)),
    });
  });
});

describe('the pins of a judgement', () => {
  it('hold what the judge was given: read back, it is the same', () => {
    const { database, exemptions, target, attestations: attested } = pins();
    expect(JSON.parse(database.text)).toEqual(sources.database);
    expect(JSON.parse(exemptions.text)).toEqual(rules);
    expect(JSON.parse(attested.text)).toEqual(attestations);
    expect(JSON.parse(target.text)).toEqual(sources.target);
    expect(database.digest).toBe(textDigest(database.text));
  });

  it('do not depend on the order of exemptions, but on every part of them', () => {
    const of = (exemptions: typeof rules) => pins({ exemptions }).exemptions.digest;
    const [first, second] = rules;
    if (!first || !second) throw new Error('two rules are needed');
    expect(of([second, first])).toBe(of(rules));
    expect(of([first])).not.toBe(of(rules));
    expect(of([{ ...first, expiresAt: '2026-07-02T00:00:00.000Z' }, second])).not.toBe(of(rules));
  });

  it('depend on every part of an attestation, and not on their order', () => {
    const [one] = attestations;
    if (!one) throw new Error('an attestation is needed');
    const other = { ...one, id: 'a2' };
    const of = (given: (typeof attestations)[number][]) => pins({ attestations: given }).attestations.digest;
    expect(of([one, other])).toBe(of([other, one]));
    const changed = [
      [],
      [other],
      [{ ...one, statement: 'Rotated twice.' }],
      [{ ...one, evidence: [] }],
      [{ ...one, expiresAt: '2026-07-02T00:00:00.000Z' }],
    ].map(of);
    expect(new Set([of([one]), ...changed]).size).toBe(6);
  });

  it('are written once for what several judgements were given', () => {
    const shared = new InputPins();
    const first = shared.of(sources);
    expect(shared.of({ ...sources, factsDigest: 'sha256:other' }).exemptions).toBe(first.exemptions);
  });
});

describe('verdictText', () => {
  it('is the same for the same judgement, and another one for every part of it', () => {
    const finding = {
      fingerprint: 'f1',
      kind: 'check' as const,
      result: 'fail' as const,
      severity: 'high' as const,
      check: 'image-size',
      vulnerability: null,
      title: { en: 'a', zh: 'b' },
      message: { en: 'a', zh: 'b' },
      remediation: { en: 'a', zh: 'b' },
      fix: null,
      location: null,
      evidence: [],
      exemption: null,
    };
    expect(verdictText({ ...judgement })).toBe(verdictText(judgement));
    const others: Partial<Judgement>[] = [
      { decision: 'allow' },
      { reasons: [] },
      { counts: { ...judgement.counts, high: 2 } },
      { exemptedCount: 1 },
      { score: 51 },
      { checksNotRun: ['host-x'] },
      { validUntil: '2026-06-02T00:00:00.000Z' },
      { results: [] },
      { findings: [finding] },
      { findings: [{ ...finding, exemption: 'e1' }] },
      { findings: [{ ...finding, severity: 'low' }] },
      { findings: [{ ...finding, result: 'unknown' }] },
    ];
    const texts = others.map((changed) => verdictText({ ...judgement, ...changed }));
    expect(new Set([verdictText(judgement), ...texts]).size).toBe(others.length + 1);
  });
});
