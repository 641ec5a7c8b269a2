import { z } from 'zod';
import { addressOption } from './daemon-log.js';
import { settingFault, settingUnknown } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostPassed } from './host-check.js';

/** With any other option, `max-size` for one, a daemon that logs to the journal does not start. */
const journalOptions = new Set([
  ...['labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  ...['mode', 'max-buffer-size', 'cache-disabled', 'cache-max-size', 'cache-max-file', 'cache-compress'],
]);

export const daemonLogRemoteCheck = hostCheck({
  id: 'daemon-log-remote',
  title: { en: 'Logs stay on the host', zh: '未集中收集日志' },
  area: 'daemon',
  parts: [],
  severity: 'medium',
  parameters: z.object({
    remote_drivers: z
      .array(z.string())
      .default(['syslog', 'fluentd', 'gelf', 'awslogs', 'gcplogs', 'splunk', 'journald'])
      .describe('Drivers that hand the logs on.'),
    agent_collects_json: z.boolean().default(false).describe('An agent ships the files of the host.'),
  }),
  remediation: {
    en: 'Configure a driver that sends the logs away, or an agent.',
    zh: '配置远程日志驱动，或部署日志代理。',
  },
  references: { cis: ['2.13'], bench: ['2.13'], seed: ['§8.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Logs go to the journal of the host, which must send them on; containers keep the driver they were made with.',
    zh: '日志写入宿主机 journal，须由其转发；现有容器仍使用原驱动。',
  },
  evaluate(facts, { remote_drivers, agent_collects_json }) {
    const { logDriver, logOptions } = facts.daemon.settings;
    if (logDriver === null) return settingUnknown(facts, 'logDriver');
    const driver = logDriver.value;
    if (!remote_drivers.includes(driver)) {
      if (agent_collects_json && (driver === 'json-file' || driver === 'local')) return hostPassed;
      const message = {
        en: `The log driver ${driver} leaves the logs on the host.`,
        zh: `日志驱动 ${driver} 只将日志保存在本机。`,
      };
      const options = Object.keys(logOptions?.value ?? { unknown: '' });
      const to = options.every((option) => journalOptions.has(option)) ? { to: 'journald' } : {};
      return { faults: [settingFault(facts, 'logDriver', { message, ...to })] };
    }
    const option = addressOption(driver);
    if (option === null) return hostPassed;
    if (logOptions === null) return settingUnknown(facts, 'logOptions');
    const address = Object.hasOwn(logOptions.value, option) ? logOptions.value[option]! : '';
    // An address of the host is one of an agent there, which ships what it gets.
    if (address !== '') return hostPassed;
    const message = {
      en: `The log driver ${driver} is told no address (${option}).`,
      zh: `日志驱动 ${driver} 未指定目标地址（${option}）。`,
    };
    return { faults: [settingFault(facts, 'logOptions', { message, element: option, value: 'not set' })] };
  },
  examples: {
    good: [
      {
        name: 'an address',
        input: 'host',
        text: '{ "log-driver": "syslog", "log-opts": { "syslog-address": "udp://192.0.2.1:514" } }',
      },
      { name: 'the journal', input: 'host', text: '{ "log-driver": "journald" }' },
      { name: 'an agent', input: 'host', text: '{}', parameters: { agent_collects_json: true } },
    ],
    bad: [
      { name: 'files', input: 'host', text: aBundle({ 'docker-info': anInfo() }) },
      { name: 'files in daemon.json', input: 'host', text: '{ "log-driver": "json-file" }' },
      { name: 'no address', input: 'host', text: '{ "log-driver": "syslog" }' },
    ],
  },
});
