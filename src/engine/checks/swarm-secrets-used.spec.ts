import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { aService, aSwarmInfo, aWorkerInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmSecretsUsedCheck } from './swarm-secrets-used.check.js';

const aManager = (parts: Readonly<Record<string, string>>) =>
  aBundle({ 'docker-info': aSwarmInfo(), ...parts });
const needing = aService({ Labels: { 'hardening.credentials': '' } });

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aWorkerInfo, elements: ['unknown'] },
  { text: aManager({}), elements: ['unknown'] },
  { text: aManager({ 'swarm-services': '[]' }), elements: ['pass'] },
  { text: aManager({ 'swarm-services': '[7]' }), elements: ['unknown'] },
  { text: aManager({ 'swarm-services': aService() }), elements: ['pass'] },
  {
    text: aManager({ 'swarm-services': aService({ Env: ['TOKEN=0123456789abcdef'] }) }),
    elements: ['shop TOKEN'],
  },
  { text: aManager({ 'swarm-services': needing }), elements: ['unknown'] },
  { text: aManager({ 'swarm-services': needing, 'swarm-secrets': '[{}]' }), elements: ['pass'] },
  { text: aManager({ 'swarm-services': needing, 'swarm-secrets': '[]' }), elements: ['shop'] },
  {
    text: aManager({ 'swarm-services': needing, 'swarm-secrets': '[]' }),
    parameters: { credentials_label: 'other' },
    elements: ['pass'],
  },
];

describe('swarm-secrets-used', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmSecretsUsedCheck, given)).toEqual(given.elements);
  });
});
