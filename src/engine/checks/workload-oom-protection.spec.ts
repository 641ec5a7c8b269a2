import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadOomProtectionCheck } from './workload-oom-protection.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --oom-kill-disable nginx:1.27',
    elements: ['oom-kill-disable (high)'],
  },
  {
    input: 'run-command',
    text: 'docker run -m 1g --oom-kill-disable --oom-score-adj -1 nginx:1.27',
    elements: ['oom-kill-disable', 'oom-score-adj'],
  },
  { input: 'run-command', text: 'docker run --oom-score-adj 100 nginx:1.27', elements: ['pass'] },
];

describe('workload-oom-protection', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadOomProtectionCheck, given)).toEqual(given.elements);
  });
});
