import type { HostPublishedPort } from '../../model/network-facts.js';
import type { WorkloadDocumentFacts } from '../../model/workload-document.js';
import type { PublishedPort, WorkloadFacts } from '../../model/workload-facts.js';
import { entriesOf, isObject, listOf, textAt, valueOf, type DocumentObject } from '../../text/documents.js';
import { textOrNull } from '../container/inspected.js';
import { protocolOf } from '../docker-options/port-options.js';
import type { BundleParts } from './bundle-parts.js';
import { objectsOf } from './machine-part.js';

/** What is needed besides the containers themselves. */
export interface PublishingContext {
  readonly containers: WorkloadDocumentFacts | null;
  readonly services: WorkloadDocumentFacts | null;
  /** The address that the daemon publishes on where none is named; null: not known. */
  readonly defaultAddress: string | null;
}

/** Ports of one range that are listed. */
const longestRange = 1_000;

/**
 * The ports that lead to containers and services: those in force of what runs, else those that are asked for.
 * Null: the containers are not known.
 */
export function publishedOf(parts: BundleParts, context: PublishingContext): HostPublishedPort[] | null {
  if (context.containers === null) return null;
  const bound = boundPorts(parts);
  const ofContainers = context.containers.workloads.flatMap(
    (workload) => bound.get(workload.origin.name) ?? statedPorts(workload, context.defaultAddress),
  );
  // What a service publishes is bound on every address, whatever the daemon's default is.
  const ofServices = (context.services?.workloads ?? []).flatMap((workload) => statedPorts(workload, ''));
  return distinct([...ofContainers, ...ofServices]);
}

/** Ports of running containers, by name, as the engine has bound them. */
function boundPorts(parts: BundleParts): ReadonlyMap<string, HostPublishedPort[]> {
  const found = new Map<string, HostPublishedPort[]>();
  for (const container of objectsOf(parts, 'containers') ?? []) {
    const name = textAt(container, 'Name')?.replace(/^\//, '') ?? '';
    const bound = entriesOf(valueOf(valueOf(container, 'NetworkSettings'), 'Ports'));
    const ports = bound.flatMap(([key, entries]) =>
      listOf(entries).flatMap((entry) => (isObject(entry) ? boundPort(name, key, entry) : [])),
    );
    if (ports.length > 0) found.set(name, ports);
  }
  return found;
}

function boundPort(workload: string, key: string, entry: DocumentObject): HostPublishedPort[] {
  const [container = '', named = 'tcp'] = key.split('/');
  const [hostPort, containerPort] = [portOf(textOrNull(entry.HostPort) ?? ''), portOf(container)];
  const protocol = protocolOf(named);
  if (hostPort === null || containerPort === null || !protocol) return [];
  return [{ workload, hostIp: textOrNull(entry.HostIp) ?? '', hostPort, containerPort, protocol }];
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65_536 ? port : null;
}

function statedPorts({ origin, ports }: WorkloadFacts, defaultAddress: string | null): HostPublishedPort[] {
  return (ports ?? []).flatMap((port) => portsOfRange(origin.name, port, defaultAddress ?? ''));
}

function portsOfRange(workload: string, port: PublishedPort, defaultAddress: string): HostPublishedPort[] {
  const { hostIp, hostPort, hostPortEnd, containerPort, protocol } = port;
  if (hostPort === null || containerPort === null) return [];
  const count = Math.min((hostPortEnd ?? hostPort) - hostPort + 1, longestRange);
  return Array.from({ length: Math.max(count, 1) }, (_, index) => ({
    workload,
    hostIp: hostIp ?? defaultAddress,
    hostPort: hostPort + index,
    containerPort: containerPort + (port.containerPortEnd === null ? 0 : index),
    protocol,
  }));
}

function distinct(ports: readonly HostPublishedPort[]): HostPublishedPort[] {
  return [...new Map(ports.map((port) => [JSON.stringify(port), port])).values()];
}
