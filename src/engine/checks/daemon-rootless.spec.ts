import { describe, expect, it } from 'vitest';
import { daemonRootlessCheck } from './daemon-rootless.check.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ 'dockerd-status': 'uid=1000' }), elements: ['pass'] },
  { text: aBundle({ 'dockerd-status': 'user: root' }), elements: [''] },
  { text: '{}', elements: ['unknown'] },
  { text: aBundle({ 'docker-info': anInfo({ SecurityOptions: 7 }) }), elements: ['unknown'] },
];

describe('daemon-rootless', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonRootlessCheck, given)).toEqual(given.elements);
  });
});
