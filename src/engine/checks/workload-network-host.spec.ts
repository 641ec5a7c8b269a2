import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadNetworkHostCheck } from './workload-network-host.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --network=host nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    network_mode: ${MODE}', ''].join('\n'),
    elements: ['unknown'],
  },
];

describe('workload-network-host', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadNetworkHostCheck, given)).toEqual(given.elements);
  });
});
