import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, hostNotApplicable, type HostFault } from './host-check.js';
import { attestedRotation, judgedRotation, nobodyVouches, rotationParameters } from './rotation.js';
import { outsideSwarm } from './swarm-check.js';

/** No engine tells when its key was rotated: it stays open until somebody vouches for it. */
export const swarmUnlockKeyRotationCheck = hostCheck({
  id: 'swarm-unlock-key-rotation',
  title: { en: 'Unlock key not rotated', zh: '自动锁密钥未轮换' },
  area: 'swarm',
  parts: [],
  severity: 'low',
  isAttestable: true,
  parameters: rotationParameters(90),
  remediation: {
    en: 'docker swarm unlock-key --rotate, on a schedule.',
    zh: '定期执行 docker swarm unlock-key --rotate。',
  },
  references: { cis: ['7.6'], bench: ['7.6'] },
  evaluate(facts, parameters, now) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    if (facts.swarm.isAutolocked === false)
      return hostNotApplicable(
        'Managers do not lock themselves, so there is no key.',
        '未启用自动锁定，因此没有解锁密钥。',
      );
    const day = attestedRotation(parameters, now);
    if (day === null)
      return nobodyVouches({ en: 'When the unlock key was rotated last', zh: '解锁密钥的上次轮换时间' });
    return judgedRotation(day, parameters, now, tooOld);
  },
  examples: {
    good: [
      {
        name: 'rotated lately',
        input: 'host',
        text: aSwarmInfo(),
        now: '2026-06-01T00:00:00Z',
        parameters: { rotated_on: '2026-04-01', attested_by: 'operations' },
      },
    ],
    bad: [
      {
        name: 'rotated long ago',
        input: 'host',
        text: aSwarmInfo(),
        now: '2026-06-01T00:00:00Z',
        parameters: { rotated_on: '2026-01-01', attested_by: 'operations' },
      },
    ],
  },
});

function tooOld(day: string): HostFault {
  const message = {
    en: `The unlock key is of ${day}: docker swarm unlock-key --rotate.`,
    zh: `解锁密钥自 ${day} 起未轮换：docker swarm unlock-key --rotate。`,
  };
  return { element: '', fact: 'swarm.unlockKeyRotatedAt', value: day, message };
}
