import { describe, expect, it } from 'vitest';
import { receiptInputs } from './receipt.js';

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
const sources = {
  factsDigest: 'sha256:facts',
  database: { snapshot: 'snapshot-1' },
  policyHash: 'sha256:policy',
  exemptions: rules,
  attestations,
  vex: [],
  scannedAt: '2026-05-31T00:00:00.000Z',
  now: new Date('2026-06-01T00:00:00.000Z'),
};

describe('receiptInputs', () => {
  it('names all that a judgement depends on', () => {
    expect(receiptInputs(sources)).toEqual({
      factsDigest: 'sha256:facts',
      advisorySnapshot: 'snapshot-1',
      policyHash: 'sha256:policy',
      exemptionsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      attestationsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      vexDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      scannedAt: '2026-05-31T00:00:00.000Z',
      judgedAt: '2026-06-01T00:00:00.000Z',
    });
  });

  it('does not depend on the order of exemptions, but on every part of them', () => {
    const digest = (exemptions: typeof rules) => receiptInputs({ ...sources, exemptions }).exemptionsDigest;
    const [first, second] = rules;
    if (!first || !second) throw new Error('two rules are needed');
    expect(digest([second, first])).toBe(digest(rules));
    expect(digest([first])).not.toBe(digest(rules));
    expect(digest([{ ...first, expiresAt: '2026-07-02T00:00:00.000Z' }, second])).not.toBe(digest(rules));
  });

  it('depends on every part of an attestation, and not on their order', () => {
    const [one] = attestations;
    if (!one) throw new Error('an attestation is needed');
    const other = { ...one, id: 'a2' };
    const digest = (given: (typeof attestations)[number][]) =>
      receiptInputs({ ...sources, attestations: given }).attestationsDigest;
    expect(digest([one, other])).toBe(digest([other, one]));
    const changed = [
      [],
      [other],
      [{ ...one, statement: 'Rotated twice.' }],
      [{ ...one, evidence: [] }],
      [{ ...one, expiresAt: '2026-07-02T00:00:00.000Z' }],
    ].map(digest);
    expect(new Set([digest([one]), ...changed]).size).toBe(6);
  });
});
