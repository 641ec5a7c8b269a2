import { z } from 'zod';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostPassed, hostUnknown } from './host-check.js';
import { withoutEnd } from '../text/ends.js';

export const hostDockerPartitionCheck = hostCheck({
  id: 'host-docker-partition',
  title: { en: 'Docker data not on its own partition', zh: 'Docker 数据未使用独立分区' },
  area: 'host',
  parts: ['mounts'],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Put the data directory on a volume of its own.', zh: '将数据目录放在独立的卷上。' },
  references: { cis: ['1.1.1'], bench: ['1.1.1'], nist: ['4.5.5'] },
  evaluate(facts) {
    const { dataRoot, mountPoints } = facts.machine;
    const what = { en: 'Where the data of Docker lies', zh: 'Docker 数据所在位置' };
    if (dataRoot === null) return hostUnknown(facts, what, 'docker-info');
    if (mountPoints === null) return hostUnknown(facts, what, 'mounts');
    // With remapped users the daemon keeps its data in a folder of that name below.
    const folder = withoutEnd(dataRoot, '/').replace(/\/\d+\.\d+$/, '');
    if (mountPoints.includes(folder)) return hostPassed;
    const message = {
      en: `${folder} shares its file system with the host: images and logs can fill it up.`,
      zh: `${folder} 与宿主机共用文件系统：镜像与日志可能将其写满。`,
    };
    return { faults: [{ element: folder, fact: 'host.dataRoot', value: folder, message, part: 'mounts' }] };
  },
  examples: {
    good: [
      {
        name: 'a volume of its own',
        input: 'host',
        text: aBundle({
          'docker-info': anInfo(),
          mounts: '30 1 8:1 / / rw - ext4 /dev/sda1 rw\n36 30 8:2 / /var/lib/docker rw - ext4 /dev/sda2 rw',
        }),
      },
    ],
    bad: [
      {
        name: 'the root file system',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo(), mounts: '30 1 8:1 / / rw - ext4 /dev/sda1 rw' }),
      },
    ],
  },
});
