import { describe, expect, it } from 'vitest';
import { anInfo } from './example-host.js';
import { aSwarmInfo, aWorkerInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmNodeCertificateExpiryCheck } from './swarm-node-certificate-expiry.check.js';

const expiring = (NodeCertExpiry: unknown) => aSwarmInfo({}, { CAConfig: { NodeCertExpiry } });
const hour = 3_600_000_000_000;

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aWorkerInfo, elements: ['unknown'] },
  { text: expiring(48 * hour), elements: ['pass'] },
  { text: expiring(49 * hour), elements: [''] },
  { text: expiring(49 * hour), parameters: { max_hours: 72 }, elements: ['pass'] },
  { text: expiring('48h'), elements: ['unknown'] },
];

describe('swarm-node-certificate-expiry', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(swarmNodeCertificateExpiryCheck, given)).toEqual(given.elements);
  });
});
