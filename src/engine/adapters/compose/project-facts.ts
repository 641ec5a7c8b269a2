import type { ComposeFacts } from '../../model/workload-document.js';
import type { WorkloadFacts } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import type { LocatedView } from '../located-view.js';
import { safeValue } from '../run-command/argv-secrets.js';
import { type MergedDocument, holdsOpenVariable } from './compose-node.js';
import { secretSource } from './service-secrets.js';

/** The networks that services are on or that are declared. A service that shares another's is on them too. */
export function networkFacts(
  project: LocatedView,
  document: MergedDocument,
  workloads: readonly WorkloadFacts[],
): ComposeFacts['networks'] {
  const declared = project.at('networks');
  const attached = attachments(workloads);
  const names = new Set([...declared.entries.map(([name]) => name), ...attached.keys()]);
  return [...names].map((name) => {
    const view = declared.at(name);
    const isDeclared = declared.entries.some(([key]) => key === name);
    const external = view.at('external');
    const isExternal = external.isThere && external.boolean !== false;
    const options = Object.entries(view.at('driver_opts').textMap);
    return {
      name,
      driver: view.at('driver').text,
      isInternal: isExternal || !(isDeclared || name === 'default') ? null : internalOf(view, document),
      isExternal,
      options: Object.fromEntries(options.map(([key, value]) => [key, safeValue(key, value)])),
      services: attached.get(name) ?? [],
      place: isDeclared ? view.place : null,
    };
  });
}

/** Null: it cannot be told. */
function internalOf(network: LocatedView, document: MergedDocument): boolean | null {
  const internal = network.at('internal');
  if (!internal.isThere) return false;
  return holdsOpenVariable(document.node(internal.path)) ? null : internal.boolean;
}

/** Services that share networks by way of one another, in a row. */
const longestSharing = 20;

function attachments(workloads: readonly WorkloadFacts[]): Map<string, string[]> {
  const byName = new Map(workloads.map((workload) => [workload.origin.name, workload]));
  const attached = new Map<string, string[]>();
  for (const workload of workloads) {
    let from: WorkloadFacts | undefined = workload;
    for (let step = 0; from?.network.mode === 'container' && step < longestSharing; step += 1)
      from = byName.get(from.network.sharedWith ?? '');
    for (const name of from?.network.mode === 'user-defined' ? from.network.names : []) {
      const services = attached.get(name) ?? [];
      services.push(workload.origin.name);
      attached.set(name, services);
    }
  }
  return attached;
}

export function secretFacts(project: LocatedView): ComposeFacts['secrets'] {
  return project.at('secrets').entries.map(([name, view]) => {
    const file = view.at('file').text;
    return {
      name: redactText(name),
      source: secretSource(view),
      path: file === null ? null : redactText(file),
      place: view.place,
    };
  });
}
