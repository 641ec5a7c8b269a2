import { z } from 'zod';
import { settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle } from './example-host.js';
import { hostCheck, notTold, type HostFault } from './host-check.js';

/** Options of a bridge network that switch the protection of its addresses off. */
const gatewayModes = /^com\.docker\.network\.bridge\.gateway_mode_ipv[46]$/;
const unprotected = 'nat-unprotected';

export const daemonDirectRoutingCheck = hostCheck({
  id: 'daemon-direct-routing',
  title: { en: 'Container addresses reachable from outside', zh: '允许直接路由到容器地址' },
  area: 'daemon',
  parts: ['networks'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Remove the option.', zh: '删除该选项。' },
  references: { nist: ['4.4.2'], seed: ['§7.2'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What is routed to the addresses of containers no longer gets there.',
    zh: '直接路由到容器地址的流量将被阻断。',
  },
  evaluate(facts) {
    const { allowDirectRouting } = facts.daemon.settings;
    const { networks } = facts.network;
    const faults: HostFault[] = [];
    if (allowDirectRouting?.value === true) {
      const message = {
        en: 'Other machines reach the addresses of containers, published or not.',
        zh: '其他主机可直接访问容器地址，无论端口是否发布。',
      };
      faults.push(settingFault(facts, 'allowDirectRouting', { message, to: null }));
    }
    for (const { name, options } of networks ?? []) {
      const option = Object.keys(options).find(
        (key) => gatewayModes.test(key) && options[key] === unprotected,
      );
      if (option === undefined) continue;
      faults.push({
        element: `network ${name}`,
        fact: 'network.networks.options',
        value: `${option}=${unprotected}`,
        part: 'networks',
        message: {
          en: `The network ${name} does not protect the ports of its containers.`,
          zh: `网络 ${name} 未保护其容器的端口。`,
        },
      });
    }
    if (allowDirectRouting === null)
      return { faults, undecided: settingNotTold(facts, 'allowDirectRouting') };
    const isOpen = networks === null && facts.format === 'bundle';
    const what = { en: 'What the networks are', zh: '网络配置' };
    return { faults, undecided: isOpen ? notTold(facts, what, ['networks']) : null };
  },
  examples: {
    good: [{ name: 'not set', input: 'host', text: '{}' }],
    bad: [
      { name: 'set', input: 'host', text: '{ "allow-direct-routing": true }' },
      {
        name: 'a network without protection',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([
            {
              Name: 'open',
              Driver: 'bridge',
              Options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'nat-unprotected' },
            },
          ]),
        }),
      },
    ],
  },
});
