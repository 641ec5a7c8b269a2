import { describe, expect, it } from 'vitest';
import { daemonUsernsRemapCheck } from './daemon-userns-remap.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd' }), elements: ['unknown'] },
  {
    text: aBundle({ 'daemon-json': '{ "userns-remap": "" }', 'dockerd-status': 'rootless=false' }),
    elements: ['userns-remap'],
  },
  { text: aBundle({ 'daemon-json': '{ "userns-remap": "default" }' }), elements: ['pass'] },
  { text: anInfo(), elements: ['userns-remap'] },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('daemon-userns-remap', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonUsernsRemapCheck, given)).toEqual(given.elements);
  });
});
