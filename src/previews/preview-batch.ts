import { setImmediate as pause } from 'node:timers/promises';
import type { PreviewedFinding, PreviewedTarget } from '../contracts/policy-preview.contract.js';
import type { EndedExemption, Judgement } from '../engine/model/verdict.js';
import { compareJudgements, type JudgementChange } from '../engine/policy/compare-judgements.js';
import type { ExemptionRule } from '../engine/policy/exemption-rule.js';
import { addToSummary, noteScopes, type PreviewSummary } from '../engine/policy/preview-summary.js';
import { forcedConditions } from '../engine/policy/waivers.js';
import { concernsTarget } from '../engine/policy/exemption-rule.js';
import type { TargetRow } from '../targets/target.table.js';
import { judgementOn, type Grounds } from '../verdicts/judging.service.js';
import { shownReason } from '../verdicts/verdict-view.js';
import type { PlannedTarget } from './preview-plan.service.js';

/** A target with all that both of its judgements rest on. */
export interface LoadedTarget {
  readonly planned: PlannedTarget;
  readonly row: TargetRow;
  readonly grounds: Grounds;
}

/** What a batch adds to a preview. */
export interface PreviewedBatch {
  readonly targets: readonly PreviewedTarget[];
  readonly findings: readonly PreviewedFinding[];
  /** Of all that were judged under the document. */
  readonly judgements: readonly Judgement[];
}

/** Findings of one target that are kept as rows. */
const keptFindings = 500;
const keptReasons = 5;
/** Other work of the process waits no longer than this, in milliseconds. */
const longestTurn = 15;

/**
 * Judges targets as they are judged now and as they would be.
 * @param summary what is known so far; it is added to
 * @param ended exemptions that the document ends
 */
export async function previewBatch(
  loaded: readonly LoadedTarget[],
  summary: PreviewSummary,
  ended: readonly EndedExemption[],
): Promise<PreviewedBatch> {
  const gone = new Set(ended.map(({ exemption }) => exemption));
  const targets: PreviewedTarget[] = [];
  const findings: PreviewedFinding[] = [];
  const judgements: Judgement[] = [];
  let since = performance.now();
  for (const one of loaded) {
    const { planned, row, grounds } = one;
    const before = judgementOn(grounds, planned.before);
    const after = judgementOn(without(grounds, gone), planned.after);
    judgements.push(after);
    const change = compareJudgements(
      { judgement: before, mode: planned.before.mode },
      { judgement: after, mode: planned.after.mode },
    );
    addToSummary(summary, row.owner, change, [before, after]);
    noteScopes(summary, endingWhenGone(one, gone), [before, after]);
    if (change.from !== change.to || change.judgedFrom !== change.judgedTo)
      targets.push(previewed(one, change, after));
    findings.push(
      ...change.findings
        .slice(0, keptFindings)
        .map((each) => ({ ...each, targetId: row.id, owner: row.owner })),
    );
    if (performance.now() - since > longestTurn) {
      await pause();
      since = performance.now();
    }
  }
  return { targets, findings, judgements };
}

function without(grounds: Grounds, gone: ReadonlySet<string>): Grounds {
  if (gone.size === 0) return grounds;
  const exemptions = grounds.input.exemptions.filter(({ id }) => !gone.has(id));
  return { ...grounds, input: { ...grounds.input, exemptions } };
}

/** Exemptions that concern the target and end when nothing that they cover is found, as they choose or are forced to. */
function endingWhenGone(
  { planned, grounds: { input } }: LoadedTarget,
  gone: ReadonlySet<string>,
): ExemptionRule[] {
  const isForced = forcedConditions(planned.after.policy.document.exemptions).findingGone === true;
  return input.exemptions.filter(
    (rule) =>
      (isForced || rule.endsWhen?.findingGone === true) &&
      !gone.has(rule.id) &&
      concernsTarget(rule, input.target),
  );
}

function previewed(
  { planned, row }: LoadedTarget,
  change: JudgementChange,
  after: Judgement,
): PreviewedTarget {
  const { from, to, judgedFrom, judgedTo } = change;
  return {
    targetId: row.id,
    name: row.references[0] ?? row.digest,
    owner: row.owner,
    binding: planned.after.binding,
    mode: planned.after.mode,
    ...{ from, to, judgedFrom, judgedTo },
    reasons: after.reasons.slice(0, keptReasons).map(shownReason),
  };
}
