import { z } from 'zod';
import type { HostNetwork } from '../model/network-facts.js';
import { aBundle, anInfo } from './example-host.js';
import { aNetwork } from './example-network.js';
import { hostCheck, hostNotApplicable, hostUnknown, type HostFault } from './host-check.js';

export const netOverlayEncryptionCheck = hostCheck({
  id: 'net-overlay-encryption',
  title: { en: 'Overlay network not encrypted', zh: 'Overlay 网络未加密' },
  area: 'network',
  parts: ['networks'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Create the network again: docker network create -d overlay --opt encrypted NAME.',
    zh: '重新创建网络：docker network create -d overlay --opt encrypted NAME。',
  },
  references: { cis: ['7.3'], bench: ['7.3'], nist: ['4.3.3'], seed: ['§7.1'] },
  evaluate(facts) {
    const { networks } = facts.network;
    const overlays = networks?.filter(({ driver }) => driver === 'overlay') ?? [];
    const isAlone = facts.swarm.state === 'inactive';
    if (networks === null && !isAlone)
      return hostUnknown(facts, { en: 'What the networks are', zh: '网络配置' }, 'networks');
    const isWhole = isAlone || facts.parts.networks.status === 'ok';
    if (overlays.length === 0 && isWhole)
      return hostNotApplicable('There is no overlay network.', '没有 overlay 网络。');
    return { faults: overlays.filter((network) => !isEncrypted(network)).map(faultOf) };
  },
  examples: {
    good: [
      {
        name: 'encrypted',
        input: 'host',
        text: aBundle({
          networks: JSON.stringify([aNetwork('shop', { Driver: 'overlay', Options: { encrypted: '' } })]),
        }),
      },
    ],
    bad: [
      {
        name: 'not encrypted',
        input: 'host',
        text: aBundle({
          'docker-info': anInfo({ Swarm: { LocalNodeState: 'active' } }),
          networks: JSON.stringify([aNetwork('shop', { Driver: 'overlay' })]),
        }),
      },
    ],
  },
});

/** The option counts by its name; `false` is what newer engines take as its absence. */
function isEncrypted({ options }: HostNetwork): boolean {
  return Object.hasOwn(options, 'encrypted') && options['encrypted'] !== 'false';
}

function faultOf({ name, isIngress, options }: HostNetwork): HostFault {
  return {
    element: name,
    fact: 'network.networks.options',
    value: JSON.stringify(options).slice(0, 200),
    part: 'networks',
    ...(isIngress && { severity: 'medium' as const }),
    message: {
      en: `Traffic of the overlay network ${name} between hosts is in clear text.`,
      zh: `overlay 网络 ${name} 在主机间以明文传输。`,
    },
  };
}
