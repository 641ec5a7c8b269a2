import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostRuntimeSensorCheck } from './host-runtime-sensor.check.js';

/** The bundles of examples are collected at midnight. */
const midnight = Date.UTC(2026, 5, 1) / 1_000;
const running = (minutes: number) =>
  aBundle({ sensors: `falco-running = true\nfalco-activity = ${midnight - minutes * 60}` });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: aBundle({ sensors: 'falco-running = perhaps' }), elements: ['unknown'] },
  { text: aBundle({ sensors: 'falco-running = false' }), elements: [''] },
  { text: aBundle({ sensors: 'falco-installed = true\nfalco-running = false' }), elements: [''] },
  { text: aBundle({ sensors: 'falco-running = true' }), elements: ['unknown'] },
  { text: running(10), elements: ['pass'] },
  { text: running(11), elements: [''] },
  { text: running(11), parameters: { max_silence_minutes: 60 }, elements: ['pass'] },
];

describe('host-runtime-sensor', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostRuntimeSensorCheck, given)).toEqual(given.elements);
  });
});
