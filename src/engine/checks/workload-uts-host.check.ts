import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, remove } from '../remediation/workload-fix.js';

export const workloadUtsHostCheck = workloadCheck({
  id: 'workload-uts-host',
  title: { en: 'Host UTS namespace shared', zh: '共享宿主机 UTS 命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the option; set --hostname if a name is needed.',
    zh: '去掉该选项；需要主机名时设置 --hostname。',
  },
  references: { cis: ['5.21'], bench: ['5.21'], nist: ['4.4.3'] },
  fixSafety: 'safe',
  evaluate({ namespaces: { uts } }) {
    if (uts === null)
      return unknown('Its UTS namespace is not known.', 'UTS 命名空间未知。', 'namespaces.uts');
    if (uts !== 'host') return passed;
    return decided([
      {
        fact: 'namespaces.uts',
        value: 'host',
        message: {
          en: 'It shares the UTS namespace of the host: it sees the name of the host, and may change it.',
          zh: '共享宿主机 UTS 命名空间：可看到并可能修改主机名。',
        },
        fix: { 'run-command': [removeFlag('--uts', 'host')], compose: [remove('/uts')] },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'its own', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the host', input: 'run-command', text: 'docker run --uts=host nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    uts: host', ''].join('\n'),
      },
    ],
  },
});
