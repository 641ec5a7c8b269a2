import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { podOf } from './pod-of.js';
import {
  type Fault,
  type WorkloadContext,
  decided,
  notApplicable,
  passed,
  unknown,
  workloadCheck,
} from './workload-check.js';
import { setFlag, set } from '../remediation/workload-fix.js';

const fix = {
  'run-command': [setFlag('--user', '10001:10001')],
  compose: [set('/user', '10001:10001')],
  kubernetes: [set('/securityContext/runAsNonRoot', true), set('/securityContext/runAsUser', 10001)],
};

function asRoot(value: string, en: string, zh: string, fact = 'user'): Fault {
  return { fact, value, message: { en, zh }, fix };
}

/** As the admission controller of Kubernetes decides (restricted: runAsNonRoot, runAsUser). */
function podSecurityFaults(workload: WorkloadFacts, context: WorkloadContext): Fault[] {
  const { user } = workload;
  const pod = podOf(workload, context);
  const faults: Fault[] = [];
  if (user.runAsNonRoot !== true) {
    const value = String(user.runAsNonRoot);
    faults.push({
      ...asRoot(value, 'runAsNonRoot is not true.', 'runAsNonRoot 不为 true。', 'user.runAsNonRoot'),
      element: 'runAsNonRoot',
    });
  }
  if (pod?.security.runAsNonRoot === false && user.runAsNonRoot === true) {
    faults.push({
      ...{ fact: 'user.runAsNonRoot', value: 'false', element: 'pod runAsNonRoot' },
      message: { en: "The pod's runAsNonRoot is false.", zh: 'Pod 的 runAsNonRoot 为 false。' },
      fix: { kubernetes: [set('/securityContext/runAsNonRoot', true, 'pod')] },
    });
  }
  if (user.uid === 0)
    faults.push({ ...asRoot('0', 'runAsUser is 0.', 'runAsUser 为 0。'), element: 'runAsUser' });
  if (pod?.security.runAsUser === 0 && user.uid !== 0) {
    faults.push({
      ...{ fact: 'user', value: '0', element: 'pod runAsUser' },
      message: { en: "The pod's runAsUser is 0.", zh: 'Pod 的 runAsUser 为 0。' },
      fix: { kubernetes: [set('/securityContext/runAsUser', 10001, 'pod')] },
    });
  }
  return faults;
}

function rootFault({ raw, source }: WorkloadFacts['user']): Fault {
  if (source === 'none') {
    const en = 'Neither it nor its image names a user, so it runs as root.';
    return asRoot('', en, '自身与镜像均未指定用户，因此以 root 运行。');
  }
  const value = raw ?? '0';
  const en = `Its user is "${value}", which is root (user id 0).`;
  return asRoot(value, en, `其用户为“${value}”，即 root（用户 ID 0）。`);
}

export const workloadUserRootCheck = workloadCheck({
  id: 'workload-user-root',
  title: { en: 'Main process runs as root', zh: '主进程以 root 运行' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({
    allow_root_in_userns: z
      .boolean()
      .default(false)
      .describe('A user namespace of its own makes root harmless enough.'),
    mode: z
      .enum(['effective', 'pss'])
      .default('effective')
      .describe('pss: as the Pod Security Standards decide.'),
    require_run_as_non_root: z
      .boolean()
      .default(false)
      .describe('Kubernetes must be told runAsNonRoot besides.'),
  }),
  remediation: {
    en: 'Start with an unprivileged numeric uid:gid, or set USER in the image.',
    zh: '以非特权的数字 uid:gid 启动，或在镜像中设置 USER。',
  },
  references: {
    cis: ['4.1'],
    bench: ['4.1'],
    trivy: ['KSV-0012', 'KSV-0105'],
    dockle: ['CIS-DI-0001'],
    pss: ['restricted:runAsNonRoot', 'restricted:runAsUser'],
    nist: ['4.1.2', '4.4.3'],
    falco: ['Container Run as Root User'],
    seed: ['§2.1', '§3.1', '§5.2', '§8.1', '§9.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program can no longer write to folders of root, nor listen below port 1024 where the kernel forbids it.',
    zh: '程序将无法写入 root 的目录；在内核禁止时也无法监听 1024 以下端口。',
  },
  evaluate(workload, parameters, context) {
    const { user, usernsMode, origin } = workload;
    if (parameters.allow_root_in_userns && usernsMode === 'private') {
      return notApplicable('It has a user namespace of its own.', '该容器使用独立的用户命名空间。');
    }
    if (parameters.mode === 'pss' && origin.input === 'kubernetes')
      return decided(podSecurityFaults(workload, context));
    if (origin.os === 'windows')
      return notApplicable('Windows has no user of number 0.', 'Windows 上不存在编号为 0 的用户。');
    if (user.uid === 0) return decided([rootFault(user)]);
    const isNonRoot = user.runAsNonRoot === true;
    if (parameters.require_run_as_non_root && origin.input === 'kubernetes' && !isNonRoot) {
      return decided([
        asRoot(
          String(user.runAsNonRoot),
          'runAsNonRoot is not true.',
          'runAsNonRoot 不为 true。',
          'user.runAsNonRoot',
        ),
      ]);
    }
    if (user.uid !== null || isNonRoot) return passed;
    if (user.raw !== null) {
      const { raw } = user;
      return unknown(
        `Whether its user "${raw}" is root is not known without the image's accounts.`,
        `缺少镜像的账户信息，无法判断用户“${raw}”是否为 root。`,
        'user',
      );
    }
    return unknown(
      'It names no user, and its image is not known: whether it runs as root cannot be told.',
      '未指定用户且镜像信息未知，无法判断是否以 root 运行。',
      'user',
    );
  },
  examples: {
    good: [
      { name: 'a numeric user', input: 'run-command', text: 'docker run --user 1000:1000 nginx:1.27' },

      {
        name: 'a pod that must not be root',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      securityContext: { runAsNonRoot: true, runAsUser: 10001 }',
          '',
        ].join('\n'),
      },
      {
        name: 'a user of the service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    user: "10001:10001"', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'root', input: 'run-command', text: 'docker run --user root nginx:1.27' },
      { name: 'the number of root', input: 'run-command', text: 'docker run -u 0:0 nginx:1.27' },

      {
        name: 'root of a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  securityContext: { runAsUser: 0 }',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '',
        ].join('\n'),
      },
      {
        name: 'root of a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    user: "0"  # needed by the entrypoint',
          '',
        ].join('\n'),
      },
    ],
  },
});
