import { describe, expect, it } from 'vitest';
import { anInspection, elementsOn } from './running-on.js';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadUlimitsCheck } from './workload-ulimits.check.js';

const cases: readonly WorkloadCase[] = [
  { input: 'run-command', text: 'docker run nginx:1.27', elements: ['unknown'] },
  {
    input: 'run-command',
    text: 'docker run nginx:1.27',
    elements: ['nofile', 'nproc'],
    parameters: { assume_engine_defaults: true },
  },
];

describe('workload-ulimits', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadUlimitsCheck, given)).toEqual(given.elements);
  });

  it.each([
    [['nofile', 'nproc'], ['pass']],
    [['nofile'], ['web nproc']],
    [[], ['web nofile', 'web nproc']],
    [null, ['unknown']],
  ])('where the daemon sets %j says %s', (defaultUlimits, elements) => {
    expect(elementsOn(workloadUlimitsCheck, 'container', anInspection(), { defaultUlimits })).toEqual(
      elements,
    );
  });
});
