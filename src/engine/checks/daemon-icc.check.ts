import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

export const daemonIccCheck = hostCheck({
  id: 'daemon-icc',
  title: { en: 'Free traffic between containers on the default bridge', zh: '默认网桥允许容器间互访' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Set icc to false, and use networks of your own.',
    zh: '将 icc 设为 false，并使用自定义网络。',
  },
  references: { cis: ['2.2'], bench: ['2.2'], nist: ['4.4.2'], seed: ['§7.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Containers on the default bridge no longer reach each other.',
    zh: '默认网桥上的容器将无法互相访问。',
  },
  evaluate(facts) {
    const { icc } = facts.daemon.settings;
    if (icc === null) return settingUnknown(facts, 'icc');
    if (!icc.value) return hostPassed;
    const message = {
      en: 'Containers on the default bridge reach each other on every port.',
      zh: '默认网桥上的容器可互访所有端口。',
    };
    return { faults: [settingFault(facts, 'icc', { message, to: false })] };
  },
  examples: {
    good: [
      { name: 'off in daemon.json', input: 'host', text: '{ "icc": false }' },
      {
        name: 'off by a flag',
        input: 'host',
        text: aBundle({ 'daemon-json': '{}', 'daemon-arguments': 'dockerd\n--icc=false' }),
      },
    ],
    bad: [
      { name: 'not set', input: 'host', text: '{ "debug": false }' },
      { name: 'on', input: 'host', text: aBundle({ 'daemon-json': '{ "icc": true }' }) },
    ],
  },
});
