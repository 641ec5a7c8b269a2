/** Ports of administration and databases, by the service that usually listens there (catalogue: workload-port-sensitive). */
export const sensitivePorts: ReadonlyMap<number, string> = new Map([
  [22, 'ssh'],
  [23, 'telnet'],
  [2375, 'docker'],
  [2376, 'docker'],
  [2377, 'swarm'],
  [2379, 'etcd'],
  [3306, 'mysql'],
  [3389, 'rdp'],
  [5432, 'postgres'],
  [5984, 'couchdb'],
  [6379, 'redis'],
  [9200, 'elasticsearch'],
  [10250, 'kubelet'],
  [11211, 'memcached'],
  [27017, 'mongodb'],
]);
