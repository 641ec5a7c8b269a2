import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { podOf } from './pod-of.js';
import {
  type Fault,
  type WorkloadContext,
  type WorkloadOutcome,
  decided,
  notApplicable,
  passed,
  unknown,
  workloadCheck,
} from './workload-check.js';
import { addFlag, setFlag, set, append, removeFact } from '../remediation/workload-fix.js';

function fails(value: string, en: string, zh: string, mend?: Fault['fix']) {
  return decided([{ fact: 'apparmor.mode', value, message: { en, zh }, ...(mend && { fix: mend }) }]);
}

function unconfined({ places }: WorkloadFacts) {
  const isAnnotated = places['apparmor.mode']?.pointer.includes('/annotations') === true;
  return fails('unconfined', 'AppArmor does not confine it.', 'AppArmor 未对其进行限制。', {
    'run-command': [setFlag('--security-opt', 'apparmor=docker-default', 'apparmor=unconfined')],
    compose: [set('', 'apparmor=docker-default', { fact: 'apparmor.mode' })],
    kubernetes: isAnnotated
      ? [removeFact('apparmor.mode'), set('/securityContext/appArmorProfile/type', 'RuntimeDefault')]
      : [set('/type', 'RuntimeDefault', { fact: 'apparmor.mode' })],
  });
}

function custom(profile: string | null, allowed: readonly string[]) {
  if (allowed.length === 0 || (profile !== null && allowed.includes(profile))) return passed;
  if (profile === null)
    return unknown(
      'The name of its AppArmor profile is not known.',
      'AppArmor 配置的名称未知。',
      'apparmor.mode',
    );
  return fails(
    profile,
    `Its AppArmor profile "${profile}" is not an allowed one.`,
    `其 AppArmor 配置“${profile}”不在允许列表中。`,
  );
}

/** An annotation for a name that no container has confines nothing; the Pod Security Standards refuse it. Told once a pod. */
function strayFaults(workload: WorkloadFacts, context: WorkloadContext): Fault[] {
  const { workloads } = context.facts;
  const isFirst = workloads.findIndex(({ origin }) => origin.pod === workload.origin.pod) === context.index;
  return (isFirst ? (podOf(workload, context)?.strayApparmor ?? []) : []).map(({ container }) => ({
    element: `annotation ${container}`,
    fact: 'apparmor.mode',
    value: container,
    message: {
      en: `An annotation turns AppArmor off for "${container}", which is no container of the pod.`,
      zh: `有注解为“${container}”关闭 AppArmor，但 Pod 中没有该容器。`,
    },
  }));
}

export const workloadApparmorCheck = workloadCheck({
  id: 'workload-apparmor',
  title: { en: 'AppArmor profile missing or unconfined', zh: '未启用 AppArmor 配置' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'linux-unless-stated',
  severity: 'medium',
  parameters: z.object({ allowed_profiles: z.array(z.string()).default([]).describe('Names; none: any.') }),
  remediation: {
    en: 'Remove apparmor=unconfined; name a loaded profile.',
    zh: '去掉 apparmor=unconfined；指定已加载的配置。',
  },
  references: {
    cis: ['5.2'],
    bench: ['5.2'],
    trivy: ['KSV-0002'],
    pss: ['baseline:appArmorProfile'],
    nist: ['4.4.3'],
    seed: ['§2.1', '§5.3'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'What the profile forbids (mounting, tracing, writing below /proc and /sys) fails.',
    zh: '配置文件禁止的操作（挂载、跟踪、写入 /proc 与 /sys）将失败。',
  },
  evaluate(workload, { allowed_profiles }, context) {
    const { apparmor, origin, runsOn } = workload;
    if (runsOn?.hasAppArmor === false)
      return notApplicable('The host has no AppArmor.', '宿主机没有 AppArmor。');
    const isKubernetes = origin.input === 'kubernetes';
    if (
      isKubernetes &&
      podOf(workload, context)?.security.apparmor === 'unconfined' &&
      apparmor.mode !== 'unconfined'
    ) {
      return fails(
        'unconfined',
        "The pod's AppArmor profile is unconfined.",
        'Pod 的 AppArmor 配置为 unconfined。',
        { kubernetes: [set('/securityContext/appArmorProfile/type', 'RuntimeDefault', 'pod')] },
      );
    }
    if (apparmor.mode === 'unconfined') return unconfined(workload);
    const stray = isKubernetes ? strayFaults(workload, context) : [];
    if (stray.length > 0) return decided(stray);
    if (apparmor.mode === 'custom') return custom(apparmor.profile, allowed_profiles);
    if (apparmor.mode === 'default' || (isKubernetes && apparmor.mode === 'unset')) return passed;
    return unnamed(workload, context);
  },
  examples: {
    good: [
      {
        name: 'a named profile',
        input: 'run-command',
        text: 'docker run --security-opt apparmor=docker-default nginx:1.27',
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
          '    security_opt: [apparmor=docker-default]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'unconfined',
        input: 'run-command',
        text: 'docker run --security-opt apparmor=unconfined nginx:1.27',
      },

      { name: 'privileged', input: 'run-command', text: 'docker run --privileged nginx:1.27' },
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
          '      securityContext: { appArmorProfile: { type: Unconfined } }',
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
          '    security_opt: ["apparmor:unconfined"]',
          '',
        ].join('\n'),
      },
    ],
  },
});

/** A container is given its profile when it is started. */
function wasStarted({ facts, index }: WorkloadContext): boolean {
  const status = facts.containers?.[index]?.status ?? 'created';
  return status !== 'created';
}

/** Of one that names no profile: engines give it one where they can, unless it is privileged. */
function unnamed({ privileged, runsOn }: WorkloadFacts, context: WorkloadContext): WorkloadOutcome {
  if (privileged === true)
    return fails(
      '',
      'It runs privileged and names no AppArmor profile, so it has none.',
      '以特权模式运行且未指定 AppArmor 配置，因此没有限制。',
      {
        'run-command': [addFlag('--security-opt', 'apparmor=docker-default')],
        compose: [append('/security_opt', 'apparmor=docker-default')],
      },
    );
  if (runsOn?.hasAppArmor && wasStarted(context))
    return fails(
      '',
      'The host has AppArmor, and it runs without a profile.',
      '宿主机启用了 AppArmor，但容器没有配置。',
    );
  return unknown(
    'It names no AppArmor profile, and whether the host has AppArmor is not known.',
    '未指定 AppArmor 配置，且不清楚宿主机是否启用 AppArmor。',
    'apparmor.mode',
  );
}
