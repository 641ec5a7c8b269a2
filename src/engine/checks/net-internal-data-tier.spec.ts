import { describe, expect, it } from 'vitest';
import { aBundle } from './example-host.js';
import { aNetwork, aPublishing } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netInternalDataTierCheck } from './net-internal-data-tier.check.js';

const image = (Image: string, Labels = {}) => aPublishing('', { Name: '/db', Config: { Image, Labels } });
const on = (containers: string, ...networks: readonly unknown[]) =>
  aBundle({ containers, networks: JSON.stringify(networks) });
const data = aNetwork('data', { endpoints: ['db'] });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: on(image('postgres:18'), data), elements: ['data'] },
  { text: on(image('shop:1'), data), elements: ['pass'] },
  { text: on(image('shop:1', { tier: 'data' }), data), elements: ['data'] },
  { text: on(image('shop:1', { tier: 'edge' }), data), elements: ['pass'] },
  {
    text: on(image('shop:1', { 'a.b': 'c=d' }), data),
    parameters: { data_label: 'a.b=c=d' },
    elements: ['data'],
  },
  { text: on(image('redis:8'), aNetwork('data', { endpoints: ['db'], Internal: true })), elements: ['pass'] },
  { text: on(image('redis:8'), aNetwork('data', { endpoints: ['db', 'other'] })), elements: ['unknown'] },
  { text: on(image('redis:8'), aNetwork('none', { endpoints: ['db'], Driver: 'null' })), elements: ['pass'] },
  { text: on(image('redis:8'), aNetwork('data')), elements: ['pass'] },
  { text: aBundle({ networks: JSON.stringify([data]) }), elements: ['unknown'] },
];

describe('net-internal-data-tier', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netInternalDataTierCheck, given)).toEqual(given.elements);
  });
});
