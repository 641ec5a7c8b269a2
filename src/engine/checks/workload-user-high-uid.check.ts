import { z } from 'zod';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

const fix = {
  'run-command': [setFlag('--user', '10001:10001')],
  compose: [set('/user', '10001:10001')],
  kubernetes: [set('/securityContext/runAsUser', 10001), set('/securityContext/runAsGroup', 10001)],
};

export const workloadUserHighUidCheck = workloadCheck({
  id: 'workload-user-high-uid',
  title: { en: 'UID or GID overlaps host account range', zh: 'UID/GID 与宿主机账户范围重叠' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({ min_uid: z.int().min(1).default(10000), min_gid: z.int().min(1).default(10000) }),
  remediation: {
    en: 'Pick ids of 10000 or above so they match no host account.',
    zh: '使用 10000 及以上的 ID，避免与宿主机账户重合。',
  },
  references: { trivy: ['KSV-0020', 'KSV-0021'], seed: ['§2.1', '§3.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Files in its image and volumes must be readable, and where needed writable, for this user.',
    zh: '镜像与卷中的文件须对该用户可读，必要时可写。',
  },
  evaluate({ user: { uid, gid }, usernsMode }, { min_uid, min_gid }) {
    if (usernsMode === 'private')
      return notApplicable('It has a user namespace of its own.', '该容器使用独立的用户命名空间。');
    if (uid === 0)
      return notApplicable(
        'It runs as root, which another check reports.',
        '以 root 运行，由其他检查项报告。',
      );
    const faults: Fault[] = [];
    if (uid !== null && uid < min_uid) {
      faults.push({
        element: 'uid',
        fact: 'user',
        value: String(uid),
        fix,
        message: {
          en: `Its user id ${uid} is below ${min_uid}, where accounts of the host lie.`,
          zh: `用户 ID ${uid} 低于 ${min_uid}，处于宿主机账户范围内。`,
        },
      });
    }
    if (gid !== null && gid < min_gid) {
      faults.push({
        element: 'gid',
        fact: 'user',
        value: String(gid),
        fix,
        message: {
          en: `Its group id ${gid} is below ${min_gid}, where groups of the host lie.`,
          zh: `组 ID ${gid} 低于 ${min_gid}，处于宿主机用户组范围内。`,
        },
      });
    }
    if (faults.length > 0) return decided(faults);
    if (uid !== null && gid !== null) return passed;
    return unknown('Its user id or its group id is not known.', '用户 ID 或组 ID 未知。', 'user');
  },
  examples: {
    good: [
      { name: 'high ids', input: 'run-command', text: 'docker run --user 10001:10001 nginx:1.27' },
      { name: 'root', input: 'run-command', text: 'docker run --user 0 nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: "10001:10001"', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'an account of the host',
        input: 'run-command',
        text: 'docker run --user 1000:1000 nginx:1.27',
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
          '      securityContext: { runAsUser: 1000, runAsGroup: 3000 }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: "1000:1000"', ''].join('\n'),
      },
    ],
  },
});
