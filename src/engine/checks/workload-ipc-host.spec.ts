import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadIpcHostCheck } from './workload-ipc-host.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --ipc host nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --ipc container:a nginx:1.27', elements: [' (low)'] },
  { input: 'run-command', text: 'docker run --ipc shareable nginx:1.27', elements: [' (low)'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-ipc-host', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadIpcHostCheck, given)).toEqual(given.elements);
  });
});
