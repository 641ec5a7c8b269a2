import { z } from 'zod';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostPassed } from './host-check.js';
import { outsideSwarm, swarmUnknown } from './swarm-check.js';

const nanosecondsPerHour = 3_600_000_000_000;

export const swarmNodeCertificateExpiryCheck = hostCheck({
  id: 'swarm-node-certificate-expiry',
  title: { en: 'Node certificate lifetime too long', zh: '节点证书有效期过长' },
  area: 'swarm',
  parts: [],
  severity: 'low',
  parameters: z.object({
    max_hours: z.number().min(0).default(48).describe('So many hours a certificate of a node may hold.'),
  }),
  remediation: {
    en: 'docker swarm update --cert-expiry 48h.',
    zh: '执行 docker swarm update --cert-expiry 48h。',
  },
  references: { cis: ['7.7'], bench: ['7.7'] },
  evaluate(facts, { max_hours }) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const { certificateExpiry } = facts.swarm;
    if (certificateExpiry === null)
      return swarmUnknown(facts, { en: 'How long certificates of nodes hold', zh: '节点证书有效期' });
    const hours = certificateExpiry / nanosecondsPerHour;
    if (hours <= max_hours) return hostPassed;
    const shown = Math.round(hours * 10) / 10;
    const message = {
      en: `Certificates of nodes hold ${shown} hours; ${max_hours} are the most: docker swarm update --cert-expiry ${max_hours}h.`,
      zh: `节点证书有效期为 ${shown} 小时，上限 ${max_hours} 小时：docker swarm update --cert-expiry ${max_hours}h。`,
    };
    const fact = 'swarm.certificateExpiry';
    return { faults: [{ element: '', fact, value: `${shown} h`, message, part: 'docker-info' }] };
  },
  examples: {
    good: [{ name: 'two days', input: 'host', text: aSwarmInfo() }],
    bad: [
      {
        name: "the engine's 90 days",
        input: 'host',
        text: aSwarmInfo({}, { CAConfig: { NodeCertExpiry: 7_776_000_000_000_000 } }),
      },
    ],
  },
});
