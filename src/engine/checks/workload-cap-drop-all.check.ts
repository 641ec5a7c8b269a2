import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { addFlag, append } from '../remediation/workload-fix.js';

const fix = {
  'run-command': [addFlag('--cap-drop', 'ALL')],
  compose: [append('/cap_drop', 'ALL')],
  kubernetes: [append('/securityContext/capabilities/drop', 'ALL')],
};

export const workloadCapDropAllCheck = workloadCheck({
  id: 'workload-cap-drop-all',
  title: { en: 'Default capabilities are kept', zh: '未移除全部默认能力' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Drop every capability, then add back only what a test proves is needed.',
    zh: '先移除全部能力，再只添加经测试证明需要的能力。',
  },
  references: {
    cis: ['5.4'],
    trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
    pss: ['restricted:capabilities'],
    nist: ['4.4.3'],
    seed: ['§2.1', '§2.2', '§5.2', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'Programs that change their user, own files of others or listen below port 1024 need single capabilities back.',
    zh: '需要切换用户、修改他人文件属主或监听 1024 以下端口的程序需单独加回相应能力。',
  },
  evaluate({ capabilities: { add, drop }, privileged }) {
    const fails = (fact: string, value: string, en: string, zh: string, isFixable: boolean) =>
      decided([{ fact, value, message: { en, zh }, ...(isFixable && { fix }) }]);
    if (privileged === true)
      return fails(
        'privileged',
        'true',
        'It runs privileged, so dropping capabilities has no effect.',
        '以特权模式运行，移除能力不起作用。',
        false,
      );
    if (add?.includes('ALL'))
      return fails('capabilities.add', 'ALL', 'It is given every capability.', '被授予全部能力。', false);
    if (drop !== null && !drop.includes('ALL')) {
      return fails(
        'capabilities.drop',
        drop.join(', '),
        'It keeps the capabilities that the engine gives by default: ALL is not dropped.',
        '保留了引擎默认授予的能力：未移除 ALL。',
        true,
      );
    }
    if (privileged === null || add === null || drop === null)
      return unknown('Its capabilities are not known.', '其能力设置未知。', 'capabilities.drop');
    return passed;
  },
  examples: {
    good: [
      { name: 'none kept', input: 'run-command', text: 'docker run --cap-drop=ALL nginx:1.27' },

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
          '      securityContext: { capabilities: { drop: [ALL] } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_drop: [ALL]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the defaults', input: 'run-command', text: 'docker run nginx:1.27' },

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
        name: 'a service that drops one',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    cap_drop:',
          '      - NET_RAW # no raw sockets',
          '',
        ].join('\n'),
      },
    ],
  },
});
