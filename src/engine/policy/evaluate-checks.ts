import type { AdvisoryDatabase, Check, CheckSubjects, Outcome } from '../checks/check.js';
import { findCheck, strictParameters } from '../checks/find-check.js';
import type { Facts, TargetKind } from '../model/facts.js';
import type { Vulnerability } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Policy } from './policy-schema.js';

/** One check of a policy with its result on one target. */
export interface CheckRun {
  readonly id: string;
  readonly title: string;
  readonly remediation: string;
  /** The policy's severity, else the check's own. */
  readonly severity: Severity;
  readonly outcome: Outcome;
}

export interface CheckInput {
  readonly facts: Facts;
  /** Without the exempted ones. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  readonly now: Date;
}

/** A stored policy may name a check that this version of the product no longer has; it counts as this severe then. */
const severityOfMissingCheck: Severity = 'high';

/**
 * Runs the policy's checks that look at this kind of target, sorted by id. What cannot be run (a check or a parameter
 * that this version does not know) is unknown, never left out.
 */
export function evaluateChecks(policy: Policy, input: CheckInput): CheckRun[] {
  return Object.keys(policy.checks)
    .sort()
    .flatMap((id) => {
      const override = policy.checks[id] ?? {};
      const check = findCheck(id);
      if (!check) return missing(id, override.severity ?? severityOfMissingCheck);
      if (!check.inputs.includes(input.facts.kind)) return [];
      return {
        id,
        title: check.title.en,
        remediation: check.remediation.en,
        severity: override.severity ?? check.severity,
        outcome: evaluate(check, override.parameters ?? {}, input),
      };
    });
}

function evaluate(check: Check, parameters: Readonly<Record<string, unknown>>, input: CheckInput): Outcome {
  const parsed = strictParameters(check).safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      result: 'unknown',
      reason: `The policy gives ${check.id} a wrong parameter: ${issue?.message ?? 'unreadable'}.`,
    };
  }
  const { facts, vulnerabilities, database, now } = input;
  const subject = { facts, vulnerabilities, database } as CheckSubjects[TargetKind];
  return check.evaluate(subject, parsed.data, now);
}

function missing(id: string, severity: Severity): CheckRun {
  return {
    id,
    title: id,
    remediation:
      'Publish a version of the policy without this check, or run a version of the service that has it.',
    severity,
    outcome: { result: 'unknown', reason: `This version of the service has no check "${id}".` },
  };
}
