import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadSysctlsUnsafeCheck } from './workload-sysctls-unsafe.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --sysctl kernel.msgmax=1 --sysctl net.ipv4.tcp_syncookies=1 nginx:1.27',
    elements: ['kernel.msgmax'],
  },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-sysctls-unsafe', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadSysctlsUnsafeCheck, given)).toEqual(given.elements);
  });
});
