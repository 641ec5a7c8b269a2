import { describe, expect, it } from 'vitest';
import { daemonExperimentalCheck } from './daemon-experimental.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  {
    text: '{ "experimental": true, "metrics-addr": ":9323" }',
    elements: ['experimental', 'metrics-addr (medium)'],
  },
  { text: '{ "metrics-addr": "[::1]:9323" }', elements: ['pass'] },
  { text: anInfo(), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd' }), elements: ['pass'] },
];

describe('daemon-experimental', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonExperimentalCheck, given)).toEqual(given.elements);
  });
});
