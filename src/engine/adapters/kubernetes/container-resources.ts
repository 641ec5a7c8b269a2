import type { WorkloadFacts, WorkloadVariable } from '../../model/workload-facts.js';
import type { LocatedView } from '../located-view.js';
import type { Places } from '../places.js';
import { kubernetesQuantity } from '../quantities.js';
import { referredVariable, workloadVariable } from '../variables.js';
import { mountOf, secretsOf } from './volumes.js';

export function mountFacts(
  container: LocatedView,
  spec: LocatedView,
  places: Places,
): Pick<WorkloadFacts, 'mounts' | 'secrets'> {
  const volumes = spec.at('volumes').items;
  const mounts = container.at('volumeMounts').items;
  mounts.forEach((mount, index) => {
    places.note(`mounts.${index}`, mount, null);
    const volume = volumes.find((entry) => entry.at('name').text === mount.at('name').text);
    if (volume) places.note(`mounts.${index}.volume`, volume, null);
  });
  return { mounts: mounts.map((mount) => mountOf(mount, volumes)), secrets: secretsOf(mounts, volumes) };
}

export function portFacts(
  container: LocatedView,
  places: Places,
): Pick<WorkloadFacts, 'ports' | 'exposedPorts'> {
  const list = container.at('ports').items;
  const protocolOf = (port: LocatedView) => (port.at('protocol').text ?? 'TCP').toLowerCase();
  const published = list.filter((port) => (port.at('hostPort').number ?? 0) > 0);
  published.forEach((port, index) => places.note(`ports.${index}`, port.at('hostPort'), null));
  return {
    ports: published.map((port) => {
      const protocol = protocolOf(port);
      return {
        hostIp: port.at('hostIP').text,
        hostPort: port.at('hostPort').number,
        hostPortEnd: null,
        containerPort: port.at('containerPort').number,
        containerPortEnd: null,
        protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
        mode: 'host',
      };
    }),
    exposedPorts: list.flatMap((port) => {
      const number = port.at('containerPort').number;
      return number === null ? [] : [{ port: number, protocol: protocolOf(port) }];
    }),
  };
}

export function resourceFacts(
  container: LocatedView,
  spec: LocatedView,
  places: Places,
): Partial<WorkloadFacts['resources']> {
  const amount = (fact: string, kind: string, resource: string, unit: number) =>
    places.first(
      fact,
      [container.at('resources', kind, resource), spec.at('resources', kind, resource)],
      (view) => {
        const quantity = view.text === null ? null : kubernetesQuantity(view.text);
        return quantity === null ? null : Math.round(quantity * unit);
      },
    );
  const memoryBytes = amount('resources.memoryBytes', 'limits', 'memory', 1);
  const cpuLimitMillis = amount('resources.cpuLimitMillis', 'limits', 'cpu', 1000);
  // The API server takes a limit for the request where none is stated.
  return {
    memoryBytes,
    cpuLimitMillis,
    memoryRequestBytes: amount('resources.memoryRequestBytes', 'requests', 'memory', 1) ?? memoryBytes,
    cpuRequestMillis: amount('resources.cpuRequestMillis', 'requests', 'cpu', 1000) ?? cpuLimitMillis,
  };
}

export function environmentFacts(
  container: LocatedView,
  places: Places,
): Pick<WorkloadFacts, 'environment' | 'environmentFiles'> {
  const list = container.at('env').items;
  list.forEach((item, index) => places.note(`environment.${index}`, item, null));
  const files = container.at('envFrom').items;
  files.forEach((item, index) => places.note(`environmentFiles.${index}`, item, null));
  return {
    environment: list.map(variableOf),
    environmentFiles: files.map((item) => {
      const isSecret = item.at('secretRef').isThere;
      const name = item.at(isSecret ? 'secretRef' : 'configMapRef', 'name').text ?? '';
      return { name, kind: isSecret ? 'secret-ref' : 'configmap-ref', isRead: false };
    }),
  };
}

function variableOf(item: LocatedView): WorkloadVariable {
  const name = item.at('name').text ?? '';
  const from = item.at('valueFrom');
  if (!from.isThere) return workloadVariable(name, item.at('value').text ?? '');
  if (from.at('secretKeyRef').isThere) return referredVariable(name, 'secret-ref');
  return referredVariable(name, from.at('configMapKeyRef').isThere ? 'configmap-ref' : 'field-ref');
}
