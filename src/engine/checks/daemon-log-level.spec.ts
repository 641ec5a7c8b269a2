import { describe, expect, it } from 'vitest';
import { daemonLogLevelCheck } from './daemon-log-level.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "log-level": "warn", "debug": true }', elements: ['log-level', 'debug'] },
  { text: '{}', elements: ['pass'] },
  { text: aBundle({ 'docker-info': anInfo({ Debug: false }) }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd\n-D' }), elements: ['debug'] },
  {
    text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd\n-l\nerror' }),
    elements: ['log-level'],
  },
];

describe('daemon-log-level', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonLogLevelCheck, given)).toEqual(given.elements);
  });
});
