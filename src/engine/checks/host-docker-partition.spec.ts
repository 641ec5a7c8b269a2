import { describe, expect, it } from 'vitest';
import { aBundle, anInfo } from './example-host.js';
import { hostElements, type HostCase } from './host-cases.js';
import { hostDockerPartitionCheck } from './host-docker-partition.check.js';

const cases: readonly HostCase[] = [
  {
    text: aBundle({
      'docker-info': anInfo({ DockerRootDir: '/srv/docker/100000.100000' }),
      mounts: '36 30 8:2 / /srv/docker rw - ext4 /dev/sda2 rw',
    }),
    elements: ['pass'],
  },
  { text: aBundle({ 'docker-info': anInfo(), mounts: 'rubbish' }), elements: ['/var/lib/docker'] },
  { text: aBundle({ 'docker-info': anInfo() }), elements: ['unknown'] },
  { text: aBundle({ mounts: '30 1 8:1 / / rw - ext4 /dev/sda1 rw' }), elements: ['unknown'] },
];

describe('host-docker-partition', () => {
  it.each(cases)('of $text says $elements', (given) => {
    expect(hostElements(hostDockerPartitionCheck, given)).toEqual(given.elements);
  });
});
