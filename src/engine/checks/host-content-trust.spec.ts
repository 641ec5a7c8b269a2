import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { hostContentTrustCheck } from './host-content-trust.check.js';
import { hostElements, type HostCase } from './host-cases.js';

const client = (Version: string, environment?: string) =>
  aBundle({
    'docker-version': JSON.stringify({ Client: { Version } }),
    ...(environment !== undefined && { environment }),
  });

const cases: readonly HostCase[] = [
  { text: aBundle({}), elements: ['unknown'] },
  { text: client('29.0.0'), elements: ['not_applicable'] },
  { text: client('28.5.2'), elements: ['unknown'] },
  { text: client('28.5.2', 'collector'), elements: [''] },
  { text: client('28.5.2', 'collector DOCKER_CONTENT_TRUST=1'), elements: ['pass'] },
  { text: client('28.5.2', 'collector\n/etc/profile.d/d.sh DOCKER_CONTENT_TRUST=0'), elements: [''] },
  { text: client('28.5.2', 'collector OTHER=1'), elements: ['unknown'] },
  { text: client('20.10.24+dfsg1', 'collector'), elements: [''] },
  { text: client('dev', 'collector DOCKER_CONTENT_TRUST=1'), elements: ['unknown'] },
  { text: anInfo({ ClientInfo: { Version: '29.1.0' } }), elements: ['not_applicable'] },
];

describe('host-content-trust', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostContentTrustCheck, given)).toEqual(given.elements);
  });
});
