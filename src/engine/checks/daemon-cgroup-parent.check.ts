import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

export const daemonCgroupParentCheck = hostCheck({
  id: 'daemon-cgroup-parent',
  title: { en: 'Non-default cgroup parent', zh: '守护进程使用自定义 cgroup' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({
    confirmed: z.array(z.string()).default([]).describe('Groups that were chosen on purpose.'),
  }),
  remediation: { en: 'Remove it, or record why it is there.', zh: '删除该设置，或记录原因。' },
  references: { cis: ['2.10'], bench: ['2.10'] },
  evaluate(facts, { confirmed }) {
    const { cgroupParent } = facts.daemon.settings;
    if (cgroupParent === null) return settingUnknown(facts, 'cgroupParent');
    const { value } = cgroupParent;
    if (value === '' || confirmed.includes(value)) return hostPassed;
    const message = {
      en: `Containers share the limits of the control group ${value}.`,
      zh: `容器共享控制组 ${value} 的限制。`,
    };
    return { faults: [settingFault(facts, 'cgroupParent', { message })] };
  },
  examples: {
    good: [
      { name: 'not set', input: 'host', text: '{}' },
      {
        name: 'on purpose',
        input: 'host',
        text: '{ "cgroup-parent": "/apps" }',
        parameters: { confirmed: ['/apps'] },
      },
    ],
    bad: [
      { name: 'set', input: 'host', text: aBundle({ 'daemon-arguments': 'dockerd\n--cgroup-parent=/apps' }) },
    ],
  },
});
