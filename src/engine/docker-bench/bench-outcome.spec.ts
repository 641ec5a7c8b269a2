import { describe, expect, it } from 'vitest';
import { benchJson, type BenchSample } from '../../../test/support/bench-samples.js';
import { readInput } from '../adapters/read-input.js';
import { aDatabase } from '../checks/example-facts.js';
import { findCheck } from '../checks/find-check.js';
import { checksNotRun, evaluateChecks } from '../policy/evaluate-checks.js';
import { aPolicy } from '../policy/example-policy.js';
import { benchOutcome } from './bench-outcome.js';

function factsOf(...samples: readonly BenchSample[]) {
  const read = readInput('docker-bench', benchJson(...samples), { name: 'bench.json' });
  if (!read.ok || read.facts.kind !== 'docker-bench') throw new Error('it cannot be read');
  return read.facts;
}
const outcomeOf = (id: string, ...samples: readonly BenchSample[]) =>
  benchOutcome(findCheck(id)!, factsOf({ id: '4.3', result: 'NOTE' }, ...samples));

describe('what docker-bench-security says', () => {
  it('fails for each element that it warns of, and says who said so', () => {
    const details = 'Containers in privileged mode:  web db';
    const outcome = outcomeOf('workload-privileged', {
      id: '5.5',
      result: 'WARN',
      details,
      items: ['web', 'db'],
    });
    expect(outcome).toMatchObject({
      result: 'fail',
      violations: [
        {
          element: 'web',
          message: {
            en: 'web: docker-bench-security warns of it (test 5.5: Containers in privileged mode).',
          },
          location: { path: 'bench.json' },
          evidence: [{ fact: 'docker-bench.5.5', value: 'WARN web' }],
        },
        { element: 'db' },
      ],
    });
  });

  it('fails as a whole where nothing is named, and says where our own check decides better', () => {
    const outcome = outcomeOf('workload-port-privileged', { id: '5.8', result: 'WARN' });
    expect(outcome).toMatchObject({
      result: 'fail',
      violations: [
        { element: '', message: { en: expect.stringContaining('Our own check decides better: It') } },
      ],
    });
  });

  it('passes what it passes, and is unknown on what it leaves to people or was not asked', () => {
    expect(outcomeOf('workload-privileged', { id: '5.5', result: 'PASS' })).toEqual({ result: 'pass' });
    expect(outcomeOf('workload-privileged')).toMatchObject({
      result: 'unknown',
      reason: { en: 'The result of docker-bench-security has no test 5.5.' },
    });
    expect(outcomeOf('image-minimal')).toMatchObject({
      result: 'unknown',
      reason: { en: 'docker-bench-security does not decide it (test 4.3: NOTE).' },
    });
    const named = { id: '5.18', result: 'INFO', details: 'Devices:  web', items: ['web'] };
    expect(outcomeOf('workload-devices', named)).toMatchObject({
      result: 'unknown',
      reason: { en: 'docker-bench-security does not decide it (test 5.18: INFO, Devices: web).' },
    });
  });

  it('does not apply where it found nothing to look at', () => {
    const details = 'Docker daemon not listening on TCP';
    expect(outcomeOf('daemon-tcp-tls', { id: '2.7', result: 'INFO', details })).toMatchObject({
      result: 'not_applicable',
      reason: { en: expect.stringContaining(details) },
    });
  });

  it('tells the tests of one check apart', () => {
    const outcome = outcomeOf(
      'host-audit-rules',
      { id: '1.1.3', result: 'WARN' },
      { id: '1.1.4', result: 'PASS' },
      { id: '1.1.5', result: 'INFO', details: 'Directory not found' },
    );
    expect(outcome).toMatchObject({
      result: 'fail',
      violations: [{ element: '1.1.3' }],
      undecided: { en: expect.stringContaining('has no test 1.1.6') },
      sections: {
        '1.1.3': { result: 'fail', elements: ['1.1.3'] },
        '1.1.4': { result: 'pass', elements: [] },
        '1.1.5': { result: 'not_applicable' },
        '1.1.6': { result: 'unknown' },
      },
    });
  });

  it('decides the checks of a policy that its tests stand for, and no others', () => {
    const checks = { 'workload-privileged': {}, 'image-user-root': {}, 'workload-memory-swap': {} };
    const policy = aPolicy({ checks, gate: { fail_on: 'high' } });
    const facts = factsOf({ id: '5.5', result: 'WARN' });
    const runs = evaluateChecks(policy, {
      facts,
      vulnerabilities: [],
      database: aDatabase(),
      now: new Date('2026-01-01'),
    });
    expect(runs.map(({ id, outcome }) => [id, outcome.result])).toEqual([['workload-privileged', 'fail']]);
    expect(checksNotRun(policy, facts).map(({ id }) => id)).toEqual([
      'image-user-root',
      'workload-memory-swap',
    ]);
  });
});
