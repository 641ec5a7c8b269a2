import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadBindMountWritableCheck } from './workload-bind-mount-writable.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -v /a:/a -v /b:/b:ro nginx:1.27', elements: ['/a at /a'] },
  {
    input: 'run-command',
    text: 'docker run -v /srv/a:/a nginx:1.27',
    elements: ['pass'],
    parameters: { allow_prefixes: ['/srv'] },
  },
  { input: 'run-command', text: 'docker run -v $PWD:/a nginx:1.27', elements: ['unknown'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    volumes: ["${DATA}:/data"]', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-bind-mount-writable', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadBindMountWritableCheck, given)).toEqual(given.elements);
  });
});
