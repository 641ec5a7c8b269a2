import { z } from 'zod';
import { shownMount } from './host-mounts.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { changeMount, set } from '../remediation/workload-fix.js';

export const workloadMountPropagationSharedCheck = workloadCheck({
  id: 'workload-mount-propagation-shared',
  title: { en: 'Shared mount propagation', zh: '挂载传播模式为 shared' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Use rprivate (default) or rslave.', zh: '使用 rprivate（默认）或 rslave。' },
  references: { cis: ['5.20'], bench: ['5.20'], nist: ['4.4.3'] },
  fixSafety: 'safe',
  evaluate({ mounts }) {
    if (mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');
    const faults: Fault[] = mounts.flatMap((mount, index) => {
      const { propagation, target } = mount;
      if (propagation !== 'shared' && propagation !== 'rshared') return [];
      const fact = `mounts.${index}`;
      return {
        element: target,
        fact,
        value: `${shownMount(mount)} ${propagation}`,
        message: {
          en: `What it mounts below ${target} appears on the host too (${propagation}).`,
          zh: `其在 ${target} 下的挂载会传播到宿主机（${propagation}）。`,
        },
        fix: {
          ...changeMount(target, fact, { isPrivate: true }),
          kubernetes: [set('/mountPropagation', 'None', { fact })],
        },
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'private', input: 'run-command', text: 'docker run -v /srv:/srv nginx:1.27' },
      { name: 'from the host only', input: 'run-command', text: 'docker run -v /srv:/srv:rslave nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    volumes: ["/srv:/srv:rslave"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      { name: 'shared', input: 'run-command', text: 'docker run -v /srv:/srv:shared nginx:1.27' },
      {
        name: 'a mount',
        input: 'run-command',
        text: 'docker run --mount type=bind,src=/a,dst=/a,bind-propagation=rshared nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: s, hostPath: { path: /srv } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts:',
          '        - { name: s, mountPath: /s, mountPropagation: Bidirectional }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - type: bind',
          '        source: /srv',
          '        target: /srv',
          '        bind: { propagation: shared }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service, short',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - /srv:/srv:ro,z,rshared # all of it',
          '',
        ].join('\n'),
      },
    ],
  },
});
