import { z } from 'zod';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostPassed } from './host-check.js';
import { outsideSwarm, swarmUnknown } from './swarm-check.js';

export const swarmAutolockCheck = hostCheck({
  id: 'swarm-autolock',
  title: { en: 'Manager autolock off', zh: '未启用管理节点自动锁定' },
  area: 'swarm',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'docker swarm update --autolock=true, and keep the key where the managers are not.',
    zh: '执行 docker swarm update --autolock=true，并将密钥妥善保存在管理节点之外。',
  },
  references: { cis: ['7.5'], bench: ['7.5'], nist: ['4.3.5'] },
  evaluate(facts) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const { isAutolocked } = facts.swarm;
    if (isAutolocked === null)
      return swarmUnknown(facts, { en: 'Whether managers lock themselves', zh: '管理节点是否自动锁定' });
    if (isAutolocked) return hostPassed;
    const message = {
      en: 'Whoever has the disk of a manager has the keys of the swarm: docker swarm update --autolock=true.',
      zh: '获得管理节点磁盘即可获得 Swarm 密钥：docker swarm update --autolock=true。',
    };
    return {
      faults: [{ element: '', fact: 'swarm.isAutolocked', value: 'false', message, part: 'docker-info' }],
    };
  },
  examples: {
    good: [{ name: 'locked', input: 'host', text: aSwarmInfo() }],
    bad: [
      {
        name: 'not locked',
        input: 'host',
        text: aSwarmInfo({}, { EncryptionConfig: { AutoLockManagers: false } }),
      },
    ],
  },
});
