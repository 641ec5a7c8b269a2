import { describe, expect, it } from 'vitest';
import { daemonTcpTlsCheck } from './daemon-tcp-tls.check.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';

const cases: readonly HostCase[] = [
  {
    text: '{ "hosts": ["tcp://127.0.0.1:2375", "tcp://0.0.0.0:2375"] }',
    elements: ['tcp://127.0.0.1:2375 (high)', 'tcp://0.0.0.0:2375'],
  },
  { text: '{ "hosts": ["tcp://0.0.0.0:2376"], "tls": true }', elements: ['tcp://0.0.0.0:2376 (high)'] },
  { text: '{ "hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true }', elements: ['unknown'] },
  { text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd\n-H\nfd://' }), elements: ['unknown'] },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd\n-H\nfd://',
      listeners: 'tcp LISTEN 0 1 0.0.0.0:22 0.0.0.0:*',
    }),
    elements: ['pass'],
  },
  {
    text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd\n-H\nfd://', listeners: 'rubbish' }),
    elements: ['unknown'],
  },
  { text: aBundle({ listeners: 'tcp LISTEN 0 1 0.0.0.0:22 0.0.0.0:*' }), elements: ['unknown'] },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd\n-H\ntcp://[::]:2375',
      listeners: 'tcp LISTEN 0 1 *:2375 *:* users:(("dockerd",pid=1,fd=3))',
    }),
    elements: ['tcp://[::]:2375'],
  },
  {
    text: aBundle({ listeners: 'tcp LISTEN 0 1 *:4243 *:* users:(("dockerd",pid=1,fd=3))' }),
    elements: ['unknown'],
  },
  { text: aBundle({}), elements: ['unknown'] },
];

describe('daemon-tcp-tls', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(daemonTcpTlsCheck, given)).toEqual(given.elements);
  });
});
