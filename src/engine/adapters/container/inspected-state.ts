import type { ContainerState } from '../../model/workload-document.js';
import { isObject, listOf, textAt, type DocumentObject } from '../../text/documents.js';
import { redactText } from '../../secrets/redaction.js';
import { numberOrNull, objectAt, textOrNull, textsOf } from './inspected.js';

/**
 * What an engine tells of a container as it runs. What further requests answer may stand beside it as the engine's API
 * gives it: `Top` (of `/containers/{id}/top`) and `Changes` (of `/containers/{id}/changes`).
 * @param imageIds of the tags that are known, by name
 */
export function containerState(
  container: DocumentObject,
  imageIds: ReadonlyMap<string, string>,
): ContainerState {
  const state = objectAt(container, 'State');
  const config = objectAt(container, 'Config');
  const manifestDigest = textAt(objectAt(container, 'ImageManifestDescriptor'), 'digest');
  return {
    id: textOrNull(container.Id) ?? textOrNull(container.ID) ?? '',
    status: statusOf(state?.Status),
    health: state ? healthOf(state) : null,
    restartCount: numberOrNull(container.RestartCount),
    isOomKilled: typeof state?.OOMKilled === 'boolean' ? state.OOMKilled : null,
    startedAt: instantOf(state?.StartedAt),
    createdAt: instantOf(container.Created),
    imageId: textOrNull(container.Image),
    tagImageId: imageIds.get(textOrNull(config?.Image) ?? '') ?? null,
    ...(manifestDigest !== null && { manifestDigest }),
    processes: processesOf(container.Top),
    listening: null,
    changedFiles: changesOf(container.Changes),
  };
}

function statusOf(text: unknown): ContainerState['status'] {
  switch (text) {
    case 'created':
    case 'running':
    case 'paused':
    case 'restarting':
    case 'removing':
    case 'exited':
    case 'dead':
      return text;
    case 'configured':
    case 'initialized':
      return 'created';
    case 'stopped':
      return 'exited';
    default:
      return null;
  }
}

/** Engines leave it out where no health check is defined. */
function healthOf(state: DocumentObject): ContainerState['health'] {
  const health = objectAt(state, 'Health') ?? objectAt(state, 'Healthcheck');
  const status = health?.Status;
  if (status === 'starting' || status === 'healthy' || status === 'unhealthy') return status;
  return 'none';
}

/** Null: none; engines write the year 1 for never. */
function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.startsWith('0001-') || Number.isNaN(Date.parse(value))) return null;
  return new Date(value).toISOString();
}

function processesOf(top: unknown): ContainerState['processes'] {
  if (!isObject(top)) return null;
  const titles = textsOf(top.Titles);
  const column = (row: readonly string[], ...names: readonly string[]) =>
    row[titles.findIndex((title) => names.includes(title))] ?? null;
  return listOf(top.Processes).map((entry) => {
    const row = textsOf(entry);
    const user = column(row, 'UID', 'USER', 'EUID');
    return {
      pid: Number(column(row, 'PID') ?? 0),
      hostUid: user === 'root' ? 0 : user !== null && /^\d{1,10}$/.test(user) ? Number(user) : null,
      containerUid: null,
      command: redactText(column(row, 'CMD', 'COMMAND') ?? ''),
    };
  });
}

const kinds = ['changed', 'added', 'deleted'] as const;

function changesOf(changes: unknown): ContainerState['changedFiles'] {
  if (!Array.isArray(changes)) return null;
  return changes.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry.Path !== 'string') return [];
    const kind = typeof entry.Kind === 'number' ? kinds[entry.Kind] : undefined;
    return kind ? [{ path: entry.Path, kind }] : [];
  });
}
