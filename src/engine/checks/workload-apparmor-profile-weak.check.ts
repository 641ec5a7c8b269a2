import { z } from 'zod';
import { type ApparmorProfile, readApparmorProfile } from './apparmor-profile.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

function faultsOf(
  { denies, contradicted, weakFlags }: ApparmorProfile,
  required: readonly string[],
): Fault[] {
  const fault = (element: string, value: string, en: string, zh: string): Fault => ({
    ...{ element, fact: 'apparmor.mode', value, message: { en, zh } },
  });
  return [
    ...required
      .filter((rule) => !denies(rule))
      .map((rule) =>
        fault(
          rule,
          rule,
          `Its AppArmor profile does not deny "${rule}", which the engine's own does.`,
          `其 AppArmor 配置未拒绝“${rule}”，而引擎默认配置会拒绝。`,
        ),
      ),
    ...contradicted.map((rule) =>
      fault(
        `allowed and denied ${rule}`,
        rule,
        `Its AppArmor profile allows and denies "${rule}": deny wins, the other rule is dead text.`,
        `其 AppArmor 配置同时允许并拒绝“${rule}”：拒绝优先，允许规则无效。`,
      ),
    ),
    ...weakFlags.map((flag) =>
      fault(
        `flag ${flag}`,
        flag,
        `Its AppArmor profile has the flag ${flag}, so it blocks nothing.`,
        `其 AppArmor 配置带有 ${flag} 标志，不会阻止任何操作。`,
      ),
    ),
  ];
}

export const workloadApparmorProfileWeakCheck = workloadCheck({
  id: 'workload-apparmor-profile-weak',
  title: { en: 'Custom AppArmor profile weaker than the default', zh: '自定义 AppArmor 配置弱于默认配置' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    required_denies: z
      .array(z.string())
      .default([
        '@{PROC}/sys/** w',
        '@{PROC}/sysrq-trigger',
        '@{PROC}/kcore',
        'mount',
        '/sys/firmware/**',
        '/sys/kernel/security/**',
      ]),
  }),
  remediation: {
    en: "Derive from the engine's default template and only tighten it.",
    zh: '以引擎默认模板为基础，只做收紧。',
  },
  references: { cis: ['5.2'], seed: ['§5.3'] },
  evaluate({ apparmor }, { required_denies }) {
    if (apparmor.mode !== 'custom')
      return notApplicable('It has no AppArmor profile of its own.', '没有自定义 AppArmor 配置。');
    const profile = apparmor.profile === null ? null : readApparmorProfile(apparmor.profile);
    if (profile === null)
      return unknown(
        'The text of its AppArmor profile was not supplied.',
        '未提供 AppArmor 配置的内容。',
        'apparmor.mode',
      );
    const faults = faultsOf(profile, required_denies);
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      {
        name: 'none of its own',
        input: 'run-command',
        text: 'docker run --security-opt apparmor=docker-default nginx:1.27',
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
        name: 'one that denies nothing',
        input: 'run-command',
        text: 'docker run --security-opt apparmor=mine nginx:1.27',
        files: { mine: 'profile mine {\n  file,\n}\n' },
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - apparmor=web-profile',
          '',
        ].join('\n'),
        files: { 'apparmor.d/web-profile': 'profile web flags=(complain) {\n}\n' },
      },
    ],
  },
});
