import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMountSensitivePathCheck } from './workload-mount-sensitive-path.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -v /etc:/a -v /usr/lib:/b:ro nginx:1.27',
    elements: ['/etc at /a', '/usr/lib at /b (medium)'],
  },
  { input: 'run-command', text: 'docker run -v /etcetera:/a nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -v /var/run/x:/a nginx:1.27', elements: ['/run/x at /a'] },
  { input: 'run-command', text: 'docker run -v ${HOME}/x:/a nginx:1.27', elements: ['unknown'] },
];

describe('workload-mount-sensitive-path', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMountSensitivePathCheck, given)).toEqual(given.elements);
  });
});
