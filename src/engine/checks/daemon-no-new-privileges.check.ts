import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

export const daemonNoNewPrivilegesCheck = hostCheck({
  id: 'daemon-no-new-privileges',
  title: { en: 'no-new-privileges not the default', zh: '未默认禁止提权' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Set no-new-privileges in daemon.json.',
    zh: '在 daemon.json 中设置 no-new-privileges。',
  },
  references: { cis: ['2.14'], bench: ['2.14'], seed: ['§2.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Programs that become another user by setuid (sudo, ping of old images) stop to work.',
    zh: '依赖 setuid 切换身份的程序（sudo、旧镜像的 ping）将失效。',
  },
  evaluate(facts) {
    const { noNewPrivileges } = facts.daemon.settings;
    if (noNewPrivileges === null) return settingUnknown(facts, 'noNewPrivileges');
    if (noNewPrivileges.value) return hostPassed;
    const message = {
      en: 'Processes of containers may gain privileges unless each container forbids it.',
      zh: '除非逐个容器禁止，否则容器进程可以提升权限。',
    };
    return { faults: [settingFault(facts, 'noNewPrivileges', { message, to: true })] };
  },
  examples: {
    good: [
      { name: 'set', input: 'host', text: '{ "no-new-privileges": true }' },
      {
        name: 'in force',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ SecurityOptions: ['name=no-new-privileges'] }) }),
      },
    ],
    bad: [{ name: 'not set', input: 'host', text: '{}' }],
  },
});
