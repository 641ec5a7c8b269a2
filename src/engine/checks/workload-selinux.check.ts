import { z } from 'zod';
import {
  decided,
  notApplicable,
  passed,
  unknown,
  workloadCheck,
  type WorkloadOutcome,
} from './workload-check.js';
import { removeFlag, removeFact } from '../remediation/workload-fix.js';

/** Where the workload itself says that it is not labelled; sharing the host's processes does the same. */
const withLabel = {
  'run-command': [removeFlag('--security-opt', 'label=disable')],
  compose: [removeFact('selinux.mode')],
};

export const workloadSelinuxCheck = workloadCheck({
  id: 'workload-selinux',
  title: { en: 'SELinux labelling disabled', zh: 'SELinux 标签被禁用' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Remove label=disable; relabel volumes with :Z where needed.',
    zh: '去掉 label=disable；需要时使用 :Z 重新标记卷。',
  },
  references: { cis: ['5.3'], bench: ['5.3'], nist: ['4.4.3'], seed: ['§2.1', '§5.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer reach files of the host with another label: mount them with :Z.',
    zh: '将无法访问标签不同的宿主机文件：请用 :Z 挂载。',
  },
  evaluate({ selinux, privileged, sources, runsOn, namespaces: { pid, ipc } }) {
    if (runsOn?.isSelinuxEnforced === false)
      return notApplicable('The host does not enforce SELinux.', '宿主机未强制启用 SELinux。');
    const isShared = pid === 'host' || ipc === 'host';
    if (selinux.mode === 'disabled' && privileged !== true) {
      return decided([
        {
          fact: 'selinux.mode',
          value: 'disabled',
          message: {
            en: 'SELinux does not label it, so it does not confine it.',
            zh: 'SELinux 标签被禁用，因此没有限制。',
          },
          ...(sources['selinux.mode'] === undefined && !isShared && { fix: withLabel }),
        },
      ]);
    }
    if (selinux.mode === null)
      return unknown('Its SELinux label is not known.', 'SELinux 标签未知。', 'selinux.mode');
    if (runsOn?.isSelinuxEnforced && privileged === true)
      return fails(
        'It runs privileged, so SELinux does not confine it.',
        '以特权模式运行，SELinux 不加限制。',
      );
    if (runsOn?.isSelinuxEnforced && runsOn.isSelinuxEnabled === false)
      return fails(
        'The daemon labels no containers, so SELinux does not confine it.',
        '守护进程未启用 SELinux 标签，因此没有限制。',
      );
    if (runsOn?.isSelinuxEnforced && runsOn.isSelinuxEnabled) return passed;
    return unknown(
      'Whether the host enforces SELinux is not known.',
      '不清楚宿主机是否强制启用 SELinux。',
      'selinux.mode',
    );
  },
  examples: {
    good: [
      {
        name: 'a workload of Windows',
        input: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  os: { name: windows }\n  containers: [{ name: web, image: a }]\n',
      },
      {
        name: 'a service of Windows',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    platform: windows/amd64', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'no label', input: 'run-command', text: 'docker run --security-opt label=disable nginx:1.27' },
      {
        name: 'no label',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - label:disable',
          '      - no-new-privileges:true',
          '',
        ].join('\n'),
      },
    ],
  },
});

function fails(en: string, zh: string): WorkloadOutcome {
  return decided([{ fact: 'selinux.mode', value: '', message: { en, zh } }]);
}
