import { describe, expect, it } from 'vitest';
import { elementsIn, type WorkloadCase } from './workload-cases.js';
import { workloadDevicesCheck } from './workload-devices.check.js';

const cases: readonly WorkloadCase[] = [
  {
    input: 'run-command',
    text: 'docker run --device=/dev/sda --device /dev/snd nginx:1.27',
    elements: ['/dev/sda (critical)', '/dev/snd'],
  },
  { input: 'run-command', text: "docker run --device-cgroup-rule='c 1:3 mr' nginx:1.27", elements: ['pass'] },
  { input: 'run-command', text: 'docker run --device $D nginx:1.27', elements: ['unknown'] },
  {
    input: 'compose',
    text: ['services:', '  web:', '    image: nginx:1.27', '    devices: ["${DEVICE}:/dev/x"]', ''].join(
      '\n',
    ),
    elements: ['unknown'],
  },
];

describe('workload-devices', () => {
  it.each(cases)('of $input $text says $elements', (given) => {
    expect(elementsIn(workloadDevicesCheck, given)).toEqual(given.elements);
  });
});
