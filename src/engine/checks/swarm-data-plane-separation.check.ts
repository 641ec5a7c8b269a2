import { z } from 'zod';
import type { HostFault } from './host-check.js';
import { aBundle } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostPassed, hostUndecided, hostUnknown } from './host-check.js';
import { outsideSwarm } from './swarm-check.js';

/** That two addresses are of networks that are apart no host tells: it stays open until somebody vouches for it. */
export const swarmDataPlaneSeparationCheck = hostCheck({
  id: 'swarm-data-plane-separation',
  title: { en: 'Management and data traffic share an address', zh: '管理面与数据面未分离' },
  area: 'swarm',
  parts: [],
  severity: 'low',
  isAttestable: true,
  parameters: z.object({
    attested_by: z.string().default('').describe('Who vouches that the two networks are apart.'),
  }),
  remediation: {
    en: 'Join the swarm again with --data-path-addr and an address of another network.',
    zh: '使用 --data-path-addr 指定另一网络的地址重新加入 Swarm。',
  },
  references: { cis: ['7.9'], bench: ['7.9'], nist: ['4.3.3'] },
  evaluate(facts, { attested_by }) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const { dataPathAddress, advertiseAddress } = facts.swarm;
    if (dataPathAddress === '' || (dataPathAddress !== null && dataPathAddress === bare(advertiseAddress)))
      return { faults: [shared(dataPathAddress)] };
    if (attested_by !== '') return hostPassed;
    if (dataPathAddress === null || advertiseAddress === null) {
      const what = { en: 'Which addresses management and data use', zh: '管理面与数据面使用的地址' };
      return hostUnknown(facts, what, 'swarm-state');
    }
    return hostUndecided({
      en: `Data uses ${dataPathAddress}, management ${advertiseAddress}: that their networks are apart somebody has to vouch for (attested_by).`,
      zh: `数据面使用 ${dataPathAddress}，管理面使用 ${advertiseAddress}：两个网络是否隔离需人工确认（attested_by）。`,
    });
  },
  examples: {
    good: [
      {
        name: 'apart, as somebody vouches for',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          'swarm-state': '{ "AdvertiseAddr": "10.0.0.5:2377", "DataPathAddr": "10.1.0.5" }',
        }),
        parameters: { attested_by: 'operations' },
      },
    ],
    bad: [
      {
        name: 'not set',
        input: 'host',
        text: aBundle({
          'docker-info': aSwarmInfo(),
          'swarm-state': '{ "AdvertiseAddr": "10.0.0.5:2377", "DataPathAddr": "" }',
        }),
      },
    ],
  },
});

/** Without the port. */
function bare(address: string | null): string | null {
  return address?.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1') ?? null;
}

function shared(address: string): HostFault {
  const message = {
    en: 'Traffic between containers uses the address by which the swarm is managed.',
    zh: '容器间流量与 Swarm 管理使用同一地址。',
  };
  return { element: '', fact: 'swarm.dataPathAddress', value: address, message, part: 'swarm-state' };
}
