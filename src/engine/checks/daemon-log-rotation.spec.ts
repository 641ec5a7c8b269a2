import { describe, expect, it } from 'vitest';
import { daemonLogRotationCheck } from './daemon-log-rotation.check.js';
import { anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  { text: '{}', elements: ['max-size', 'max-file'] },
  { text: '{ "log-opts": { "max-size": "10m" } }', elements: ['max-file'] },
  { text: anInfo(), elements: ['unknown'] },
  { text: '{ "log-driver": "none" }', elements: ['not_applicable'] },
];

describe('daemon-log-rotation', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonLogRotationCheck, given)).toEqual(given.elements);
  });
});
