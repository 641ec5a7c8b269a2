import { z } from 'zod';
import { removeFlag, remove, set } from '../remediation/workload-fix.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadPrivilegedCheck = workloadCheck({
  id: 'workload-privileged',
  title: { en: 'Container runs privileged', zh: '容器以特权模式运行' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'critical',
  parameters: z.object({}),
  remediation: {
    en: 'Drop the privileged flag; grant the single device or capability that is really needed.',
    zh: '去掉特权标志；只授予确实需要的单个设备或能力。',
  },
  references: {
    cis: ['5.5'],
    bench: ['5.5'],
    trivy: ['KSV-0017'],
    pss: ['baseline:privileged'],
    nist: ['4.4.3'],
    falco: ['Launch Privileged Container'],
    seed: ['§5.1', '§5.2', '§8.1', '§9.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'What needs devices, mounts or settings of the kernel fails; give it the single capability or device that it needs.',
    zh: '需要设备、挂载或内核设置的操作将失败；请单独授予所需的能力或设备。',
  },
  evaluate({ privileged }) {
    if (privileged === false) return passed;
    if (privileged === null) {
      return unknown(
        'Whether it runs privileged is not known.',
        '无法判断是否以特权模式运行。',
        'privileged',
      );
    }
    return decided([
      {
        fact: 'privileged',
        value: 'true',
        message: {
          en: 'It runs privileged: it has every capability and device of the host, and the filters for system calls and files are off.',
          zh: '以特权模式运行：拥有宿主机的全部能力与设备，系统调用过滤和文件隔离均被关闭。',
        },
        fix: {
          'run-command': [removeFlag('--privileged')],
          compose: [remove('/privileged')],
          kubernetes: [set('/securityContext/privileged', false)],
        },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'an ordinary container', input: 'run-command', text: 'docker run nginx:1.27' },
      { name: 'said not to be', input: 'run-command', text: 'docker run --privileged=false nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: false', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the flag', input: 'run-command', text: 'docker run --rm --privileged nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: {name: web}',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: {privileged: true}',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    privileged: true # for docker', ''].join(
          '\n',
        ),
      },
    ],
  },
});
