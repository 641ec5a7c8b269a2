import { hasLabel, ownerLabel, type Labels } from '../model/labels.js';
import { matchesGlob } from '../policy/glob.js';
import type { EventType } from './cloud-event.js';

/** What a webhook is sent: each list narrows it, and an empty one does not. */
export interface WebhookFilter {
  readonly types: readonly EventType[];
  /** Globs over repositories; any of them. */
  readonly repositories: readonly string[];
  /** Teams; any of them. */
  readonly owners: readonly string[];
  /** `name=value`, or `name` with any value; all of them. */
  readonly labels: readonly string[];
}

/** What of an event it is chosen by. */
export interface FilteredEvent {
  readonly type: EventType;
  /** Of the target that it is about; null: it is about none. */
  readonly repositories: readonly string[] | null;
  readonly labels: Labels | null;
}

/** Whether a webhook is sent an event. Repositories, owners and labels leave out other targets, and nothing that is about none. */
export function wantsEvent(filter: WebhookFilter, event: FilteredEvent): boolean {
  if (filter.types.length > 0 && !filter.types.includes(event.type)) return false;
  return wantsRepositories(filter, event.repositories) && wantsLabels(filter, event.labels);
}

function wantsRepositories({ repositories }: WebhookFilter, names: readonly string[] | null): boolean {
  if (repositories.length === 0 || names === null) return true;
  return names.some((name) => repositories.some((glob) => matchesGlob(glob, name)));
}

function wantsLabels({ owners, labels }: WebhookFilter, known: Labels | null): boolean {
  if (known === null) return true;
  const isOwned = owners.length === 0 || owners.includes(known[ownerLabel] ?? '');
  return isOwned && labels.every((label) => hasLabel(known, label));
}
