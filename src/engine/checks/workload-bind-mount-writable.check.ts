import { z } from 'zod';
import { hostMounts, isWithin, shownMount } from './host-mounts.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { changeMount } from '../remediation/workload-fix.js';

export const workloadBindMountWritableCheck = workloadCheck({
  id: 'workload-bind-mount-writable',
  title: { en: 'Host directory mounted read-write', zh: '宿主机目录以可写方式挂载' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    allow_prefixes: z.array(z.string()).default([]).describe('Folders of the host that may be written.'),
  }),
  remediation: {
    en: 'Use a named volume for data; mount host configuration read-only.',
    zh: '数据使用命名卷；宿主机配置以只读方式挂载。',
  },
  references: { cis: ['5.6'], nist: ['4.5.5'], seed: ['§2.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer write to the folder of the host.',
    zh: '将无法写入宿主机目录。',
  },
  evaluate(workload, { allow_prefixes }) {
    if (workload.mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    const faults: Fault[] = hostMounts(workload).flatMap(({ mount, source, fact }) => {
      if (mount.isReadOnly || allow_prefixes.some((folder) => isWithin(source, folder))) return [];
      return {
        element: `${source} at ${mount.target}`,
        fact,
        value: shownMount(mount),
        message: {
          en: `It can write to ${source} of the host, mounted at ${mount.target}.`,
          zh: `可写入宿主机的 ${source}（挂载于 ${mount.target}）。`,
        },
        fix: changeMount(mount.target, fact, { isReadOnly: true }),
      };
    });
    if (faults.length > 0) return decided(faults);
    const open = workload.mounts.findIndex(
      (mount) => mount.type === 'bind' && mount.isUnresolved && !mount.isReadOnly,
    );
    return open < 0
      ? passed
      : unknown(
          'Which path of the host a mount shows is not known.',
          '某个挂载对应的宿主机路径未知。',
          `mounts.${open}`,
        );
  },
  examples: {
    good: [
      { name: 'read-only', input: 'run-command', text: 'docker run -v /srv/conf:/conf:ro nginx:1.27' },
      { name: 'a volume', input: 'run-command', text: 'docker run -v data:/data nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes: ["./conf:/conf:ro", "data:/data"]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'writable', input: 'run-command', text: 'docker run -v /srv/data:/data nginx:1.27' },
      {
        name: 'a mount',
        input: 'run-command',
        text: 'docker run --mount type=bind,src=/a,dst=/b nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - /srv/data:/data',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, long',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - type: bind',
          '        source: /srv/data',
          '        target: /data',
          '',
        ].join('\n'),
      },
      {
        name: 'one of two',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - ./a:/a:ro,z',
          '      - ./b:/b:z # shared',
          '',
        ].join('\n'),
      },
    ],
  },
});
