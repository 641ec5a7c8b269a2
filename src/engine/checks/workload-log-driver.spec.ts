import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadLogDriverCheck } from './workload-log-driver.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run --log-driver none nginx:1.27', elements: [' (high)'] },
  { input: 'run-command', text: 'docker run --log-driver syslog nginx:1.27', elements: [''] },
  {
    input: 'run-command',
    text: 'docker run --log-driver syslog --log-opt syslog-address=udp://127.0.0.1:514 nginx:1.27',
    elements: [''],
  },
  { input: 'run-command', text: 'docker run --log-driver awslogs nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --log-driver journald nginx:1.27', elements: [''] },
];

describe('workload-log-driver', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadLogDriverCheck, given)).toEqual(given.elements);
  });
});
