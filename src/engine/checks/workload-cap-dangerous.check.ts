import { z } from 'zod';
import { removeCapability } from './remove-capability.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadCapDangerousCheck = workloadCheck({
  id: 'workload-cap-dangerous',
  title: { en: 'Escape-grade capability present', zh: '存在可导致逃逸的危险能力' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux',
  severity: 'critical',
  parameters: z.object({
    deny_critical: z
      .array(z.string())
      .default([
        'ALL',
        'SYS_ADMIN',
        'SYS_MODULE',
        'SYS_PTRACE',
        'SYS_RAWIO',
        'DAC_READ_SEARCH',
        'BPF',
        'SYS_BOOT',
        'MAC_ADMIN',
        'MAC_OVERRIDE',
      ]),
    deny_high: z
      .array(z.string())
      .default([
        'SYS_TIME',
        'NET_ADMIN',
        'SYSLOG',
        'PERFMON',
        'CHECKPOINT_RESTORE',
        'IPC_LOCK',
        'SYS_NICE',
        'SYS_RESOURCE',
        'SYS_TTY_CONFIG',
        'LINUX_IMMUTABLE',
        'WAKE_ALARM',
        'BLOCK_SUSPEND',
        'AUDIT_CONTROL',
      ]),
  }),
  remediation: {
    en: 'Remove the capability; redesign the component that needs kernel-level access.',
    zh: '移除该能力；重新设计需要内核级访问的组件。',
  },
  references: {
    cis: ['5.4'],
    bench: ['C.5.3.1', 'C.5.3.2', 'C.5.3.3', 'C.5.3.4'],
    trivy: ['KSV-0005', 'KSV-0120', 'KSV-0022'],
    pss: ['baseline:capabilities'],
    nist: ['4.4.3'],
    seed: ['§2.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'What needs the capability fails.',
    zh: '需要该能力的操作将失败。',
  },
  evaluate({ capabilities: { add, effectiveBounding }, privileged }, { deny_critical, deny_high }) {
    if (privileged === true)
      return notApplicable(
        'It runs privileged, which another check reports.',
        '以特权模式运行，由其他检查项报告。',
      );
    if (effectiveBounding === null)
      return unknown('Which capabilities it has is not known.', '无法得知其拥有的能力。', 'capabilities.add');
    const all = add?.includes('ALL') === true && deny_critical.includes('ALL');
    const present = all ? ['ALL'] : effectiveBounding;
    const faults: Fault[] = present.flatMap((name) => {
      const isCritical = deny_critical.includes(name);
      if (!isCritical && !deny_high.includes(name)) return [];
      const index = add?.indexOf(name) ?? -1;
      return {
        element: name,
        fact: index < 0 ? 'capabilities.add' : `capabilities.add.${index}`,
        value: name,
        severity: isCritical ? ('critical' as const) : ('high' as const),
        message: {
          en: `It has the capability ${name}, by which a process can reach beyond its container.`,
          zh: `拥有能力 ${name}，进程可借此突破容器边界。`,
        },
        ...(index >= 0 && { fix: removeCapability(name, index) }),
      };
    });
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      { name: 'the defaults', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'all dropped',
        input: 'run-command',
        text: 'docker run --cap-drop=ALL --cap-add=CHOWN nginx:1.27',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [CHOWN]', ''].join('\n'),
      },
    ],
    bad: [
      {
        name: 'the powers of the kernel',
        input: 'run-command',
        text: 'docker run --cap-add SYS_ADMIN --cap-add=SYS_TIME nginx:1.27',
      },
      { name: 'all of them', input: 'run-command', text: 'docker run --cap-add ALL nginx:1.27' },

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
          '      securityContext: { capabilities: { add: [BPF] } }',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cap_add: [SYS_PTRACE]', ''].join('\n'),
      },
    ],
  },
});
