import type { HostChange, HostDrift } from '../model/drift-facts.js';
import { aBundle } from './example-host.js';
import type { HostSubject } from './check.js';
import { subjectOfText } from './evaluate-example.js';

/** A host of which a bundle came before, with what changed since. */
export function driftedHost(
  changes: readonly HostChange[],
  parts: Partial<Omit<HostDrift, 'changes'>> = {},
): HostSubject {
  const subject = subjectOfText('host', aBundle()) as HostSubject;
  const drift = { since: '2026-05-31T00:00:00Z', changes, omitted: 0, uncompared: [], ...parts };
  return { ...subject, facts: { ...subject.facts, drift } };
}
