import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadRestartPolicyCheck } from './workload-restart-policy.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --restart on-failure:6 nginx:1.27', elements: [''] },
  {
    input: 'run-command',
    text: 'docker run --restart on-failure nginx:1.27',
    elements: [''],
    parameters: { mode: 'ops' },
  },
  { input: 'run-command', text: 'docker run --restart no nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    restart: "${RESTART}"', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-restart-policy', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadRestartPolicyCheck, given)).toEqual(given.elements);
  });
});
