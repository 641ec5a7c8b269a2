import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadLogDirTmpfsCheck } from './workload-log-dir-tmpfs.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --tmpfs /var/log/app nginx:1.27', elements: ['/var/log/app'] },
  { input: 'run-command', text: 'docker run --tmpfs /var/logs nginx:1.27', elements: ['pass'] },
];

describe('workload-log-dir-tmpfs', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadLogDirTmpfsCheck, given)).toEqual(given.elements);
  });
});
