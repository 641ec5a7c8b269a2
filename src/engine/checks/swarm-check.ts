import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { hostNotApplicable, hostUndecided, hostUnknown, type HostOutcome } from './host-check.js';

/** What a check of the swarm says of a host that is in none, or of which that is not known. Null: it is in one. */
export function outsideSwarm(facts: HostFacts): HostOutcome | null {
  const { state } = facts.swarm;
  if (state === null) return swarmStateUnknown(facts);
  if (state !== 'inactive') return null;
  return hostNotApplicable('The host is in no swarm.', '主机未加入 Swarm。');
}

export function swarmStateUnknown(facts: HostFacts): HostOutcome {
  return hostUnknown(
    facts,
    { en: 'Whether the host is in a swarm', zh: '主机是否加入 Swarm' },
    'docker-info',
  );
}

/** What managers alone tell and this one does not. */
export function swarmUnknown(facts: HostFacts, what: Text): HostOutcome {
  if (facts.swarm.isManager !== false) return hostUnknown(facts, what, 'docker-info');
  return hostUndecided({
    en: `${what.en} is not known: managers of the swarm alone tell it, and this host is a worker.`,
    zh: `${what.zh}未知：仅管理节点提供该信息，而本机为工作节点。`,
  });
}
