import { describe, expect, it } from 'vitest';
import { exampleFiles } from './example-host-files.js';
import { aBundle } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostFilePermissionsCheck } from './host-file-permissions.check.js';

const cases: readonly HostCase[] = [
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: exampleFiles('466 0 0 root root regular file /etc/docker/daemon.json'),
    }),
    elements: ['daemon-json /etc/docker/daemon.json'],
  },
  {
    text: aBundle({
      'daemon-json': '{}',
      'daemon-arguments': 'dockerd',
      files: exampleFiles('600 0 0 root root regular file /etc/docker/daemon.json'),
    }),
    elements: ['pass'],
  },
  { text: aBundle({ files: 'rubbish' }), elements: ['unknown'] },
  {
    text: aBundle({ files: '4644 0 0 root root regular file /etc/docker/daemon.json' }),
    elements: ['daemon-json /etc/docker/daemon.json'],
  },
];

describe('host-file-permissions', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostFilePermissionsCheck, given)).toEqual(given.elements);
  });
});
