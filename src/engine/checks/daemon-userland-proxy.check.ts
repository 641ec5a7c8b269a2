import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

export const daemonUserlandProxyCheck = hostCheck({
  id: 'daemon-userland-proxy',
  title: { en: 'Userland proxy on', zh: '未关闭 userland-proxy' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Set userland-proxy to false where the kernel forwards what comes from the host itself.',
    zh: '在支持 hairpin NAT 的环境中将 userland-proxy 设为 false。',
  },
  references: { cis: ['2.16'], bench: ['2.16'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Published ports may not be reached from the host itself over IPv6 or on old kernels.',
    zh: '在 IPv6 或旧内核上，宿主机自身可能无法访问已发布的端口。',
  },
  evaluate(facts) {
    const { userlandProxy } = facts.daemon.settings;
    if (userlandProxy === null) return settingUnknown(facts, 'userlandProxy');
    if (!userlandProxy.value) return hostPassed;
    const message = {
      en: 'A process of root forwards each published port.',
      zh: '每个已发布端口都由一个 root 进程转发。',
    };
    return { faults: [settingFault(facts, 'userlandProxy', { message, to: false })] };
  },
  examples: {
    good: [{ name: 'off', input: 'host', text: '{ "userland-proxy": false }' }],
    bad: [
      { name: 'not set', input: 'host', text: '{}' },
      { name: 'on', input: 'host', text: aBundle({ 'daemon-arguments': 'dockerd\n--userland-proxy' }) },
    ],
  },
});
