import { describe, expect, it } from 'vitest';
import { aContainer } from './example-container.js';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostSprawlCheck } from './host-sprawl.check.js';

const cases: readonly HostCase[] = [
  { text: aBundle({ images: '[{}, {}, {}]', containers: aContainer() }), elements: ['images'] },
  { text: anInfo({ Images: 0, Containers: 0, ContainersRunning: 0 }), elements: ['pass'] },
  { text: anInfo({ Images: 3, Containers: 0, ContainersRunning: 0 }), elements: ['unknown'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: anInfo({ Images: 1, Containers: 30, ContainersRunning: 1 }), elements: ['containers'] },
];

describe('host-sprawl', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostSprawlCheck, given)).toEqual(given.elements);
  });
});
