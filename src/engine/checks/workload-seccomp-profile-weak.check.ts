import { z } from 'zod';
import { readSeccompProfile } from './seccomp-profile.js';
import { type Fault, decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadSeccompProfileWeakCheck = workloadCheck({
  id: 'workload-seccomp-profile-weak',
  title: { en: 'Custom seccomp profile allows by default', zh: '自定义 seccomp 配置过于宽松' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    must_block: z
      .array(z.string())
      .default([
        'kexec_load',
        'init_module',
        'finit_module',
        'delete_module',
        'open_by_handle_at',
        'bpf',
        'userfaultfd',
        'perf_event_open',
        'mount',
        'umount2',
        'pivot_root',
        'setns',
        'ptrace',
        'keyctl',
        'add_key',
        'unshare',
      ]),
  }),
  remediation: {
    en: "Start from the engine's default profile and remove calls.",
    zh: '以引擎默认配置为基础，只做删减。',
  },
  references: { cis: ['2.17', '5.22'], nist: ['4.5.2'] },
  evaluate({ seccomp }, { must_block }) {
    if (seccomp.mode !== 'custom')
      return notApplicable('It has no seccomp profile of its own.', '没有自定义 seccomp 配置。');
    const profile = seccomp.profile === null ? null : readSeccompProfile(seccomp.profile);
    if (profile === null)
      return unknown(
        'The text of its seccomp profile was not supplied.',
        '未提供 seccomp 配置的内容。',
        'seccomp.mode',
      );
    const faults: Fault[] = [];
    if (profile.isOpenByDefault) {
      faults.push({
        element: 'defaultAction',
        fact: 'seccomp.mode',
        value: profile.defaultAction,
        message: {
          en: `Its seccomp profile lets every system call pass that it does not name (${profile.defaultAction}).`,
          zh: `其 seccomp 配置默认放行未列出的系统调用（${profile.defaultAction}）。`,
        },
      });
    }
    for (const name of must_block) {
      if (!profile.allowed.has(name)) continue;
      faults.push({
        element: name,
        fact: 'seccomp.mode',
        value: name,
        message: {
          en: `Its seccomp profile allows ${name} without a capability.`,
          zh: `其 seccomp 配置无条件允许 ${name}。`,
        },
      });
    }
    return faults.length > 0 ? decided(faults) : passed;
  },
  examples: {
    good: [
      {
        name: 'one that blocks',
        input: 'run-command',
        text: 'docker run --security-opt seccomp=p.json nginx:1.27',
        files: {
          'p.json':
            '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW"}]}',
        },
      },
      { name: 'the default', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt: [no-new-privileges:true]',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'one that allows',
        input: 'run-command',
        text: 'docker run --security-opt seccomp=p.json nginx:1.27',
        files: { 'p.json': '{"defaultAction":"SCMP_ACT_ALLOW"}' },
      },
      {
        name: 'one that allows mounting',
        input: 'run-command',
        text: 'docker run --security-opt seccomp=p.json nginx:1.27',
        files: {
          'p.json':
            '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["mount"],"action":"SCMP_ACT_ALLOW"}]}',
        },
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    security_opt:',
          '      - seccomp=./all.json',
          '',
        ].join('\n'),
        files: { 'all.json': '{"defaultAction":"SCMP_ACT_ALLOW"}' },
      },
    ],
  },
});
