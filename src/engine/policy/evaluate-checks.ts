import type { z } from 'zod';
import type { AdvisoryDatabase, Check, FixSafety, HostSubject, Outcome } from '../checks/check.js';
import { inputOf, subjectOf } from '../checks/check-subject.js';
import { evaluateWithin, looksWithin } from '../checks/contained-workloads.js';
import { findCheck, strictParameters } from '../checks/find-check.js';
import { benchOutcome, isDecidedByBench } from '../docker-bench/bench-outcome.js';
import type { Facts } from '../model/facts.js';
import type { Vulnerability } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { attestedOutcome, type AttestationRule } from './attestation.js';
import type { Policy } from './policy-schema.js';

/** One check of a policy with its result on one target. */
export interface CheckRun {
  readonly id: string;
  readonly title: Text;
  readonly remediation: Text;
  /** The policy's severity, else the check's own. */
  readonly severity: Severity;
  /** Of the fixes that its violations carry; null: they carry none. */
  readonly fixSafety: FixSafety | null;
  /** What its fixes can break; null: they are safe, or there are none. */
  readonly fixRisk: Text | null;
  readonly outcome: Outcome;
}

export interface EvaluationInput {
  readonly facts: Facts;
  /** Without the exempted ones. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  /** When the facts were last observed (ISO 8601); null or absent: not known. */
  readonly scannedAt?: string | null;
  /** Of the target, not revoked; absent: none. */
  readonly attestations?: readonly AttestationRule[];
  readonly now: Date;
  /** What checks made of all this for another policy; it is added to. Absent: nothing is known. */
  readonly known?: KnownOutcomes;
}

/** By check and parameters. */
export type KnownOutcomes = Map<string, Outcome>;

/** A check of the policy that looks at other kinds of input than the target. */
export interface CheckNotRun {
  readonly id: string;
  /** The policy's severity, else the check's own. */
  readonly severity: Severity;
}

/** A stored policy may name a check that this version of the product no longer has; it counts as this severe then. */
const severityOfMissingCheck: Severity = 'high';

/**
 * Runs the policy's checks that look at this kind of target, sorted by id. What cannot be run (a check or a parameter
 * that this version does not know) is unknown, never left out.
 */
export function evaluateChecks(policy: Pick<Policy, 'checks'>, input: EvaluationInput): CheckRun[] {
  const { facts } = input;
  const subject = subjectOf(facts, input.vulnerabilities, input.database, input.scannedAt);
  return chosenFor(policy.checks, facts).run.map(({ id, check }) => {
    const override = policy.checks[id] ?? {};
    if (!check) return missing(id, override.severity ?? severityOfMissingCheck);
    return {
      id,
      title: check.title,
      remediation: check.remediation,
      severity: override.severity ?? check.severity,
      fixSafety: check.fixSafety ?? null,
      fixRisk: check.fixRisk ?? null,
      outcome:
        facts.kind === 'docker-bench'
          ? attestedOutcome(check, benchOutcome(check, facts), input.attestations ?? [], input.now)
          : evaluate(check, override.parameters ?? noParameters, subject, input),
    };
  });
}

/** The policy's checks that do not look at this kind of target, sorted by id. */
export function checksNotRun(policy: Policy, facts: Facts): readonly CheckNotRun[] {
  return chosenFor(policy.checks, facts).notRun;
}

/** The checks of a policy for one kind of target. */
interface Chosen {
  /** Sorted by id; without a check: this version does not have it. */
  readonly run: readonly { readonly id: string; readonly check: Check | undefined }[];
  readonly notRun: readonly CheckNotRun[];
}

const chosenOnce = new WeakMap<Policy['checks'], Map<string, Chosen>>();

/** Chooses once for each policy and kind, however many targets are judged; of hosts it depends on what they run. */
function chosenFor(checks: Policy['checks'], facts: Facts): Chosen {
  if (facts.kind === 'host') return choose(checks, facts);
  const known = chosenOnce.get(checks) ?? new Map<string, Chosen>();
  chosenOnce.set(checks, known);
  const chosen = known.get(inputOf(facts)) ?? choose(checks, facts);
  known.set(inputOf(facts), chosen);
  return chosen;
}

function choose(checks: Policy['checks'], facts: Facts): Chosen {
  const all = Object.keys(checks)
    .sort()
    .map((id) => ({ id, check: findCheck(id) }));
  return {
    run: all.filter(({ check }) => !check || looksAt(check, facts)),
    notRun: all.flatMap(({ id, check }) => {
      if (!check || looksAt(check, facts)) return [];
      return { id, severity: checks[id]?.severity ?? check.severity };
    }),
  };
}

/**
 * What docker-bench-security says decides the checks that its tests stand for, in place of what they look at; checks of
 * workloads look at what runs on a host too.
 */
function looksAt(check: Check, facts: Facts): boolean {
  if (facts.kind === 'docker-bench') return isDecidedByBench(check);
  return check.inputs.includes(inputOf(facts)) || (facts.kind === 'host' && looksWithin(check, facts));
}

function isHost(subject: ReturnType<typeof subjectOf>): subject is HostSubject {
  return subject.facts.kind === 'host';
}

function evaluate(
  check: Check,
  parameters: WrittenParameters,
  subject: ReturnType<typeof subjectOf>,
  { attestations = [], now, known }: EvaluationInput,
): Outcome {
  const { parsed, key } = readParameters(check, parameters);
  if (parsed.success) {
    const before = known?.get(key);
    if (before) return before;
    const isWithin = isHost(subject) && !check.inputs.includes('host');
    const outcome = isWithin
      ? evaluateWithin(check, subject, parsed.data, now)
      : check.evaluate(subject, parsed.data, now);
    const decided = attestedOutcome(check, outcome, attestations, now);
    known?.set(key, decided);
    return decided;
  }
  const [issue] = parsed.error.issues;
  return {
    result: 'unknown',
    reason: {
      en: `The policy gives ${check.id} a wrong parameter: ${issue?.message ?? 'unreadable'}.`,
      zh: `策略为检查项 ${check.id} 指定的参数有误：${issue?.message ?? '无法读取'}。`,
    },
  };
}

type WrittenParameters = Readonly<Record<string, unknown>>;
const noParameters: WrittenParameters = {};
interface ReadParameters {
  readonly parsed: z.ZodSafeParseResult<Record<string, unknown>>;
  /** The check and its parameters, as they are written, as JSON. */
  readonly key: string;
}
const readOnce = new WeakMap<WrittenParameters, Map<string, ReadParameters>>();

/** Reads each policy's parameters once, however many targets it judges. */
function readParameters(check: Check, parameters: WrittenParameters): ReadParameters {
  const known = readOnce.get(parameters) ?? new Map<string, ReadParameters>();
  readOnce.set(parameters, known);
  const before = known.get(check.id);
  if (before) return before;
  const key = `${check.id} ${JSON.stringify(parameters)}`;
  const read = { parsed: strictParameters(check).safeParse(parameters), key };
  known.set(check.id, read);
  return read;
}

function missing(id: string, severity: Severity): CheckRun {
  return {
    id,
    title: { en: id, zh: id },
    remediation: {
      en: 'Publish a version of the policy without this check, or run a version of the service that has it.',
      zh: '发布不含此检查项的策略版本，或升级到包含此检查项的服务版本。',
    },
    severity,
    fixSafety: null,
    fixRisk: null,
    outcome: {
      result: 'unknown',
      reason: {
        en: `This version of the service has no check "${id}".`,
        zh: `当前版本的服务没有检查项“${id}”。`,
      },
    },
  };
}
