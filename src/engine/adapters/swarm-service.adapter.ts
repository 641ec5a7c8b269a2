import { createHash } from 'node:crypto';
import type { FactProblem } from '../model/facts.js';
import type { SwarmServiceFacts, WorkloadDocumentFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { isObject, type DocumentObject } from '../text/documents.js';
import { objectAt, textOrNull } from './container/inspected.js';
import { withinBudget } from './container/document-budget.js';
import { readJsonDocuments, type ReadDocument } from './container/json-documents.js';
import type { InputAdapter } from './input-adapter.js';
import { workloadOfService } from './swarm-service/service-workload.js';

/** Reads what `docker service inspect` prints. */
export const swarmServiceAdapter: InputAdapter<WorkloadDocumentFacts> = {
  id: 'swarm-service',
  standardName: 'docker service inspect',
  recognises(text) {
    return (
      /^\s*[[{]/.test(text.slice(0, 1_000)) &&
      /"TaskTemplate"\s*:/.test(text) &&
      /"ContainerSpec"\s*:/.test(text)
    );
  },
  read(text, { name }) {
    const read = readJsonDocuments(text);
    return read.ok ? { ok: true, facts: serviceFacts(read.documents, text, name) } : read;
  },
};

/**
 * The facts of what an engine printed.
 * @param all The elements of the text
 * @param name What findings call it
 */
export function serviceFacts(
  all: readonly ReadDocument[],
  text: string,
  name: string,
): WorkloadDocumentFacts {
  const workloads: WorkloadFacts[] = [];
  const services: SwarmServiceFacts[] = [];
  const { documents, excess } = withinBudget(all);
  const problems: FactProblem[] = excess.map((detail) => ({ path: name, layer: null, detail }));
  for (const { value, pointer, index } of documents) {
    if (isService(value)) {
      workloads.push(workloadOfService(value, pointer, index));
      services.push({
        id: textOrNull(value.ID) ?? '',
        createdAt: textOrNull(value.CreatedAt),
        updatedAt: textOrNull(value.UpdatedAt),
      });
    } else
      problems.push({
        path: name,
        layer: null,
        detail: `${pointer === '' ? 'it' : pointer} is no service with a ContainerSpec`,
      });
  }
  return {
    kind: 'workload',
    format: 'swarm-service',
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    name,
    workloads,
    runCommand: null,
    containers: null,
    compose: null,
    kubernetes: null,
    services,
    problems,
  };
}

function isService(value: unknown): value is DocumentObject {
  if (!isObject(value)) return false;
  return objectAt(objectAt(objectAt(value, 'Spec'), 'TaskTemplate'), 'ContainerSpec') !== null;
}
