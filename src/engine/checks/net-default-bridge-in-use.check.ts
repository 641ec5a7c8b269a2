import { z } from 'zod';
import { aBundle } from './example-host.js';
import { aDefaultBridge, aNetwork } from './example-network.js';
import { hostCheck, hostPassed, hostUnknown } from './host-check.js';

export const netDefaultBridgeInUseCheck = hostCheck({
  id: 'net-default-bridge-in-use',
  title: { en: 'Containers attached to docker0', zh: '容器连接在默认网桥' },
  area: 'network',
  parts: ['networks'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Move them to networks of their own: docker network create, then --network.',
    zh: '迁移到自定义网络：docker network create，再使用 --network。',
  },
  references: { cis: ['5.30'], bench: ['5.30'], nist: ['4.4.2'], seed: ['§7.1'] },
  evaluate(facts) {
    const { networks } = facts.network;
    const what = { en: 'What is attached to the default bridge', zh: '默认网桥上的容器' };
    if (networks === null) return hostUnknown(facts, what, 'networks');
    const bridge = networks.find(({ name }) => name === 'bridge');
    if (!bridge) return hostPassed;
    if (bridge.endpoints === null) return hostUnknown(facts, what, 'networks');
    const faults = bridge.endpoints.map(({ container, ipv4 }) => ({
      element: container,
      fact: 'network.networks.endpoints',
      value: ipv4 ?? container,
      part: 'networks' as const,
      message: {
        en: `${container} is on the default bridge, where every other container reaches it.`,
        zh: `容器 ${container} 连接在默认网桥上，可被其上所有容器访问。`,
      },
    }));
    return { faults };
  },
  examples: {
    good: [
      {
        name: 'on a network of its own',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('bridge'), aNetwork('shop', { endpoints: ['web'] })]),
        }),
      },
    ],
    bad: [{ name: 'in use', input: 'host', text: aBundle({ networks: JSON.stringify([aDefaultBridge]) }) }],
  },
});
