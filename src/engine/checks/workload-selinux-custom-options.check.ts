import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { podOf } from './pod-of.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, remove } from '../remediation/workload-fix.js';

type Options = WorkloadFacts['selinux']['options'];

function faultsOf(options: Options, allowedTypes: readonly string[], isOfPod: boolean): Fault[] {
  const base = isOfPod ? 'pod' : ({ fact: 'selinux.options' } as const);
  const at = (key: string) => (isOfPod ? `/securityContext/seLinuxOptions/${key}` : `/${key}`);
  return (['user', 'role', 'type'] as const).flatMap((key) => {
    const value = options?.[key] ?? '';
    if (value === '' || (key === 'type' && allowedTypes.includes(value))) return [];
    return {
      ...{ element: isOfPod ? `pod ${key}` : key, fact: 'selinux.options', value },
      ...(value === 'spc_t' && { severity: 'high' as const }),
      message: {
        en: `${isOfPod ? "The pod's" : 'Its'} SELinux ${key} is "${value}".`,
        zh: `${isOfPod ? 'Pod 的 ' : ''}SELinux ${key} 为“${value}”。`,
      },
      fix: {
        'run-command': [removeFlag('--security-opt', `label=${key}:${value}`)],
        kubernetes: [remove(at(key), base)],
      },
    };
  });
}

export const workloadSelinuxCustomOptionsCheck = workloadCheck({
  id: 'workload-selinux-custom-options',
  title: { en: 'SELinux user, role or type overridden', zh: '自定义 SELinux 选项' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({
    allowed_types: z
      .array(z.string())
      .default(['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']),
  }),
  remediation: { en: 'Remove the override.', zh: '去掉该覆盖设置。' },
  references: { trivy: ['KSV-0025'], pss: ['baseline:seLinuxOptions'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What the other type or role allowed is refused.',
    zh: '原类型或角色允许的操作将被拒绝。',
  },
  evaluate(workload, { allowed_types }, context) {
    const pod = podOf(workload, context);
    const { options, mode } = workload.selinux;
    const own = faultsOf(options, allowed_types, false);
    const inherited =
      own.length === 0 ? faultsOf(pod?.security.selinuxOptions ?? null, allowed_types, true) : [];
    if (own.length + inherited.length > 0) return decided([...own, ...inherited]);
    return mode === null
      ? unknown('Its SELinux options are not known.', 'SELinux 选项未知。', 'selinux.mode')
      : passed;
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'an allowed type',
        input: 'run-command',
        text: 'docker run --security-opt label=type:container_t nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    init: true', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'the type of the superuser',
        input: 'run-command',
        text: 'docker run --security-opt label=type:spc_t nginx:1.27',
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
          '      securityContext: { seLinuxOptions: { user: system_u, level: "s0:c1" } }',
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
          '    security_opt:',
          '      - label:type:container_t',
          '      - label:user:root',
          '',
        ].join('\n'),
      },
    ],
  },
});
