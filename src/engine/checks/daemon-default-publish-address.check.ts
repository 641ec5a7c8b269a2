import { z } from 'zod';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

const wildcards: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

/** The key is about the default bridge alone. */
export const daemonDefaultPublishAddressCheck = hostCheck({
  id: 'daemon-default-publish-address',
  title: { en: 'Published ports default to every address', zh: '默认发布地址为 0.0.0.0' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Set ip to 127.0.0.1, so that who publishes to the world does so on purpose.',
    zh: '将 ip 设为 127.0.0.1，对外发布端口须显式指定地址。',
  },
  references: { cis: ['5.14'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Ports that are published without an address are no longer reached from outside.',
    zh: '未指定地址而发布的端口将无法从外部访问。',
  },
  evaluate(facts) {
    const { ip } = facts.daemon.settings;
    if (ip === null) return settingUnknown(facts, 'ip');
    if (!wildcards.has(ip.value)) return hostPassed;
    const message = {
      en: 'Ports that name no address are published on every one.',
      zh: '未指定地址的端口会发布到所有地址。',
    };
    return { faults: [settingFault(facts, 'ip', { message, to: '127.0.0.1' })] };
  },
  examples: {
    good: [{ name: 'loopback', input: 'host', text: '{ "ip": "127.0.0.1" }' }],
    bad: [
      { name: 'not set', input: 'host', text: '{ "icc": false }' },
      { name: 'every one', input: 'host', text: aBundle({ 'daemon-arguments': 'dockerd\n--ip=::' }) },
    ],
  },
});
