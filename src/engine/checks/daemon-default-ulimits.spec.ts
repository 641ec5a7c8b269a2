import { describe, expect, it } from 'vitest';
import { daemonDefaultUlimitsCheck } from './daemon-default-ulimits.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  {
    text: '{ "default-ulimits": { "nofile": { "Name": "nofile", "Soft": 1, "Hard": 2 } } }',
    elements: ['nproc'],
  },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-arguments': 'dockerd\n--default-ulimit=nproc=1' }), elements: ['nofile'] },
  { text: '{ "default-ulimits": { "nofile": 7 } }', elements: ['unknown'] },
];

describe('daemon-default-ulimits', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonDefaultUlimitsCheck, given)).toEqual(given.elements);
  });
});
