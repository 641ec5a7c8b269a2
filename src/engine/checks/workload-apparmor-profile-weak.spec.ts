import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadApparmorProfileWeakCheck } from './workload-apparmor-profile-weak.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --security-opt apparmor=mine nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
];

describe('workload-apparmor-profile-weak', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadApparmorProfileWeakCheck, given)).toEqual(given.elements);
  });
});
