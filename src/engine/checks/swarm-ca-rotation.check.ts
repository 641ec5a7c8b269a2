import type { HostFacts } from '../model/host-facts.js';
import { authorityPem } from './example-certificate.js';
import { aSwarmInfo } from './example-swarm.js';
import { hostCheck, type HostFault, type HostOutcome } from './host-check.js';
import { parseInstant } from './instants.js';
import {
  attestedRotation,
  judgedRotation,
  nobodyVouches,
  rotationParameters,
  type RotationParameters,
} from './rotation.js';
import { outsideSwarm } from './swarm-check.js';

/** An old certificate proves that it was not rotated; that a young one was, somebody has to vouch for. */
export const swarmCaRotationCheck = hostCheck({
  id: 'swarm-ca-rotation',
  title: { en: 'Swarm CA not rotated', zh: 'Swarm CA 未轮换' },
  area: 'swarm',
  parts: [],
  severity: 'low',
  isAttestable: true,
  parameters: rotationParameters(365),
  remediation: { en: 'docker swarm ca --rotate.', zh: '执行 docker swarm ca --rotate。' },
  references: { cis: ['7.8'], bench: ['7.8'] },
  evaluate(facts, parameters, now) {
    const outside = outsideSwarm(facts);
    if (outside) return outside;
    const ofCertificate = judgedCertificate(facts, parameters, now);
    if (ofCertificate && ofCertificate.faults.length > 0) return ofCertificate;
    const day = attestedRotation(parameters, now);
    const told = { en: 'When the certificate authority was rotated last', zh: 'CA 的上次轮换时间' };
    const outcome = day === null ? nobodyVouches(told) : judgedRotation(day, parameters, now, tooOld);
    const changes = [outcome.changesAt, ofCertificate?.changesAt].filter((at) => at !== undefined).sort();
    return changes[0] === undefined ? outcome : { ...outcome, changesAt: changes[0] };
  },
  examples: {
    good: [
      {
        name: 'rotated lately',
        input: 'host',
        text: aSwarmInfo({ Cluster: { TLSInfo: { TrustRoot: authorityPem } } }),
        now: '2026-06-01T00:00:00Z',
        parameters: { rotated_on: '2026-04-01', attested_by: 'operations' },
      },
    ],
    bad: [
      {
        name: 'an old certificate',
        input: 'host',
        text: aSwarmInfo({ Cluster: { TLSInfo: { TrustRoot: authorityPem } } }),
        now: '2028-01-01T00:00:00Z',
      },
    ],
  },
});

/** Null: the certificate is not known. */
function judgedCertificate(
  { swarm }: HostFacts,
  parameters: RotationParameters,
  now: Date,
): HostOutcome | null {
  const created = parseInstant(swarm.authorityCreatedAt);
  return created === null ? null : judgedRotation(created, parameters, now, tooOld);
}

function tooOld(day: string): HostFault {
  const message = {
    en: `The certificate authority of the swarm is of ${day}: docker swarm ca --rotate.`,
    zh: `Swarm 的 CA 自 ${day} 起未轮换：docker swarm ca --rotate。`,
  };
  return { element: '', fact: 'swarm.authorityCreatedAt', value: day, message, part: 'docker-info' };
}
