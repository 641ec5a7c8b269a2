import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostSubidRangesCheck } from './host-subid-ranges.check.js';

const cases: readonly HostCase[] = [
  {
    text: aBundle({
      'daemon-json': '{ "userns-remap": "app:app" }',
      subuid: 'app:100000:65536\nbob:110000:65536',
      subgid: 'app:100000:1',
    }),
    elements: ['subuid bob:110000:65536', 'subgid app'],
  },
  {
    text: aBundle({
      'daemon-json': '{ "userns-remap": "default" }',
      subuid: 'dockremap:1000:65536',
      subgid: 'dockremap:100000:65536',
    }),
    elements: ['subuid dockremap:1000:65536'],
  },
  {
    text: aBundle({ 'daemon-json': '{ "userns-remap": "default" }', subuid: 'dockremap:100000:65536' }),
    elements: ['unknown'],
  },
  { text: aBundle({ subuid: '', subgid: '' }), elements: ['unknown'] },
];

describe('host-subid-ranges', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostSubidRangesCheck, given)).toEqual(given.elements);
  });
});
