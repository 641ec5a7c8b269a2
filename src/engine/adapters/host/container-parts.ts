import type { MachineFacts } from '../../model/machine-facts.js';
import type { ContainerState, WorkloadDocumentFacts } from '../../model/workload-document.js';
import { redactText } from '../../secrets/redaction.js';
import { textAt, valueOf } from '../../text/documents.js';
import { containerFacts } from '../container.adapter.js';
import { textsOf } from '../container/inspected.js';
import { elementsOf } from '../container/json-documents.js';
import type { ReadOptions } from '../input-adapter.js';
import { serviceFacts } from '../swarm-service.adapter.js';
import type { BundleParts } from './bundle-parts.js';
import type { DockerInfo } from './docker-info.js';
import { objectsOf } from './machine-part.js';

/** The containers, with their processes and what their tags mean now, as far as it is known. Null: not to be had. */
export function containersOf(parts: BundleParts, options: ReadOptions): WorkloadDocumentFacts | null {
  const facts = documentOf(parts, 'containers', containerFacts, options);
  if (!facts?.containers) return facts;
  const [processes, tags] = [processesOf(parts), imageIdsOf(parts)];
  const containers = facts.containers.map((container, index) => {
    const own = processes?.get(container.id) ?? processes?.get(container.id.slice(0, 12));
    const tagged = tags.get(facts.workloads[index]?.image?.raw ?? '');
    return {
      ...container,
      ...(own && { processes: own }),
      ...(tagged !== undefined && { tagImageId: tagged }),
    };
  });
  return { ...facts, containers };
}

/** The ids of images by the names that they have now; `latest` may be left out. */
function imageIdsOf(parts: BundleParts): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const image of objectsOf(parts, 'images') ?? []) {
    const id = textAt(image, 'Id');
    if (id === null) continue;
    for (const tag of textsOf(valueOf(image, 'RepoTags'))) {
      ids.set(tag, id);
      ids.set(tag.replace(/:latest$/, ''), id);
    }
  }
  return ids;
}

/** The services of the swarm. Null: not to be had. */
export function servicesOf(parts: BundleParts, options: ReadOptions): WorkloadDocumentFacts | null {
  return documentOf(parts, 'swarm-services', serviceFacts, options);
}

function documentOf(
  parts: BundleParts,
  part: 'containers' | 'swarm-services',
  read: typeof containerFacts,
  options: ReadOptions,
): WorkloadDocumentFacts | null {
  if (objectsOf(parts, part) === null) return null;
  const elements = parts.json(part);
  const facts = read(
    elementsOf(Array.isArray(elements) ? elements : []),
    parts.text(part) ?? '',
    options.name,
  );
  const [problem] = facts.problems;
  if (problem) parts.partial(part, problem.detail);
  return facts;
}

type Processes = NonNullable<ContainerState['processes']>;

/** Lines of `container-id pid uid command`, the uid as the host counts. */
function processesOf(parts: BundleParts): ReadonlyMap<string, Processes> | null {
  const lines = parts.records('processes', (line) => {
    const match = /^\s*([0-9a-f]{12,64})\s+(\d{1,10})\s+(\d{1,10})(?:\s(.*))?$/s.exec(line);
    if (!match) return null;
    const [, id = '', pid, uid, command = ''] = match;
    return { id, pid: Number(pid), uid: Number(uid), command: redactText(command.trimStart()) };
  });
  if (!lines) return null;
  const byContainer = new Map<string, Processes[number][]>();
  for (const { id, pid, uid, command } of lines) {
    const own = byContainer.get(id) ?? [];
    own.push({ pid, hostUid: uid, containerUid: null, command });
    byContainer.set(id, own);
  }
  return byContainer;
}

/** What is stored and what runs: what is listed counts before what the daemon tells. */
export function inventoryOf(
  parts: BundleParts,
  facts: WorkloadDocumentFacts | null,
  info: DockerInfo | null,
): MachineFacts['inventory'] {
  const images = imageCount(parts) ?? info?.images ?? null;
  const listed = facts?.containers ?? null;
  const containers = listed?.length ?? info?.containers ?? null;
  const running = listed ? runningOf(listed) : (info?.running ?? null);
  if (images === null || containers === null || running === null) return null;
  const ids = listed?.map(({ imageId }) => imageId) ?? null;
  const isKnown = ids?.every((id) => id !== null) ?? false;
  return { images, usedImages: isKnown ? new Set(ids).size : null, containers, running };
}

/** An image with two names is listed twice. */
function imageCount(parts: BundleParts): number | null {
  const images = objectsOf(parts, 'images');
  return images && new Set(images.map((image) => textAt(image, 'Id') ?? image)).size;
}

/** Null: not known of each. */
function runningOf(containers: readonly ContainerState[]): number | null {
  if (containers.some(({ status }) => status === null)) return null;
  const isRunning = ({ status }: ContainerState) =>
    status === 'running' || status === 'paused' || status === 'restarting';
  return containers.filter(isRunning).length;
}
