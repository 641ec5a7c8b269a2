import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadMountHostRootCheck } from './workload-mount-host-root.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -v /..//.:/h nginx:1.27', elements: ['/h'] },
  { input: 'run-command', text: 'docker run -v /:/a:ro -v /:/b nginx:1.27', elements: ['/a', '/b'] },
  { input: 'run-command', text: 'docker run -v $X:/a nginx:1.27', elements: ['unknown'] },
  { input: 'run-command', text: 'docker run -v data:/a nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: [
      'services:',
      '  web:',
      '    image: nginx:1.27',
      '    volumes: ["all:/host"]',
      'volumes: { all: { driver_opts: { type: none, o: bind, device: / } } }',
      '',
    ].join('\n'),
    elements: ['web /host'],
  },
];

describe('workload-mount-host-root', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadMountHostRootCheck, given)).toEqual(given.elements);
  });
});
