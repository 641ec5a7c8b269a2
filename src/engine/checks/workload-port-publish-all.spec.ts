import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadPortPublishAllCheck } from './workload-port-publish-all.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run -P nginx:1.27', elements: [''] },
  { input: 'run-command', text: 'docker run -P=false nginx:1.27', elements: ['pass'] },
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['pass'] },
];

describe('workload-port-publish-all', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadPortPublishAllCheck, given)).toEqual(given.elements);
  });
});
