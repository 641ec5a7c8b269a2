import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aNetwork } from './example-network.js';
import { hostElements, type HostCase } from './host-cases.js';
import { netOverlayEncryptionCheck } from './net-overlay-encryption.check.js';

const on = (...networks: readonly unknown[]) => aBundle({ networks: JSON.stringify(networks) });
const overlay = (name: string, members: Readonly<Record<string, unknown>> = {}) =>
  aNetwork(name, { Driver: 'overlay', Scope: 'swarm', ...members });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: anInfo(), elements: ['not_applicable'] },
  { text: on(aNetwork('bridge')), elements: ['not_applicable'] },
  { text: on(aNetwork('bridge'), 7), elements: ['unknown'] },
  { text: on(overlay('a'), overlay('b', { Options: { encrypted: '' } })), elements: ['a'] },
  { text: on(overlay('a', { Options: { encrypted: 'true' } })), elements: ['pass'] },
  { text: on(overlay('a', { Options: { encrypted: 'false' } })), elements: ['a'] },
  { text: on(overlay('ingress', { Ingress: true })), elements: ['ingress (medium)'] },
];

describe('net-overlay-encryption', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(netOverlayEncryptionCheck, given)).toEqual(given.elements);
  });
});
