import { z } from 'zod';
import { anInfo } from './example-host.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostPassed, hostUndecided } from './host-check.js';
import { swarmStateUnknown } from './swarm-check.js';

export const swarmNotNeededCheck = hostCheck({
  id: 'swarm-not-needed',
  title: { en: 'Swarm active without need', zh: '非必要启用 Swarm' },
  area: 'swarm',
  parts: [],
  severity: 'medium',
  isAttestable: true,
  parameters: z.object({
    needed: z
      .enum(['yes', 'no', 'not-stated'])
      .default('not-stated')
      .describe('Whether the hosts that the policy is for are to be in a swarm.'),
  }),
  remediation: { en: 'Leave the swarm: docker swarm leave.', zh: '退出 Swarm：docker swarm leave。' },
  references: { cis: ['5.1'], bench: ['5.1'], nist: ['4.5.1'] },
  evaluate(facts, { needed }) {
    const { state } = facts.swarm;
    if (state === null) return swarmStateUnknown(facts);
    if (state === 'inactive' || needed === 'yes') return hostPassed;
    if (needed === 'not-stated')
      return hostUndecided({
        en: 'The host is in a swarm; whether it is needed the policy does not say (needed).',
        zh: '主机已加入 Swarm；策略未说明是否需要（needed）。',
      });
    const message = {
      en: 'The host is in a swarm that it is not to be in: docker swarm leave.',
      zh: '主机加入了不需要的 Swarm：docker swarm leave。',
    };
    return { faults: [{ element: '', fact: 'swarm.state', value: state, message, part: 'docker-info' }] };
  },
  examples: {
    good: [
      { name: 'in no swarm', input: 'host', text: anInfo() },
      { name: 'needed', input: 'host', text: aSwarmInfo(), parameters: { needed: 'yes' } },
    ],
    bad: [{ name: 'not needed', input: 'host', text: aSwarmInfo(), parameters: { needed: 'no' } }],
  },
});
