import type { Finding } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Decision, Judgement } from '../model/verdict.js';
import { decisionIn, type BindingMode } from './binding.js';

/**
 * What becomes of a finding: it appears or vanishes; an exemption begins or ceases to cover it; its severity or result is
 * another one.
 */
export const findingChangeKinds = ['appears', 'vanishes', 'uncovered', 'covered', 'changed'] as const;
export type FindingChangeKind = (typeof findingChangeKinds)[number];

export interface ChangedFinding {
  readonly change: FindingChangeKind;
  readonly fingerprint: string;
  readonly kind: Finding['kind'];
  /** Id of the check, or what people call the flaw. */
  readonly name: string;
  /** Name and version; null for checks. */
  readonly component: string | null;
  readonly severity: Severity;
}

/** How a target is judged: the judgement, and the mode of its binding. */
export interface Standing {
  readonly judgement: Judgement;
  readonly mode: BindingMode;
}

/** What another policy does to one target. */
export interface JudgementChange {
  /** As callers act on it, in the mode. */
  readonly from: Decision;
  readonly to: Decision;
  /** Before the mode. */
  readonly judgedFrom: Decision;
  readonly judgedTo: Decision;
  readonly findings: readonly ChangedFinding[];
}

/** Tells two judgements of one target apart: by the decision and by every finding. */
export function compareJudgements(before: Standing, after: Standing): JudgementChange {
  const [judgedFrom, judgedTo] = [before.judgement.decision, after.judgement.decision];
  return {
    from: decisionIn(before.mode, judgedFrom),
    to: decisionIn(after.mode, judgedTo),
    judgedFrom,
    judgedTo,
    findings: changedFindings(before.judgement.findings, after.judgement.findings),
  };
}

function changedFindings(before: readonly Finding[], after: readonly Finding[]): ChangedFinding[] {
  const known = new Map(before.map((finding) => [finding.fingerprint, finding]));
  const changes: ChangedFinding[] = [];
  for (const finding of after) {
    const old = known.get(finding.fingerprint);
    known.delete(finding.fingerprint);
    const change = old ? differenceOf(old, finding) : 'appears';
    if (change) changes.push(told(change, finding));
  }
  for (const finding of known.values()) changes.push(told('vanishes', finding));
  return changes;
}

function differenceOf(old: Finding, now: Finding): FindingChangeKind | null {
  if (old === now) return null;
  if (old.exemption === null && now.exemption !== null) return 'covered';
  if (old.exemption !== null && now.exemption === null) return 'uncovered';
  return old.severity === now.severity && old.result === now.result ? null : 'changed';
}

function told(change: FindingChangeKind, finding: Finding): ChangedFinding {
  const { fingerprint, kind, check, vulnerability, severity } = finding;
  return {
    change,
    fingerprint,
    kind,
    name: vulnerability?.id ?? check ?? '',
    component: vulnerability && `${vulnerability.component.name} ${vulnerability.component.version}`,
    severity,
  };
}
