import { describe, expect, it } from 'vitest';
import { exampleFiles } from './example-host-files.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostFileOwnershipCheck } from './host-file-ownership.check.js';

const cases: readonly HostCase[] = [
  {
    text: aBundle({
      'daemon-arguments': 'dockerd\n--tlskey=/etc/docker/key.pem',
      'daemon-json': '{}',
      files: exampleFiles('400 7 7 bob bob regular file /etc/docker/key.pem'),
    }),
    elements: ['tls-key /etc/docker/key.pem'],
  },
  { text: aBundle({ files: exampleFiles() }), elements: ['unknown'] },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: exampleFiles('755 0 0 root root directory /etc/docker/certs.d'),
    }),
    elements: ['pass'],
  },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: exampleFiles(
        '755 0 0 root root directory /etc/docker/certs.d',
        '444 0 5 root staff regular file /etc/docker/certs.d/a/ca.crt',
      ),
    }),
    elements: ['registry-certs /etc/docker/certs.d/a/ca.crt'],
  },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: '644 0 0 root root regular file /etc/docker/daemon.json',
    }),
    elements: ['unknown'],
  },
  { text: aBundle({}), elements: ['unknown'] },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: exampleFiles('660 0 0 root root socket /run/docker.sock'),
    }),
    elements: ['docker-sock /run/docker.sock'],
  },
];

describe('host-file-ownership', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostFileOwnershipCheck, given)).toEqual(given.elements);
  });
});
