import { describe, expect, it } from 'vitest';
import { evaluateText } from './evaluate-example.js';
import { authorityPem } from './example-certificate.js';
import { anInfo } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostElements, type HostCase } from './host-cases.js';
import { swarmCaRotationCheck } from './swarm-ca-rotation.check.js';

const withRoot = (TrustRoot: unknown) => aSwarmInfo({ Cluster: { TLSInfo: { TrustRoot } } });
const attested = { rotated_on: '2026-05-01', attested_by: 'operations' };
const now = '2026-11-01T00:00:00Z';

const cases: readonly HostCase[] = [
  { text: anInfo(), elements: ['not_applicable'] },
  { text: aSwarmInfo(), now, elements: ['unknown'] },
  { text: withRoot(authorityPem), now: '2026-12-01T00:00:00Z', elements: ['unknown'] },
  { text: withRoot(authorityPem), now: '2028-01-01T00:00:00Z', elements: [''] },
  // What the certificate proves is not to be vouched away.
  { text: withRoot(authorityPem), now: '2028-01-01T00:00:00Z', parameters: attested, elements: [''] },
  {
    text: withRoot('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    now,
    elements: ['unknown'],
  },
  { text: withRoot(7), now, elements: ['unknown'] },
  { text: aSwarmInfo(), now, parameters: attested, elements: ['pass'] },
  { text: aSwarmInfo(), now: '2027-05-03T00:00:00Z', parameters: attested, elements: [''] },
];

describe('swarm-ca-rotation', () => {
  it.each(cases)('of $text at $now with $parameters says $elements', (given) => {
    expect(hostElements(swarmCaRotationCheck, given)).toEqual(given.elements);
  });

  it('says when the certificate will be too old', () => {
    const outcome = evaluateText(swarmCaRotationCheck, 'host', withRoot(authorityPem), {
      now: '2026-12-01T00:00:00Z',
    });
    expect(outcome.changesAt).toMatch(/^2027-11-/);
  });
});
