import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMountCredentialsCheck } from './workload-mount-credentials.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run -v /home/me/.aws/credentials:/c nginx:1.27',
    elements: ['/home/me/.aws/credentials at /c'],
  },
  { input: 'run-command', text: 'docker run -v /home/me/.sshd:/c nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run -v /etc/shadow:/s nginx:1.27', elements: ['/etc/shadow at /s'] },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    volumes: ["keys:/keys"]',
      'volumes: { keys: { driver_opts: { type: none, o: bind, device: /root/.ssh } } }',
      '',
    ].join('\n'),
    elements: ['web /root/.ssh at /keys'],
  },
];

describe('workload-mount-credentials', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMountCredentialsCheck, given)).toEqual(given.elements);
  });
});
