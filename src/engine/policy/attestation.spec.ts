import { describe, expect, it } from 'vitest';
import { benchJson } from '../../../test/support/bench-samples.js';
import { readInput } from '../adapters/read-input.js';
import { exampleNow } from '../checks/example-facts.js';
import { aSwarmInfo } from '../checks/example-swarm.js';
import type { Judgement } from '../model/verdict.js';
import { attestedOutcome, type AttestationRule } from './attestation.js';
import { aPolicy, judgeExample } from './example-policy.js';

const check = 'swarm-ca-rotation';
const now = Date.parse(exampleNow);
const at = (offset: number) => new Date(now + offset).toISOString();
const attestation = (parts: Partial<AttestationRule> = {}): AttestationRule => ({
  id: 'a1',
  check,
  target: 't1',
  result: 'pass',
  statement: 'Rotated in the maintenance window.',
  evidence: ['https://tickets.example/17', 'protocol of the day'],
  author: 'operations',
  attestedAt: at(-1000),
  expiresAt: at(60_000),
  ...parts,
});

function factsOf(text: string, input: 'host' | 'docker-bench' = 'host') {
  const read = readInput(input, text, { name: 'node-1' });
  if (!read.ok) throw new Error('it cannot be read');
  return read.facts;
}
const facts = factsOf(aSwarmInfo());
const policy = aPolicy({ checks: { [check]: {} }, gate: { fail_on: 'low', must_decide: [check] } });
const judged = (attestations: readonly AttestationRule[], time = now) =>
  judgeExample({ facts, policy, attestations, now: new Date(time) });
const resultOf = ({ results }: Judgement) => results[0]?.result;

describe('an attestation', () => {
  it('that passes decides what no program can, and is told with who, until when and on what evidence', () => {
    expect(judged([])).toMatchObject({ decision: 'unknown', validUntil: null });
    const judgement = judged([attestation()]);
    expect(judgement).toMatchObject({ decision: 'allow', findings: [], score: 100, validUntil: at(60_000) });
    const { result, reason } = judgement.results[0]!;
    expect(result).toBe('pass');
    for (const text of [reason?.en, reason?.zh])
      for (const part of ['operations', at(-1000), at(60_000), 'Rotated in', '/17', 'protocol of the day'])
        expect(text).toContain(part);
  });

  it('that fails is a finding with its evidence, the same in the next scan', () => {
    const judgement = judged([attestation({ result: 'fail' })]);
    expect(judgement).toMatchObject({ decision: 'deny', validUntil: at(60_000) });
    expect(judgement.findings).toMatchObject([
      {
        check,
        result: 'fail',
        message: { en: expect.stringContaining('Attested by operations') },
        evidence: [
          { fact: 'attestation.evidence', value: 'https://tickets.example/17' },
          { fact: 'attestation.evidence', value: 'protocol of the day' },
        ],
      },
    ]);
    const renewed = judged([attestation({ result: 'fail', id: 'a2', statement: 'Still not rotated.' })]);
    expect(renewed.findings[0]?.fingerprint).toBe(judgement.findings[0]?.fingerprint);
  });

  it('says nothing from its end on, to the millisecond', () => {
    const one = attestation();
    expect(resultOf(judged([one], now + 59_999))).toBe('pass');
    expect(resultOf(judged([one], now + 60_000))).toBe('unknown');
    expect(resultOf(judged([attestation({ expiresAt: 'some day' })]))).toBe('unknown');
  });

  it.each([
    ['another target', { target: 't2' }],
    ['another check', { check: 'swarm-unlock-key-rotation' }],
  ])('of %s decides nothing', (_, parts) => {
    expect(judged([attestation(parts)])).toEqual(judged([]));
  });

  it('is followed by a newer one, and comes back when that ends', () => {
    const older = attestation();
    const newer = attestation({ id: 'a2', result: 'fail', attestedAt: at(-500), expiresAt: at(1000) });
    for (const both of [
      [older, newer],
      [newer, older],
    ]) {
      expect(judged(both)).toMatchObject({ decision: 'deny', validUntil: at(1000) });
      expect(judged(both, now + 1000)).toMatchObject({ decision: 'allow', validUntil: at(60_000) });
    }
  });

  it('made at the same instant as another one gives the same in any order', () => {
    const one = attestation();
    const other = attestation({ id: 'a2', result: 'fail' });
    expect(judged([one, other])).toEqual(judged([other, one]));
  });
});

describe('what a program can see', () => {
  const stated = (parameters: object, attestations: readonly AttestationRule[]) =>
    judgeExample({
      facts,
      policy: aPolicy({ checks: { [check]: { parameters } }, gate: { fail_on: 'low' } }),
      attestations,
    });

  it('is never overruled: not a failure, not a pass, not what does not apply', () => {
    const failing = stated({ rotated_on: '2020-01-01', attested_by: 'operations' }, [attestation()]);
    expect(failing).toMatchObject({ decision: 'deny', results: [{ result: 'fail', reason: null }] });
    const day = new Date(now - 86_400_000).toISOString().slice(0, 10);
    const failed = [attestation({ result: 'fail' })];
    const passing = stated({ rotated_on: day, attested_by: 'operations' }, failed);
    expect(passing.results).toMatchObject([{ result: 'pass', reason: null }]);
    const outside = judgeExample({
      facts: factsOf(aSwarmInfo({ LocalNodeState: 'inactive' })),
      policy,
      attestations: failed,
    });
    expect(resultOf(outside)).toBe('not_applicable');
  });

  it('stays undecided where nobody may vouch for the check, or the policy itself is wrong', () => {
    const unknown = { result: 'unknown', reason: { en: 'Not known.', zh: '未知。' } } as const;
    const one = attestation({ check: 'daemon-icc' });
    expect(attestedOutcome({ id: 'daemon-icc' }, unknown, [one], new Date(now))).toBe(unknown);
    const wrong = { ...policy, checks: { [check]: { parameters: { max_age_days: 'many' } } } };
    const judgement = judgeExample({ facts, policy: wrong, attestations: [attestation()] });
    expect(judgement.results).toMatchObject([
      { result: 'unknown', reason: { en: expect.stringContaining('wrong parameter') } },
    ]);
  });

  it('keeps its own time where that comes first', () => {
    const unknown = { result: 'unknown', reason: { en: 'a', zh: 'a' }, changesAt: at(10) } as const;
    const outcome = attestedOutcome(
      { id: check, isAttestable: true },
      unknown,
      [attestation()],
      new Date(now),
    );
    expect(outcome).toMatchObject({ result: 'pass', changesAt: at(10) });
  });
});

describe('an attestation on what docker-bench-security left open', () => {
  it('decides the recommendations that are open, and none that are not', () => {
    const bench = factsOf(
      benchJson(
        { id: '4.3', result: 'NOTE' },
        { id: '6.1', result: 'INFO', desc: 'image sprawl' },
        { id: '6.2', result: 'PASS', desc: 'container sprawl' },
      ),
      'docker-bench',
    );
    const of = (attestations: readonly AttestationRule[]) =>
      judgeExample({
        facts: bench,
        policy: aPolicy({ checks: { 'host-sprawl': {} }, gate: { fail_on: 'low' } }),
        attestations,
      }).results[0];
    expect(of([])).toMatchObject({
      result: 'unknown',
      sections: [{ result: 'unknown' }, { result: 'pass' }],
    });
    expect(of([attestation({ check: 'host-sprawl' })])).toMatchObject({
      result: 'pass',
      sections: [{ section: '6.2', result: 'pass', reason: null }],
    });
  });
});
