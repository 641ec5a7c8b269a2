import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aSwarmInfo, aWorkerInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmListenAddressCheck } from './swarm-listen-address.check.js';

const aManager = (parts: Readonly<Record<string, string>>) =>
  aBundle({ 'docker-info': aSwarmInfo(), ...parts });

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aWorkerInfo, elements: ['not_applicable'] },
  { text: aBundle({}), elements: ['unknown'] },
  { text: aManager({}), elements: ['unknown'] },
  { text: aManager({ listeners: 'tcp LISTEN 0 4096 127.0.0.1:22 0.0.0.0:*' }), elements: ['unknown'] },
  { text: aManager({ listeners: 'tcp LISTEN 0 4096 10.0.0.5:2377 0.0.0.0:*' }), elements: ['pass'] },
  { text: aManager({ listeners: 'tcp LISTEN 0 4096 [::]:2377 [::]:*' }), elements: [''] },
  { text: aManager({ 'swarm-state': '{ "ListenAddr": "0.0.0.0:2377" }' }), elements: [''] },
  { text: aManager({ 'swarm-state': '{ "ListenAddr": "[fd00::5]:2377" }' }), elements: ['pass'] },
  {
    text: aManager({
      'swarm-state': '{ "ListenAddr": "0.0.0.0:3000" }',
      listeners: 'tcp LISTEN 0 4096 *:3000 *:*',
    }),
    elements: [''],
  },
  { text: aManager({ 'swarm-state': '[]' }), elements: ['unknown'] },
];

describe('swarm-listen-address', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmListenAddressCheck, given)).toEqual(given.elements);
  });
});
