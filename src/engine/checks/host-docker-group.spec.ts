import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostDockerGroupCheck } from './host-docker-group.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ groups: 'docker:x:998:alice,bob,alice' }), elements: ['alice', 'bob'] },
  { text: aBundle({ groups: 'adm:x:4:alice' }), elements: ['pass'] },
  { text: aBundle({ groups: 'docker:x:998:\ngarbage' }), elements: ['unknown'] },
  { text: aBundle({ groups: 'docker:x:998:bob\ngarbage' }), elements: ['bob'] },
  { text: aBundle({ groups: { status: 'denied', reason: 'not root' } }), elements: ['unknown'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: '{}', elements: ['not_applicable'] },
];

describe('host-docker-group', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostDockerGroupCheck, given)).toEqual(given.elements);
  });
});
