import type { ComposeFacts } from '../../model/workload-document.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import { isLoopback } from '../../network/ip-address.js';

type Tier = ComposeFacts['tiers'][string];

/** Last parts of the names of images that keep data: databases, caches, queues, object stores. */
const dataImages =
  /^(?:postgres|postgresql|postgis|timescaledb?|pgvector|mysql|mysql-server|mariadb|percona|percona-server|mssql-server|mssql|oracle|db2|cockroach|cockroachdb|yugabyte|tidb|mongo|mongodb|mongodb-community-server|couchdb|couchbase|cassandra|scylla|scylladb|redis|redis-stack|redis-stack-server|redis-cluster|valkey|keydb|dragonfly|memcached|rabbitmq|kafka|cp-kafka|redpanda|zookeeper|cp-zookeeper|nats|nats-streaming|pulsar|activemq|activemq-artemis|elasticsearch|opensearch|solr|meilisearch|typesense|clickhouse|clickhouse-server|influxdb|neo4j|arangodb|dgraph|etcd|minio|weaviate|qdrant|milvus|chroma|rethinkdb|victoria-metrics|questdb|surrealdb)$/;

/** Whether an image keeps data, by its name; null: a variable hides it. */
export function isDataImage(name: string): boolean | null {
  const path = name.split('@', 1)[0]!.replace(/\$\{[^{}]*\}/g, '$');
  const last = path.slice(path.lastIndexOf('/') + 1).split(':', 1)[0]!;
  return last.includes('$') ? null : dataImages.test(last.toLowerCase());
}

/**
 * What a service is there for. A label `hardening.tier` decides, then its image; a service that the project builds is
 * judged by the image that it is built from, and is the project's own program when that cannot be read.
 * @param builtFrom image that the last stage of its Dockerfile begins with; null: it is not built, or not to be read
 */
export function tierOf(workload: WorkloadFacts, isBuilt: boolean, builtFrom: string | null): Tier {
  const label = workload.labels['hardening.tier'];
  if (label === 'data' || label === 'edge' || label === 'app') return label;
  const image = isBuilt ? builtFrom : (workload.image?.raw ?? null);
  const isData = image === null ? (isBuilt ? false : null) : isDataImage(image);
  if (isData !== false) return isData === null ? null : 'data';
  const { ports, network } = workload;
  if (ports === null && workload.unresolved.includes('ports')) return null;
  const isReached = (ports ?? []).some(({ hostIp }) => !isLoopback(hostIp));
  return isReached || network.mode === 'host' ? 'edge' : 'app';
}

/** The image that the last stage of a Dockerfile begins with, stages followed; null: there is none. */
export function lastBase(dockerfile: string): string | null {
  const bases = new Map<string, string>();
  let last: string | null = null;
  for (const [, image, alias] of dockerfile
    .slice(0, 1_000_000)
    .matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim)) {
    last = bases.get(image!.toLowerCase()) ?? image!;
    if (alias !== undefined) bases.set(alias.toLowerCase(), last);
  }
  return last;
}
