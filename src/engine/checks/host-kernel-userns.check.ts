import { z } from 'zod';
import { aBundle } from './example-host.js';
import { hostCheck, hostUndecided, notTold, type HostFault } from './host-check.js';
import { compareVersions, leadingVersion } from './host-versions.js';

/** A kernel's version alone proves no fix: distributions bring fixes back. It tells what the kernel can do. */
export const hostKernelUsernsCheck = hostCheck({
  id: 'host-kernel-userns',
  title: { en: 'Kernel too old or user namespaces unavailable', zh: '内核版本不支持用户命名空间' },
  area: 'host',
  parts: ['sysctl', 'kernel-config'],
  severity: 'medium',
  parameters: z.object({
    min_kernel: z
      .string()
      .regex(/^\d+(?:\.\d+){0,2}$/)
      .default('4.18')
      .describe('The oldest kernel that will do.'),
  }),
  remediation: {
    en: 'Upgrade the kernel, or raise user.max_user_namespaces.',
    zh: '升级内核，或调高 user.max_user_namespaces。',
  },
  references: { nist: ['4.5.2'], seed: ['§8.1'] },
  evaluate(facts, { min_kernel }) {
    const { kernelRelease, maxUserNamespaces, hasUserNamespaces } = facts.machine;
    const version = leadingVersion(kernelRelease);
    const faults: HostFault[] = [];
    if (version !== null && compareVersions(version, min_kernel) < 0) {
      const message = {
        en: `The kernel ${kernelRelease} is older than ${min_kernel}.`,
        zh: `内核 ${kernelRelease} 早于 ${min_kernel}。`,
      };
      faults.push({
        element: 'kernel',
        fact: 'host.kernelRelease',
        value: kernelRelease ?? '',
        message,
        part: 'kernel',
      });
    }
    if (hasUserNamespaces === false) {
      const message = {
        en: 'The kernel is built without user namespaces.',
        zh: '内核未编译用户命名空间支持。',
      };
      const fact = 'host.hasUserNamespaces';
      faults.push({ element: 'CONFIG_USER_NS', fact, value: 'false', message, part: 'kernel-config' });
    }
    if (maxUserNamespaces === 0) {
      const message = { en: 'No user namespace may be made.', zh: '不允许创建用户命名空间。' };
      const fact = 'host.maxUserNamespaces';
      faults.push({ element: 'user.max_user_namespaces', fact, value: '0', message, part: 'sysctl' });
    }
    if (faults.length > 0) return { faults };
    const what = { en: 'The kernel', zh: '内核版本' };
    if (version === null) return hostUndecided(notTold(facts, what, ['kernel', 'docker-info']));
    // The setting is only there where the kernel has namespaces.
    const limit = { en: 'How many user namespaces there may be', zh: '用户命名空间上限' };
    return maxUserNamespaces === null ? hostUndecided(notTold(facts, limit, ['sysctl'])) : { faults };
  },
  examples: {
    good: [
      {
        name: 'a kernel of today',
        input: 'host',
        text: aBundle({
          kernel: 'Linux 6.8.0-45-generic #45-Ubuntu SMP x86_64',
          sysctl: 'user.max_user_namespaces = 127234',
        }),
      },
    ],
    bad: [
      {
        name: 'an old kernel',
        input: 'host',
        text: aBundle({ kernel: 'Linux 3.10.0-1160.el7.x86_64 #1 SMP' }),
      },
      { name: 'none allowed', input: 'host', text: aBundle({ sysctl: 'user.max_user_namespaces = 0' }) },
    ],
  },
});
