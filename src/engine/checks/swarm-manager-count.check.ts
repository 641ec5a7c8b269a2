import { z } from 'zod';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostPassed } from './host-check.js';
import { outsideSwarm, swarmUnknown } from './swarm-check.js';

/** Of so many managers one may be lost. */
const fewestForAvailability = 3;

export const swarmManagerCountCheck = hostCheck({
  id: 'swarm-manager-count',
  title: { en: 'Manager count outside the policy', zh: '管理节点数量不当' },
  area: 'swarm',
  parts: [],
  severity: 'low',
  parameters: z.object({
    allowed: z.array(z.int().min(1)).min(1).default([1, 3, 5]).describe('How many managers there may be.'),
    ha: z.boolean().default(false).describe('One manager may fail: three or more, and an odd number.'),
  }),
  remediation: {
    en: 'Demote or promote nodes: docker node demote, docker node promote.',
    zh: '调整管理节点：docker node demote、docker node promote。',
  },
  references: { cis: ['7.1'], bench: ['7.1'] },
  evaluate(facts, { allowed, ha }) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const { managers } = facts.swarm;
    if (managers === null)
      return swarmUnknown(facts, { en: 'How many managers the swarm has', zh: 'Swarm 的管理节点数量' });
    const isEnough = !ha || (managers >= fewestForAvailability && managers % 2 === 1);
    if (allowed.includes(managers) && isEnough) return hostPassed;
    const wanted = ha ? 'an odd number of three or more' : allowed.join(', ');
    const message = {
      en: `The swarm has ${managers} managers; ${wanted} are asked for.`,
      zh: `Swarm 有 ${managers} 个管理节点；要求为${ha ? '三个以上的奇数' : ` ${allowed.join('、')}`}。`,
    };
    const value = String(managers);
    return { faults: [{ element: '', fact: 'swarm.managers', value, message, part: 'docker-info' }] };
  },
  examples: {
    good: [{ name: 'three', input: 'host', text: aSwarmInfo() }],
    bad: [
      { name: 'two', input: 'host', text: aSwarmInfo({ Managers: 2 }) },
      {
        name: 'one that may not fail',
        input: 'host',
        text: aSwarmInfo({ Managers: 1 }),
        parameters: { ha: true },
      },
    ],
  },
});
