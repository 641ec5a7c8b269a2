import type { SwarmFacts } from '../../model/machine-facts.js';
import { numberOrNull, objectAt } from '../container/inspected.js';
import type { BundleParts } from './bundle-parts.js';
import { booleanAt, type DockerInfo } from './docker-info.js';
import { objectsOf } from './machine-part.js';

/** The swarm, of what a daemon tells of it: managers alone tell of its settings. */
export function swarmOf(parts: BundleParts, info: DockerInfo | null): SwarmFacts {
  const specification = objectAt(info?.swarm.cluster ?? null, 'Spec');
  return {
    state: info?.swarm.state ?? null,
    isManager: info?.swarm.isManager ?? null,
    managers: info?.swarm.managers ?? null,
    nodes: info?.swarm.nodes ?? null,
    nodeAddress: info?.swarm.nodeAddress ?? null,
    isAutolocked: booleanAt(objectAt(specification, 'EncryptionConfig'), 'AutoLockManagers'),
    certificateExpiry: numberOrNull(objectAt(specification, 'CAConfig')?.NodeCertExpiry),
    secretCount: objectsOf(parts, 'swarm-secrets')?.length ?? null,
  };
}
