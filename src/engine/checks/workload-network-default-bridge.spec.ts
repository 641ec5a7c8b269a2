import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadNetworkDefaultBridgeCheck } from './workload-network-default-bridge.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --network bridge nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run --network none nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run --network host nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
    elements: ['pass'],
  },
];

describe('workload-network-default-bridge', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadNetworkDefaultBridgeCheck, given)).toEqual(given.elements);
  });
});
