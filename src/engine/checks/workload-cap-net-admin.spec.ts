import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadCapNetAdminCheck } from './workload-cap-net-admin.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run --cap-add net_admin nginx:1.27', elements: ['NET_ADMIN'] },
  { input: 'run-command', text: 'docker run --cap-add ALL nginx:1.27', elements: ['pass'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [CAP_NET_ADMIN]', ''].join('\n'),
    elements: ['web NET_ADMIN'],
  },
];

describe('workload-cap-net-admin', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadCapNetAdminCheck, given)).toEqual(given.elements);
  });
});
