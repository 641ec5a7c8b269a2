import { z } from 'zod';
import { removeCapability } from './remove-capability.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, append } from '../remediation/workload-fix.js';

export const workloadCapNetRawCheck = workloadCheck({
  id: 'workload-cap-net-raw',
  title: { en: 'NET_RAW available', zh: '具有 NET_RAW 能力' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Drop NET_RAW (or ALL); use an unprivileged ping through net.ipv4.ping_group_range.',
    zh: '移除 NET_RAW（或 ALL）；通过 net.ipv4.ping_group_range 使用非特权 ping。',
  },
  references: {
    trivy: ['KSV-0119'],
    pss: ['baseline:capabilities'],
    falco: ['Packet socket created in container'],
    seed: ['§2.2'],
  },
  fixSafety: 'safe',
  evaluate({ capabilities: { add, effectiveBounding }, privileged }) {
    if (effectiveBounding === null)
      return unknown(
        'Which capabilities it has is not known.',
        '无法得知其拥有的能力。',
        'capabilities.drop',
      );
    if (!effectiveBounding.includes('NET_RAW')) return passed;
    const index = add?.indexOf('NET_RAW') ?? -1;
    const isAdded = index >= 0;
    return decided([
      {
        fact: isAdded ? `capabilities.add.${index}` : 'capabilities.drop',
        value: 'NET_RAW',
        severity: isAdded ? ('high' as const) : ('medium' as const),
        message: isAdded
          ? {
              en: 'It adds NET_RAW: it can forge packets and listen in on its network.',
              zh: '添加了 NET_RAW：可伪造数据包并监听所在网络。',
            }
          : {
              en: 'It keeps NET_RAW of the default set: it can forge packets on its network.',
              zh: '保留了默认集合中的 NET_RAW：可在所在网络伪造数据包。',
            },
        ...(privileged === false &&
          !add?.includes('ALL') && {
            fix: isAdded
              ? removeCapability('NET_RAW', index, true)
              : {
                  'run-command': [addFlag('--cap-drop', 'NET_RAW')],
                  compose: [append('/cap_drop', 'NET_RAW')],
                  kubernetes: [append('/securityContext/capabilities/drop', 'NET_RAW')],
                },
          }),
      },
    ]);
  },
  examples: {
    good: [
      { name: 'dropped', input: 'run-command', text: 'docker run --cap-drop=NET_RAW nginx:1.27' },
      {
        name: 'all dropped',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [ALL]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'left from the defaults', input: 'run-command', text: 'docker run nginx:1.27' },
      { name: 'added', input: 'run-command', text: 'docker run --cap-drop=ALL --cap-add=NET_RAW nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [NET_RAW]', ''].join('\n'),
      },
    ],
  },
});
