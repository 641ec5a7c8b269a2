import { z } from 'zod';
import { isRootless, rootlessUnknown, settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, hostNotApplicable, hostUnknown } from './host-check.js';

export const daemonIptablesCheck = hostCheck({
  id: 'daemon-iptables',
  title: { en: 'Docker not allowed to manage firewall rules', zh: '禁止 Docker 管理 iptables' },
  area: 'daemon',
  parts: [],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the setting, and filter in DOCKER-USER.',
    zh: '删除该设置，在 DOCKER-USER 链中过滤。',
  },
  references: { cis: ['2.4'], bench: ['2.4'], seed: ['§7.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Docker adds its rules beside those that were written by hand.',
    zh: 'Docker 会在手工编写的规则之外添加自己的规则。',
  },
  evaluate(facts) {
    const rootless = isRootless(facts);
    if (rootless === true) return hostNotApplicable('The daemon is rootless.', '守护进程为 rootless 模式。');
    const { iptables, ip6tables } = facts.daemon.settings;
    const faults = (['iptables', 'ip6tables'] as const)
      .filter((name) => facts.daemon.settings[name]?.value === false)
      .map((name) =>
        settingFault(facts, name, {
          message: {
            en: `Docker writes no rules of ${name}: nothing keeps networks and ports apart.`,
            zh: `Docker 不写入 ${name} 规则：网络与端口之间没有隔离。`,
          },
          to: null,
        }),
      );
    if (faults.length > 0 && rootless === null) return hostUnknown(facts, rootlessUnknown, 'docker-info');
    const isKnown = iptables !== null && ip6tables !== null;
    return { faults, undecided: isKnown ? null : settingNotTold(facts, 'iptables', 'ip6tables') };
  },
  examples: {
    good: [
      { name: 'not set', input: 'host', text: '{ "debug": false }' },
      {
        name: 'rootless',
        input: 'host',
        text: aBundle({
          'docker-info': anInfo({ SecurityOptions: ['name=rootless'] }),
          'daemon-json': '{ "iptables": false }',
        }),
      },
    ],
    bad: [
      { name: 'off', input: 'host', text: '{ "iptables": false }' },
      {
        name: 'off by a flag',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo(), 'daemon-arguments': 'dockerd\n--ip6tables=false' }),
      },
    ],
  },
});
