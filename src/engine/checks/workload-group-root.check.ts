import { z } from 'zod';
import type { WorkloadUser } from '../model/workload-facts.js';
import { type Fault, decided, workloadCheck } from './workload-check.js';
import { removeFlag, setFlag, set } from '../remediation/workload-fix.js';

function ownGroup({ uid, gid }: WorkloadUser, denied: readonly string[]): Fault[] {
  if (gid === null || !denied.includes(String(gid))) return [];
  const explicit = uid === null || uid === 0 ? '10001:10001' : `${uid}:10001`;
  return [
    {
      element: 'group',
      fact: 'user',
      value: String(gid),
      message: {
        en: `Its group is ${gid}${gid === 0 ? ', the group of root' : ''}.`,
        zh: `其主组为 ${gid}${gid === 0 ? '（root 组）' : ''}。`,
      },
      fix: {
        'run-command': [setFlag('--user', explicit)],
        compose: [set('/user', explicit)],
        kubernetes: [set('/securityContext/runAsGroup', 10001)],
      },
    },
  ];
}

function furtherGroups({ supplementaryGroups }: WorkloadUser, denied: readonly string[]): Fault[] {
  return (supplementaryGroups ?? [])
    .filter((group) => denied.includes(group))
    .map((group) => ({
      element: `group ${group}`,
      fact: 'user.supplementaryGroups',
      value: group,
      message: {
        en: `It is in the group "${group}", which opens files of the host's administration.`,
        zh: `其附加组包含“${group}”，可访问宿主机管理文件。`,
      },
      fix: { 'run-command': [removeFlag('--group-add', group)] },
    }));
}

export const workloadGroupRootCheck = workloadCheck({
  id: 'workload-group-root',
  title: { en: 'Process belongs to the root group or docker group', zh: '进程属于 root 组或 docker 组' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({
    denied_groups: z
      .array(z.string())
      .default(['0', 'root', 'docker', 'disk', 'kmem', 'shadow'])
      .describe('Names and ids.'),
  }),
  remediation: {
    en: 'Set an explicit unprivileged group and drop the extra ones.',
    zh: '显式设置非特权组，并去掉多余的附加组。',
  },
  references: { trivy: ['KSV-0116'], nist: ['4.4.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Files that only the group may read or write are closed to it.',
    zh: '仅组可读写的文件将无法访问。',
  },
  evaluate({ user }, { denied_groups }) {
    const { gid } = user;
    const faults = [...ownGroup(user, denied_groups), ...furtherGroups(user, denied_groups)];
    const reason =
      gid === null
        ? { en: 'Its group comes from the image, which is not known.', zh: '其组来自镜像，而镜像信息未知。' }
        : null;
    return decided(faults, reason, 'user');
  },
  examples: {
    good: [
      { name: 'a group of its own', input: 'run-command', text: 'docker run --user 10001:10001 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: "10001:10001"', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the group of root', input: 'run-command', text: 'docker run --user 1000:0 nginx:1.27' },
      {
        name: "Docker's group",
        input: 'run-command',
        text: 'docker run --user 1000:1000 --group-add docker nginx:1.27',
      },
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
          '      securityContext: { runAsUser: 1000, runAsGroup: 0 }',
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
          '    user: "10001:0"',
          '    group_add: [docker]',
          '',
        ].join('\n'),
      },
    ],
  },
});
