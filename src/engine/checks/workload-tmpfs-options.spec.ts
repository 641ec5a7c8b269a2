import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadTmpfsOptionsCheck } from './workload-tmpfs-options.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --tmpfs /tmp:noexec,nosuid nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --tmpfs /tmp:exec,dev nginx:1.27', elements: ['/tmp'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['not_applicable'] },
  {
    input: 'run-command',
    text: 'docker run --tmpfs /tmp:exec nginx:1.27',
    elements: ['pass'],
    parameters: { exec_allowed_paths: ['/tmp'] },
  },
];

describe('workload-tmpfs-options', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadTmpfsOptionsCheck, given)).toEqual(given.elements);
  });
});
