import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { aNetwork } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netIccUserDefinedCheck } from './net-icc-user-defined.check.js';

const on = (...networks: readonly unknown[]) => aBundle({ networks: JSON.stringify(networks) });
const many = Array.from({ length: 21 }, (_, index) => `app-${index}`);
const noTalk = { 'com.docker.network.bridge.enable_icc': 'false' };

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: on(aNetwork('shop', { endpoints: many })), elements: ['shop'] },
  { text: on(aNetwork('shop', { endpoints: many.slice(1) })), elements: ['pass'] },
  { text: on(aNetwork('shop', { endpoints: many, Options: noTalk })), elements: ['pass'] },
  { text: on(aNetwork('none', { endpoints: many, Driver: 'null' })), elements: ['pass'] },
  { text: on(aNetwork('bridge', { endpoints: many })), elements: ['pass'] },
  { text: on(aNetwork('shop', { Containers: null })), elements: ['unknown'] },
];

describe('net-icc-user-defined', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netIccUserDefinedCheck, given)).toEqual(given.elements);
  });
});
