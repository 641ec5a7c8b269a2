import type { FixSafety } from '../checks/check.js';
import type { Location } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { CheckRun } from '../policy/evaluate-checks.js';
import { unifiedDiff } from '../text/unified-diff.js';
import type { FixRequest, FixResult } from './apply-fixes.js';
import { refusalText, type RefusalReason } from './fix-refusal.js';
import { faultKey, type Fault } from './judged-project.js';

/** A text that fixes changed. */
export interface ReportedFile {
  readonly path: string;
  readonly isNew: boolean;
  readonly text: string;
  /** Unified, from the text as it was. */
  readonly diff: string;
}

/** A fix that was made. */
export interface ReportedFix {
  readonly check: string;
  readonly element: string;
  readonly severity: Severity;
  readonly safety: FixSafety;
  readonly title: Text;
  /** What was wrong. */
  readonly message: Text;
  /** What it can break; null: nothing that is written correctly. */
  readonly risk: Text | null;
}

/** A fix that was asked for, and why it was not made. */
export interface ReportedRefusal extends ReportedFix {
  readonly reason: RefusalReason;
  readonly detail: Text;
}

/** Why something is left: no program can mend it, it is to be named, its fix was refused, or it cannot be decided. */
export const remainders = ['by_hand', 'review', 'refused', 'undecided'] as const;
export type Remainder = (typeof remainders)[number];

export interface ReportedRemainder {
  readonly check: string;
  /** Null: the check could not be decided. */
  readonly element: string | null;
  readonly severity: Severity;
  readonly title: Text;
  readonly message: Text;
  /** What to do by hand. */
  readonly remediation: Text;
  readonly risk: Text | null;
  readonly location: Location | null;
  readonly remainder: Remainder;
}

/** What applying fixes came to, for people and programs. */
export interface FixReport {
  readonly files: readonly ReportedFile[];
  readonly applied: readonly ReportedFix[];
  readonly refused: readonly ReportedRefusal[];
  readonly remaining: readonly ReportedRemainder[];
}

/**
 * Tells a result. Texts of findings are redacted; those of files are as they were given but for the fixes.
 * @param shownPath what people are shown in place of a path
 */
export function fixReport(result: FixResult, shownPath = (path: string) => path): FixReport {
  const refused = new Set(result.refused.map(({ fault }) => faultKey(fault)));
  return {
    files: result.files.map(({ path: name, before, after }) => {
      const path = shownPath(name);
      return { path, isNew: before === null, text: after, diff: unifiedDiff(path, before, after) };
    }),
    applied: result.applied.map(({ fault, safety }) => fixOf(fault, safety)),
    refused: result.refused.map(({ fault, safety, reason }) => ({
      ...fixOf(fault, safety),
      reason,
      detail: refusalText(reason),
    })),
    remaining: [
      ...result.after.faults.map((fault) => remainderOf(fault, refused)),
      ...result.after.runs.flatMap(undecidedOf),
    ],
  };
}

/** Whether something that was asked for is still to be done: a fix that is refused, or a named check that fails. */
export function isLeft({ named }: Pick<FixRequest, 'named'>, { refused, remaining }: FixReport): boolean {
  const isNamed = ({ check, element }: ReportedRemainder) =>
    named.some((one) => one.check === check && (one.element === null || one.element === element));
  return refused.length > 0 || remaining.some((one) => one.remainder === 'by_hand' && isNamed(one));
}

function fixOf({ check, element, severity, run, violation }: Fault, safety: FixSafety): ReportedFix {
  const { title, fixRisk } = run;
  return { check, element, severity, safety, title, message: violation.message, risk: fixRisk };
}

function remainderOf(fault: Fault, refused: ReadonlySet<string>): ReportedRemainder {
  const { check, element, severity, run, violation, fix } = fault;
  const open = refused.has(faultKey(fault)) ? 'refused' : 'review';
  return {
    ...{ check, element, severity, title: run.title, message: violation.message },
    remediation: run.remediation,
    risk: run.fixRisk,
    location: violation.location ?? null,
    remainder: fix ? open : 'by_hand',
  };
}

function undecidedOf({ id, severity, title, remediation, outcome }: CheckRun): ReportedRemainder[] {
  const message =
    outcome.result === 'unknown' ? outcome.reason : outcome.result === 'fail' ? outcome.undecided : undefined;
  if (!message) return [];
  const location = (outcome.result === 'unknown' && outcome.location) || null;
  return [
    {
      ...{ check: id, element: null, severity, title, message, remediation },
      ...{ risk: null, location, remainder: 'undecided' },
    },
  ];
}
