import { z } from 'zod';
import type { HostNetwork } from '../model/network-facts.js';
import { aBundle } from './example-host.js';
import { aNetwork } from './example-network.js';
import { hostCheck, hostUnknown, notTold } from './host-check.js';

export const netIccUserDefinedCheck = hostCheck({
  id: 'net-icc-user-defined',
  title: { en: 'Flat network with many unrelated containers', zh: '单一网络容器过多' },
  area: 'network',
  parts: ['networks'],
  severity: 'info',
  parameters: z.object({
    max_endpoints: z.int().min(1).default(20).describe('So many containers one network may have.'),
  }),
  remediation: { en: 'Split the network, one for each application.', zh: '按应用拆分网络。' },
  references: { nist: ['4.3.4'], seed: ['§7.1'] },
  evaluate(facts, { max_endpoints }) {
    const { networks } = facts.network;
    const what = { en: 'What is attached to the networks', zh: '各网络上的容器' };
    if (networks === null) return hostUnknown(facts, what, 'networks');
    const shared = networks.filter(isShared);
    const faults = shared.flatMap(({ name, endpoints }) => {
      const count = endpoints?.length ?? 0;
      if (count <= max_endpoints) return [];
      const message = {
        en: `${count} containers reach each other on ${name}; ${max_endpoints} are the most.`,
        zh: `网络 ${name} 上有 ${count} 个容器可互相访问，上限为 ${max_endpoints}。`,
      };
      const fact = 'network.networks.endpoints';
      return [{ element: name, fact, value: String(count), message, part: 'networks' as const }];
    });
    const isOpen = shared.some(({ endpoints }) => endpoints === null);
    return { faults, undecided: isOpen ? notTold(facts, what, ['networks']) : null };
  },
  examples: {
    good: [
      {
        name: 'few',
        input: 'host',
        text: aBundle({ networks: JSON.stringify([aNetwork('shop', { endpoints: ['web', 'db'] })]) }),
      },
    ],
    bad: [
      {
        name: 'more than the policy wants',
        input: 'host',
        text: aBundle({ networks: JSON.stringify([aNetwork('shop', { endpoints: ['web', 'db', 'blog'] })]) }),
        parameters: { max_endpoints: 2 },
      },
    ],
  },
});

/** Whether containers on it reach each other; the default bridge is for `daemon-icc`, others are none. */
function isShared({ name, driver, options }: HostNetwork): boolean {
  if (driver === 'host' || driver === 'null' || name === 'bridge') return false;
  return options['com.docker.network.bridge.enable_icc'] !== 'false';
}
