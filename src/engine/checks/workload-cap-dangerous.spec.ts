import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapDangerousCheck } from './workload-cap-dangerous.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --cap-add SYS_ADMIN --cap-add NET_ADMIN nginx:1.27',
    elements: ['NET_ADMIN (high)', 'SYS_ADMIN (critical)'],
  },
  { input: 'run-command', text: 'docker run --cap-add ALL nginx:1.27', elements: ['ALL (critical)'] },
  {
    input: 'run-command',
    text: 'docker run --privileged --cap-add SYS_ADMIN nginx:1.27',
    elements: ['not_applicable'],
  },
  { input: 'run-command', text: 'docker run --cap-drop ALL nginx:1.27', elements: ['pass'] },
];

describe('workload-cap-dangerous', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapDangerousCheck, given)).toEqual(given.elements);
  });
});
