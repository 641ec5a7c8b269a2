import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPidsLimitCheck } from './workload-pids-limit.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --pids-limit 1024 nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --pids-limit 1025 nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --pids-limit $N nginx:1.27', elements: ['unknown'] },
];

describe('workload-pids-limit', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPidsLimitCheck, given)).toEqual(given.elements);
  });
});
