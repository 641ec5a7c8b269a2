import { z } from 'zod';
import type { HostFacts } from '../model/host-facts.js';
import { addressOption, readLogAddress } from './daemon-log.js';
import { settingEdits, settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed } from './host-check.js';

const encrypted: ReadonlySet<string> = new Set(['tcp+tls', 'tls', 'https']);

export const daemonLogTransportCheck = hostCheck({
  id: 'daemon-log-transport',
  title: { en: 'Logs sent without encryption or delivery guarantee', zh: '日志以明文或 UDP 传输' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({
    allow_local: z
      .boolean()
      .default(true)
      .describe('Whether an agent on the host may be sent to as it likes.'),
  }),
  remediation: {
    en: 'Use tcp+tls with a certificate authority, or ship through an agent on the host.',
    zh: '使用带 CA 的 tcp+tls，或通过本机代理转发。',
  },
  references: { nist: ['4.4.5'], seed: ['§8.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The other side must take TLS on port 6514: containers do not start while it cannot be reached.',
    zh: '对端须在 6514 端口支持 TLS：无法连接时容器不能启动。',
  },
  evaluate(facts, { allow_local }) {
    const { logDriver, logOptions } = facts.daemon.settings;
    if (logDriver === null) return settingUnknown(facts, 'logDriver');
    const option = addressOption(logDriver.value);
    if (option === null)
      return hostNotApplicable(
        `The log driver ${logDriver.value} has no address.`,
        `日志驱动 ${logDriver.value} 没有目标地址。`,
      );
    if (logOptions === null) return settingUnknown(facts, 'logOptions');
    const address = Object.hasOwn(logOptions.value, option) ? logOptions.value[option]! : '';
    const { scheme, host, isLocal } = readLogAddress(address);
    if (encrypted.has(scheme) || (isLocal && allow_local)) return hostPassed;
    const message = {
      en: `Logs are sent to ${address || 'the default address'} in clear text.`,
      zh: `日志以明文发送到 ${address || '默认地址'}。`,
    };
    const fault = settingFault(facts, 'logOptions', { message, element: option, value: address });
    return { faults: [{ ...fault, pointer: `/log-opts/${option}`, fix: fixOf(facts, option, host) }] };
  },
  examples: {
    good: [
      {
        name: 'TLS',
        input: 'host',
        text: '{ "log-driver": "syslog", "log-opts": { "syslog-address": "tcp+tls://logs.example.com:6514" } }',
      },
      {
        name: 'an agent',
        input: 'host',
        text: '{ "log-driver": "fluentd", "log-opts": { "fluentd-address": "localhost:24224" } }',
      },
      { name: 'files', input: 'host', text: aBundle({ 'docker-info': anInfo() }) },
    ],
    bad: [
      {
        name: 'UDP',
        input: 'host',
        text: '{ "log-driver": "syslog", "log-opts": { "syslog-address": "udp://192.0.2.1:514" } }',
      },
    ],
  },
});

/** Of syslog alone it is known what to write. */
function fixOf(facts: HostFacts, option: string, host: string) {
  if (option !== 'syslog-address' || host === '') return [];
  const shown = host.includes(':') ? `[${host}]` : host;
  return settingEdits(facts, `log-opts/${option}`, `tcp+tls://${shown}:6514`);
}
