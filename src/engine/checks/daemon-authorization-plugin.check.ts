import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed } from './host-check.js';

export const daemonAuthorizationPluginCheck = hostCheck({
  id: 'daemon-authorization-plugin',
  title: { en: 'No authorization plugin', zh: '未启用授权插件' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({
    single_admin: z.boolean().default(false).describe('One person alone reaches the API.'),
  }),
  remediation: {
    en: 'Use an authorization plugin where several people reach the API.',
    zh: '多人可访问 API 时使用授权插件。',
  },
  references: { cis: ['2.12'], bench: ['2.12'], nist: ['4.5.4'] },
  evaluate(facts, { single_admin }) {
    if (single_admin) return hostNotApplicable('One person alone reaches the API.', '仅一人可访问 API。');
    const { authorizationPlugins } = facts.daemon.settings;
    if (authorizationPlugins === null) return settingUnknown(facts, 'authorizationPlugins');
    if (authorizationPlugins.value.length > 0) return hostPassed;
    const message = {
      en: 'Whoever reaches the API may do everything.',
      zh: '任何能访问 API 的人都可执行所有操作。',
    };
    return { faults: [settingFault(facts, 'authorizationPlugins', { message })] };
  },
  examples: {
    good: [
      { name: 'set', input: 'host', text: '{ "authorization-plugins": ["opa"] }' },
      { name: 'one person', input: 'host', text: '{}', parameters: { single_admin: true } },
    ],
    bad: [
      { name: 'none', input: 'host', text: '{}' },
      {
        name: 'none in force',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ Plugins: { Authorization: null } }) }),
      },
    ],
  },
});
