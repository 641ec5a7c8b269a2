import { describe, expect, it } from 'vitest';
import { daemonCgroupParentCheck } from './daemon-cgroup-parent.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{ "cgroup-parent": "/a" }', elements: ['cgroup-parent'] },
  { text: aBundle({ 'daemon-json': '{}' }), elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{ "cgroup-parent": "" }' }), elements: ['pass'] },
];

describe('daemon-cgroup-parent', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonCgroupParentCheck, given)).toEqual(given.elements);
  });
});
