import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, remove } from '../remediation/workload-fix.js';

export const workloadCgroupParentCheck = workloadCheck({
  id: 'workload-cgroup-parent',
  title: { en: 'Custom cgroup parent', zh: '使用自定义 cgroup 父级' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({ allow: z.array(z.string()).default([]) }),
  remediation: {
    en: "Remove it unless the parent's limits were reviewed.",
    zh: '除非已审查父级限制，否则去掉该设置。',
  },
  references: { cis: ['5.25'], bench: ['5.25'] },
  fixSafety: 'safe',
  evaluate({ cgroupParent }, { allow }) {
    if (cgroupParent === null)
      return unknown('Its control group is not known.', '控制组未知。', 'cgroupParent');
    if (cgroupParent === '' || allow.includes(cgroupParent)) return passed;
    return decided([
      {
        fact: 'cgroupParent',
        value: cgroupParent,
        message: {
          en: `It runs in the control group "${cgroupParent}", whose limits are not known here.`,
          zh: `运行于控制组“${cgroupParent}”，其限制在此未知。`,
        },
        fix: { 'run-command': [removeFlag('--cgroup-parent')], compose: [remove('/cgroup_parent')] },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'an allowed one',
        input: 'run-command',
        text: 'docker run --cgroup-parent=/apps nginx:1.27',
        parameters: { allow: ['/apps'] },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'another', input: 'run-command', text: 'docker run --cgroup-parent=/custom nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cgroup_parent: m-executor', ''].join(
          '\n',
        ),
      },
    ],
  },
});
