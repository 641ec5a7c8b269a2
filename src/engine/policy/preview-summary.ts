import type { EndedExemption, Judgement } from '../model/verdict.js';
import type { Finding } from '../model/finding.js';
import type { FindingChangeKind, JudgementChange } from './compare-judgements.js';
import { coversFinding, type ExemptionRule } from './exemption-rule.js';
import { subjectOfFinding } from './findings.js';

interface OwnerCounts {
  targets: number;
  flips: number;
  appears: number;
  vanishes: number;
}

/** Plain JSON: what is known so far of what another policy would do to many targets. */
export interface PreviewSummary {
  /** Targets whose decision, as callers act on it, becomes another one. */
  flips: number;
  /** Targets of which the policy says something else, whatever their mode makes of it. */
  judgedFlips: number;
  findings: Record<FindingChangeKind, number>;
  /** Flips, by `from to`. */
  turns: Record<string, number>;
  /** By owner; those of nobody by the empty text. */
  owners: Record<string, OwnerCounts>;
  /** By change, kind and name, as JSON. */
  names: Record<string, { count: number; targets: number }>;
  /** By id: findings that each exemption covers before and after, and on how many more targets the policy refuses it. */
  exemptions: Record<string, { before: number; after: number; refused: number }>;
  /** By id of exemptions that end when nothing is found: findings in their scope that vanish, and that appear. */
  scopes: Record<string, { vanished: number; appeared: number }>;
}

export function emptySummary(): PreviewSummary {
  const findings = { appears: 0, vanishes: 0, uncovered: 0, covered: 0, changed: 0 };
  return { flips: 0, judgedFlips: 0, findings, turns: {}, owners: {}, names: {}, exemptions: {}, scopes: {} };
}

/** Adds what would become of one target. */
export function addToSummary(
  summary: PreviewSummary,
  owner: string | null,
  change: JudgementChange,
  [before, after]: readonly [Judgement, Judgement],
): void {
  const { from, to, judgedFrom, judgedTo, findings } = change;
  const own = (summary.owners[owner ?? ''] ??= { targets: 0, flips: 0, appears: 0, vanishes: 0 });
  own.targets += 1;
  if (judgedFrom !== judgedTo) summary.judgedFlips += 1;
  if (from !== to) {
    summary.flips += 1;
    own.flips += 1;
    const turn = `${from} ${to}`;
    summary.turns[turn] = (summary.turns[turn] ?? 0) + 1;
  }
  const seen = new Set<string>();
  for (const { change: what, kind, name } of findings) {
    summary.findings[what] += 1;
    if (what === 'appears' || what === 'vanishes') own[what] += 1;
    const key = JSON.stringify([what, kind, name]);
    const counted = (summary.names[key] ??= { count: 0, targets: 0 });
    counted.count += 1;
    if (!seen.has(key)) counted.targets += 1;
    seen.add(key);
  }
  addExemptions(summary, before, 'before');
  addExemptions(summary, after, 'after');
}

function addExemptions(summary: PreviewSummary, judgement: Judgement, side: 'before' | 'after'): void {
  const of = (id: string) => (summary.exemptions[id] ??= { before: 0, after: 0, refused: 0 });
  for (const { exemption } of judgement.findings) if (exemption !== null) of(exemption)[side] += 1;
  for (const id of judgement.refusedExemptions) of(id).refused += side === 'after' ? 1 : -1;
}

/**
 * Notes which findings in the scopes of exemptions appear and vanish, where these end when nothing is found any more.
 * @param rules that concern the target, of which only those count that end so
 */
export function noteScopes(
  summary: PreviewSummary,
  rules: readonly ExemptionRule[],
  [before, after]: readonly [Judgement, Judgement],
): void {
  if (rules.length === 0) return;
  const note = (findings: readonly Finding[], others: readonly Finding[], side: 'vanished' | 'appeared') => {
    const known = new Set(others.map(({ fingerprint }) => fingerprint));
    for (const finding of findings) {
      if (known.has(finding.fingerprint)) continue;
      const subject = subjectOfFinding(finding);
      for (const rule of rules)
        if (coversFinding(rule, subject))
          (summary.scopes[rule.id] ??= { vanished: 0, appeared: 0 })[side] += 1;
    }
  };
  note(before.findings, after.findings, 'vanished');
  note(after.findings, before.findings, 'appeared');
}

/** Exemptions that a judgement found to have ended, beyond those that were known to. */
export function newlyEnded(
  known: readonly EndedExemption[],
  judgements: readonly Judgement[],
): EndedExemption[] {
  const ids = new Set(known.map(({ exemption }) => exemption));
  return judgements
    .flatMap(({ endedExemptions }) => endedExemptions)
    .filter(({ exemption }) => !ids.has(exemption) && ids.add(exemption));
}
