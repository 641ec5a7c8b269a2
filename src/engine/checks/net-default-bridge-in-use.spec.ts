import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { aNetwork } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netDefaultBridgeInUseCheck } from './net-default-bridge-in-use.check.js';

const on = (...networks: readonly unknown[]) => aBundle({ networks: JSON.stringify(networks) });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: '{ "icc": false }', elements: ['not_applicable'] },
  { text: on(), elements: ['pass'] },
  { text: on({}), elements: ['unknown'] },
  { text: on(aNetwork('bridge')), elements: ['pass'] },
  { text: on(aNetwork('bridge', { Containers: undefined })), elements: ['unknown'] },
  { text: on(aNetwork('bridge', { endpoints: ['a', 'b'] })), elements: ['a', 'b'] },
  { text: on(aNetwork('shop', { endpoints: ['a'] })), elements: ['pass'] },
];

describe('net-default-bridge-in-use', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netDefaultBridgeInUseCheck, given)).toEqual(given.elements);
  });
});
