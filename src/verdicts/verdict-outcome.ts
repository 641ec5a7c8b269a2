import {
  knownFinding,
  verdictChange,
  type JudgedState,
  type KnownFinding,
} from '../engine/policy/verdict-change.js';
import { severities } from '../engine/model/severity.js';
import type { Pins } from '../engine/policy/receipt.js';
import type { EventDraft } from '../events/event-log.service.js';
import type { FindingChanges } from '../findings/finding.service.js';
import type { ReceiptEntry } from '../receipts/receipt-records.service.js';
import type { TargetRow } from '../targets/target.table.js';
import { judgedInputs, type Judged } from './judged.js';
import { shownReason, standing } from './verdict-view.js';
import type { VerdictRow } from './verdict.table.js';

/** What is to be stored of a judgement. */
export interface VerdictOutcome {
  /** The verdict that is current from now on. */
  readonly row: VerdictRow;
  /** False: it says the same as the one before, which goes on. */
  readonly isNew: boolean;
  readonly entry: ReceiptEntry;
  readonly target: TargetRow;
}

/**
 * @param before the verdict that was current so far, and `changes` what became of its findings
 * @param ids of the receipt, and of the verdict if it is a new one
 */
export function outcomeOf(
  judged: Judged,
  before: VerdictRow | null,
  changes: FindingChanges,
  pins: Pins,
  ids: { readonly verdict: string; readonly receipt: string },
): VerdictOutcome {
  const { target } = judged;
  const receipt = { id: ids.receipt, ...judgedInputs(judged, pins) };
  const made = rowOf(judged, receipt, ids.verdict);
  if (before && isSame(before, made)) {
    const { judgedAt, validUntil } = made;
    const row = { ...before, receipt, judgedAt, validUntil };
    return { row, isNew: false, entry: { ...entryOf(row), receipt, pins }, target };
  }
  const exemptions = new Set(judged.judgement.findings.flatMap(({ exemption }) => exemption ?? []));
  const change = verdictChange(
    before && stateOf(before, changes.before, new Set()),
    stateOf(made, changes.after.map(knownFinding), exemptions),
  );
  const row = { ...made, change: { ...change, causes: [...change.causes] } };
  return { row, isNew: true, entry: { ...entryOf(row), receipt, pins }, target };
}

function stateOf(
  row: Omit<VerdictRow, 'change'>,
  findings: readonly KnownFinding[],
  exemptions: ReadonlySet<string>,
): JudgedState {
  const policy = { name: row.policy, version: row.policyVersion };
  const { decision, binding, mode, receipt } = row;
  return { decision, policy, binding, mode, receipt, findings, exemptions };
}

/** That a verdict became another one, for others. */
export function changedEvent({
  row,
  target: { kind, digest, references, labels },
}: VerdictOutcome): EventDraft {
  const { targetId: subject, decision, policy, policyVersion, change, receipt, counts } = row;
  const causes = change.causes.map(({ code, subject: of }) => (of === null ? code : `${code} ${of}`));
  const summary = `${references[0] ?? digest}: ${change.summary}`;
  const data = {
    summary,
    target: subject,
    kind,
    digest,
    references,
    from: change.from,
    decision,
    policy: `${policy}@${policyVersion}`,
    causes,
    counts,
    receipt: receipt.id,
  };
  return { type: 'verdict.changed', subject, about: { references, labels }, data };
}

function entryOf(row: VerdictRow) {
  const policy = { name: row.policy, version: row.policyVersion };
  const { id: verdictId, targetId, decision, judgedAt, validUntil } = row;
  return { verdictId, targetId, decision, policy, judgedAt, validUntil };
}

function rowOf(judged: Judged, receipt: VerdictRow['receipt'], id: string): Omit<VerdictRow, 'change'> {
  const { target, policy, judgement, judgedAt } = judged;
  if (policy.versionId === null) throw new Error('a preview is not stored');
  return {
    id,
    targetId: target.id,
    isCurrent: true,
    policyVersionId: policy.versionId,
    policy: policy.name,
    policyVersion: policy.version,
    ...standing(judged),
    reasons: judgement.reasons.map(shownReason),
    counts: judgement.counts,
    exemptedCount: judgement.exemptedCount,
    dismissedCount: judgement.dismissedCount,
    score: judgement.score,
    receipt,
    since: judgedAt,
    judgedAt,
    validUntil: judgement.validUntil === null ? null : new Date(judgement.validUntil),
  };
}

function isSame(a: Omit<VerdictRow, 'change'>, b: Omit<VerdictRow, 'change'>): boolean {
  return (
    a.decision === b.decision &&
    a.score === b.score &&
    severities.every((severity) => a.counts[severity] === b.counts[severity]) &&
    told(a) === told(b)
  );
}

function told(row: Omit<VerdictRow, 'change'>): string {
  return JSON.stringify([
    row.policyVersionId,
    row.binding,
    row.mode,
    row.judged,
    row.decision,
    row.exemptedCount,
    row.dismissedCount,
    row.score,
    row.reasons.map(({ code, severity, message, findings }) => [code, severity, message, findings]),
  ]);
}
