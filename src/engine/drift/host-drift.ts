import { createHash } from 'node:crypto';
import { driftKinds, type DriftKind, type HostChange, type HostDrift } from '../model/drift-facts.js';
import type { HostFacts } from '../model/host-facts.js';
import {
  containerObserver,
  containerSettingObserver,
  imageObserver,
  portObserver,
} from './container-observers.js';
import { firewallObservers } from './firewall-observers.js';
import {
  daemonObserver,
  fileObserver,
  groupObserver,
  kernelObserver,
  listenerObserver,
  sysctlObserver,
} from './machine-observers.js';
import type { Observed, Observer } from './observed.js';

const observers: readonly Observer[] = [
  containerObserver,
  containerSettingObserver,
  portObserver,
  imageObserver,
  daemonObserver,
  fileObserver,
  ...firewallObservers,
  listenerObserver,
  kernelObserver,
  groupObserver,
  sysctlObserver,
];

/** Changes of one kind that are kept, and characters of a text. */
const most = { changes: 50, text: 200 } as const;

/**
 * What is otherwise on a host than it was. Pure. Only what both bundles tell is compared: what either does not tell is
 * named, and never taken for a change or for its absence.
 */
export function compareHosts(before: HostFacts, after: HostFacts): HostDrift {
  const changes = new Map<DriftKind, HostChange[]>(driftKinds.map((kind) => [kind, []]));
  const compared = new Set<DriftKind>();
  const open = new Set<DriftKind>();
  for (const observer of observers) {
    const { kind } = observer;
    const [was, is] = [observer.observe(before), observer.observe(after)];
    if (was === 'none' && is === 'none') continue;
    if (was === null || is === null || was === 'none' || is === 'none') {
      open.add(kind);
      continue;
    }
    compared.add(kind);
    if (!was.isWhole || !is.isWhole) open.add(kind);
    changes.get(kind)!.push(...changesOf(kind, was, is));
  }
  const all = [...changes.values()];
  return {
    since: before.collectedAt,
    changes: all.flatMap((ofKind) => ofKind.sort(byElement).slice(0, most.changes).map(cut)),
    omitted: all.reduce((sum, ofKind) => sum + Math.max(0, ofKind.length - most.changes), 0),
    uncompared: driftKinds.filter((kind) => open.has(kind) || !compared.has(kind)),
  };
}

function changesOf(kind: DriftKind, was: Observed, is: Observed): HostChange[] {
  const changes: HostChange[] = [];
  for (const element of new Set([...was.entries.keys(), ...is.entries.keys()])) {
    const [before, after] = [entryOf(was, element), entryOf(is, element)];
    if (before === undefined || after === undefined || isSame(before, after)) continue;
    changes.push({ kind, element, before, after });
  }
  if (changes.length > 0 || was.sequence === is.sequence) return changes;
  return [{ kind, element: 'order of rules', before: was.sequence ?? null, after: is.sequence ?? null }];
}

function isSame(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return before === after;
  return before === after || before === '' || after === '';
}

/** Null: it is not there; undefined: not known. */
function entryOf({ entries, isListed, isWhole }: Observed, element: string): string | null | undefined {
  const entry = entries.get(element);
  return entry === undefined && isListed && isWhole ? null : entry;
}

function byElement(a: HostChange, b: HostChange): number {
  return a.element < b.element ? -1 : a.element > b.element ? 1 : 0;
}

function cut({ kind, element, before, after }: HostChange): HostChange {
  return {
    kind,
    element: cutText(element),
    before: before && cutText(before),
    after: after && cutText(after),
  };
}

/** What is cut off still tells two texts apart. */
function cutText(text: string): string {
  if (text.length <= most.text) return text;
  const rest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${text.slice(0, most.text).replace(/[\ud800-\udbff]$/, '')}…${rest}`;
}
