import { X509Certificate } from 'node:crypto';
import type { SwarmFacts } from '../../model/machine-facts.js';
import { isObject, textAt, valueOf } from '../../text/documents.js';
import { numberOrNull, objectAt } from '../container/inspected.js';
import type { BundleParts } from './bundle-parts.js';
import { booleanAt, type DockerInfo } from './docker-info.js';
import { objectsOf } from './machine-part.js';

/** The swarm, of what a daemon tells of it: managers alone tell of its settings. */
export function swarmOf(parts: BundleParts, info: DockerInfo | null): SwarmFacts {
  const cluster = info?.swarm.cluster ?? null;
  const specification = objectAt(cluster, 'Spec');
  return {
    state: info?.swarm.state ?? null,
    isManager: info?.swarm.isManager ?? null,
    managers: info?.swarm.managers ?? null,
    nodes: info?.swarm.nodes ?? null,
    nodeAddress: info?.swarm.nodeAddress ?? null,
    ...addressesOf(parts),
    authorityCreatedAt: creationOf(textAt(objectAt(cluster, 'TLSInfo'), 'TrustRoot')),
    isAutolocked: booleanAt(objectAt(specification, 'EncryptionConfig'), 'AutoLockManagers'),
    certificateExpiry: numberOrNull(objectAt(specification, 'CAConfig')?.NodeCertExpiry),
    secretCount: objectsOf(parts, 'swarm-secrets')?.length ?? null,
  };
}

type Addresses = Pick<SwarmFacts, 'listenAddress' | 'advertiseAddress' | 'dataPathAddress'>;

/** Of `docker-state.json` in the folder `swarm` of the daemon's data. */
function addressesOf(parts: BundleParts): Addresses {
  const state = parts.json('swarm-state');
  if (state !== undefined && !isObject(state)) parts.unreadable('swarm-state', 'it is no object');
  const dataPath = valueOf(state, 'DataPathAddr');
  return {
    listenAddress: textAt(state, 'ListenAddr'),
    advertiseAddress: textAt(state, 'AdvertiseAddr'),
    dataPathAddress: typeof dataPath === 'string' ? dataPath : null,
  };
}

/** UTF-16 units of a certificate. */
const longestCertificate = 100_000;

/** When a certificate in PEM begins to hold; null: it is none. */
function creationOf(certificate: string | null): string | null {
  if (certificate === null || certificate.length > longestCertificate) return null;
  try {
    const begins = Date.parse(new X509Certificate(certificate).validFrom);
    return Number.isNaN(begins) ? null : new Date(begins).toISOString();
  } catch {
    return null;
  }
}
