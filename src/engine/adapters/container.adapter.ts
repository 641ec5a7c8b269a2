import { createHash } from 'node:crypto';
import type { FactProblem } from '../model/facts.js';
import type { ContainerState, WorkloadDocumentFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { isObject, type DocumentObject } from '../text/documents.js';
import { objectAt, textOrNull, textsOf } from './container/inspected.js';
import { containerState } from './container/inspected-state.js';
import { workloadOfInspect } from './container/inspected-workload.js';
import { withinBudget } from './container/document-budget.js';
import { readJsonDocuments, type ReadDocument } from './container/json-documents.js';
import type { InputAdapter } from './input-adapter.js';

/** Reads what `docker inspect` and `podman inspect` print of containers: a list, one object, or one object a line. */
export const containerAdapter: InputAdapter<WorkloadDocumentFacts> = {
  id: 'container',
  standardName: 'docker inspect',
  recognises(text) {
    return /^\s*[[{]/.test(text.slice(0, 1_000)) && /"HostConfig"\s*:/.test(text) && /"State"\s*:/.test(text);
  },
  read(text, { name }) {
    const read = readJsonDocuments(text);
    return read.ok ? { ok: true, facts: containerFacts(read.documents, text, name) } : read;
  },
};

/**
 * The facts of what an engine printed.
 * @param all The elements of the text
 * @param name What findings call it
 */
export function containerFacts(
  all: readonly ReadDocument[],
  text: string,
  name: string,
): WorkloadDocumentFacts {
  const imageIds = imageIdsOf(all.map(({ value }) => value));
  const workloads: WorkloadFacts[] = [];
  const containers: ContainerState[] = [];
  const { documents, excess } = withinBudget(all);
  const problems: FactProblem[] = excess.map((detail) => ({ path: name, layer: null, detail }));
  for (const { value, pointer, index } of documents) {
    if (isContainer(value)) {
      workloads.push(workloadOfInspect(value, pointer, index));
      containers.push(containerState(value, imageIds));
    } else
      problems.push({
        path: name,
        layer: null,
        detail: `${pointer === '' ? 'it' : pointer} is ${kindOf(value)}, no container`,
      });
  }
  return {
    kind: 'workload',
    format: 'container',
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    name,
    workloads,
    runCommand: null,
    containers,
    compose: null,
    kubernetes: null,
    services: null,
    problems,
  };
}

function isContainer(value: unknown): value is DocumentObject {
  return isObject(value) && objectAt(value, 'HostConfig') !== null && !Object.hasOwn(value, 'RepoTags');
}

/** What the images among the documents are tagged with → their ids. */
function imageIdsOf(values: readonly unknown[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const value of values) {
    const id = isObject(value) && Object.hasOwn(value, 'RepoTags') ? textOrNull(value.Id) : null;
    if (id === null || !isObject(value)) continue;
    for (const tag of textsOf(value.RepoTags)) {
      ids.set(tag, id);
      if (tag.endsWith(':latest')) ids.set(tag.slice(0, -':latest'.length), id);
    }
  }
  return ids;
}

function kindOf(value: unknown): string {
  if (!isObject(value)) return 'no object';
  if (Object.hasOwn(value, 'RepoTags')) return 'an image';
  if (Object.hasOwn(value, 'Mountpoint')) return 'a volume';
  if (Object.hasOwn(value, 'IPAM')) return 'a network';
  if (Object.hasOwn(value, 'Spec')) return 'an object of a swarm';
  return Object.hasOwn(value, 'State') || Object.hasOwn(value, 'Config')
    ? 'a container without its HostConfig'
    : 'something else';
}
