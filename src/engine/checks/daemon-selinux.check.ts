import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed, hostUnknown } from './host-check.js';

export const daemonSelinuxCheck = hostCheck({
  id: 'daemon-selinux',
  title: { en: 'SELinux support off on an SELinux host', zh: 'SELinux 主机未启用 selinux-enabled' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Set selinux-enabled.', zh: '设置 selinux-enabled。' },
  references: { cis: ['5.3'], seed: ['§5.3'] },
  evaluate(facts) {
    const { selinuxMode } = facts.machine;
    if (selinuxMode !== null && selinuxMode !== 'enforcing')
      return hostNotApplicable('The host does not enforce SELinux.', '宿主机未强制启用 SELinux。');
    if (selinuxMode === null)
      return hostUnknown(
        facts,
        { en: 'Whether the host enforces SELinux', zh: '宿主机是否强制启用 SELinux' },
        'selinux',
      );
    const { selinuxEnabled } = facts.daemon.settings;
    if (selinuxEnabled === null) return settingUnknown(facts, 'selinuxEnabled');
    if (selinuxEnabled.value) return hostPassed;
    const message = { en: 'SELinux does not keep containers apart.', zh: 'SELinux 未隔离容器。' };
    return { faults: [settingFault(facts, 'selinuxEnabled', { message })] };
  },
  examples: {
    good: [
      {
        name: 'on',
        input: 'host',
        text: aBundle({
          selinux: 'Enforcing',
          'docker-info': anInfo({ SecurityOptions: ['name=seccomp,profile=builtin', 'name=selinux'] }),
        }),
      },
      {
        name: 'another host',
        input: 'host',
        text: aBundle({ selinux: 'Disabled', 'docker-info': anInfo() }),
      },
    ],
    bad: [{ name: 'off', input: 'host', text: aBundle({ selinux: 'Enforcing', 'docker-info': anInfo() }) }],
  },
});
