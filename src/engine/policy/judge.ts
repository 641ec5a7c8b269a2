import type { AdvisoryDatabase } from '../checks/check.js';
import { compareText } from '../checks/vulnerability-text.js';
import type { Facts } from '../model/facts.js';
import type { Finding, Vulnerability } from '../model/finding.js';
import { isDismissed, isOpen } from '../model/open-finding.js';
import type { Severity } from '../model/severity.js';
import type { CheckSummary, EndedExemption, EndReason, Judgement } from '../model/verdict.js';
import type { VexRule } from '../vex/vex-statement.js';
import { VexWords } from '../vex/vex-words.js';
import type { AttestationRule } from './attestation.js';
import {
  checksNotRun,
  evaluateChecks,
  type CheckNotRun,
  type CheckRun,
  type KnownOutcomes,
} from './evaluate-checks.js';
import type { ExemptionRule, JudgedTarget } from './exemption-rule.js';
import {
  bySeverityAndFingerprint,
  checkFindings,
  distinctFindings,
  flawsOnTarget,
  withExemption,
} from './findings.js';
import { checkFingerprint } from './fingerprint.js';
import { decide } from './gate.js';
import { freshnessOf } from './gate-freshness.js';
import type { Policy } from './policy-schema.js';
import { evaluateRules, rulesNotRun } from './rules/evaluate-rules.js';
import { passRatioOf, scoreOf } from './score.js';
import { Waivers } from './waivers.js';

/** All that a judgement depends on. */
export interface JudgeInput {
  readonly facts: Facts;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  /** When the facts were last observed (ISO 8601); null or absent: not known. */
  readonly scannedAt?: string | null;
  readonly policy: Policy;
  /** Approved ones; those that have expired are ignored. */
  readonly exemptions: readonly ExemptionRule[];
  /** Those that are not revoked, of this target and of others; those that have expired are ignored. Absent: none. */
  readonly attestations?: readonly AttestationRule[];
  /** Statements on flaws; those that speak of other flaws or products are ignored. Absent: none. */
  readonly vex?: readonly VexRule[];
  readonly target: JudgedTarget;
  readonly now: Date;
  /** What `prepare` makes of the same input, for who judges it more than once; absent: it is made. */
  readonly prepared?: Prepared;
}

/** What judgements of one target at one time share, whichever policy and exemptions they are made with. */
export interface Prepared {
  /** The vulnerabilities' findings, as no exemption covers them. */
  readonly flaws: readonly Finding[];
  /** Of these, one per fingerprint, sorted. */
  readonly distinct: readonly Finding[];
  /** The vulnerabilities that no statement takes away. */
  readonly open: readonly Vulnerability[];
  /** What checks make of them, as it becomes known. */
  readonly outcomes: KnownOutcomes;
}

export function prepare({
  vulnerabilities,
  vex = [],
  target,
}: Pick<JudgeInput, 'vulnerabilities' | 'vex' | 'target'>): Prepared {
  const flaws = flawsOnTarget(vulnerabilities, target, new VexWords(vex));
  return { flaws, distinct: distinctFindings(flaws), open: openIn(flaws), outcomes: new Map() };
}

function openIn(findings: readonly Finding[]): Vulnerability[] {
  return findings.flatMap((finding) =>
    isOpen(finding) && finding.vulnerability ? finding.vulnerability : [],
  );
}

/**
 * Judges a target. Pure: the same input gives the same judgement, whatever the order of its lists. Exempted
 * vulnerabilities are kept from the checks, and so are those that a trusted VEX statement takes away, which need no
 * exemption; exempted findings of checks are kept from the gate. An exemption waives
 * what is known to be wrong, not what could not be decided where the policy requires a decision (`must_decide`). One
 * that a finding in its scope ends covers nothing: the target is judged without it.
 */
export function judge(input: JudgeInput): Judgement {
  const ended = new Map<string, EndReason>();
  const prepared = input.prepared ?? prepare(input);
  for (;;) {
    const { judgement, endings } = judgeOnce(withoutEnded(input, ended), prepared);
    if (endings.size === 0) return Object.assign(judgement, { endedExemptions: listed(ended) });
    for (const [id, reason] of endings) ended.set(id, reason);
  }
}

function withoutEnded(input: JudgeInput, ended: ReadonlyMap<string, EndReason>): JudgeInput {
  if (ended.size === 0) return input;
  return { ...input, exemptions: input.exemptions.filter(({ id }) => !ended.has(id)) };
}

function judgeOnce(input: JudgeInput, prepared: Prepared) {
  const { facts, database, scannedAt = null, policy, target, now } = input;
  const waivers = new Waivers(input.exemptions, target, policy.exemptions, now);
  const { runs, ofVulnerabilities, ofChecks } = runAll(input, prepared, waivers);
  const live = ofChecks.filter(isOpen);
  const score = scoreOf(runs, live);
  const notRun = notRunOn(policy, facts);
  const findings = [...ofVulnerabilities, ...ofChecks].sort(bySeverityAndFingerprint);
  const { reasons: stale, changes } = freshnessOf(policy, { facts, database, scannedAt, now });
  const refusals = waivers.refusals();
  const passRatio = passRatioOf(runs, live);
  const weighed = { stale, findings: live, score, passRatio, refusals };
  const kind = facts.kind;
  const { decision, reasons } = decide({ policy, kind, isJudged: runs.length > 0, notRun, ...weighed });
  const judgement = {
    decision,
    reasons,
    findings,
    results: runs.map((run) => summaryOf(run, target.id)),
    counts: countBySeverity(findings),
    refusedExemptions: [...new Set(refusals.map(({ exemption }) => exemption))],
    exemptedCount: findings.filter(({ exemption }) => exemption !== null).length,
    dismissedCount: findings.filter(isDismissed).length,
    score,
    checksNotRun: notRun.map(({ id }) => id),
    validUntil: earliestAfter(now, [...waivers.ends(), ...changesOf(runs), ...changes]),
  };
  return { judgement, endings: waivers.endings() };
}

/** Runs the policy's checks, then its rules, which see what the checks found. Findings are one per fingerprint, sorted. */
function runAll(input: JudgeInput, prepared: Prepared, waivers: Waivers) {
  const { facts, database, scannedAt = null, policy, target, now } = input;
  const { flaws, vulnerabilities, ofVulnerabilities, known } = withExemptions(prepared, waivers);
  const attestations = input.attestations?.filter((one) => one.target === target.id) ?? [];
  const found = (run: CheckRun) =>
    checkFindings(run, target.id, policy.gate.must_decide.includes(run.id), waivers);
  const given = { facts, vulnerabilities, database, scannedAt, attestations, now };
  const checked = evaluateChecks(policy, known ? { ...given, known } : given);
  const byChecks = distinctFindings(checked.flatMap(found));
  const ruled =
    policy.rules.length === 0
      ? []
      : evaluateRules(policy, {
          facts,
          findings: [...flaws, ...byChecks].filter(isOpen),
          database,
          scannedAt,
          target,
          now,
        });
  const runs = [...checked, ...ruled].sort((a, b) => compareText(a.id, b.id));
  const ofChecks = distinctFindings([...byChecks, ...ruled.flatMap(found)]);
  return { runs, ofVulnerabilities, ofChecks };
}

/** The vulnerabilities with the exemptions; where there are none, what was prepared is true as it is. */
function withExemptions({ flaws, distinct, open, outcomes }: Prepared, waivers: Waivers) {
  if (waivers.areNone) return { flaws, vulnerabilities: open, ofVulnerabilities: distinct, known: outcomes };
  const covered = flaws.map((flaw) => withExemption(flaw, waivers));
  const ofVulnerabilities = distinctFindings(covered);
  return { flaws: covered, vulnerabilities: openIn(covered), ofVulnerabilities, known: null };
}

/** Checks and rules of the policy that do not look at this kind of target, sorted by id. */
function notRunOn(policy: Policy, facts: Facts): readonly CheckNotRun[] {
  const checks = checksNotRun(policy, facts);
  if (policy.rules.length === 0) return checks;
  return [...checks, ...rulesNotRun(policy, facts)].sort((a, b) => compareText(a.id, b.id));
}

function listed(ended: ReadonlyMap<string, EndReason>): EndedExemption[] {
  return [...ended]
    .map(([exemption, reason]) => ({ exemption, ...reason }))
    .sort((a, b) => compareText(a.exemption, b.exemption));
}

function summaryOf({ id, title, outcome }: CheckRun, targetId: string): CheckSummary {
  const reason = ('reason' in outcome ? outcome.reason : null) ?? null;
  const sections = Object.entries(outcome.sections ?? {}).map(([section, of]) => ({
    section,
    result: of.result,
    reason: of.reason ?? (of.result === outcome.result && of.result !== 'pass' ? reason : null),
    findings: of.elements.map((element) => checkFingerprint(targetId, id, element)),
  }));
  return { id, title, result: outcome.result, reason, sections };
}

function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };
  for (const finding of findings) if (isOpen(finding)) counts[finding.severity] += 1;
  return counts;
}

function changesOf(runs: readonly CheckRun[]): number[] {
  return runs.flatMap(({ outcome }) =>
    outcome.changesAt === undefined ? [] : Date.parse(outcome.changesAt),
  );
}

/** The earliest of the instants that lies after `now` (ISO 8601); null when none does. */
function earliestAfter(now: Date, instants: readonly number[]): string | null {
  let earliest = Infinity;
  for (const instant of instants) if (instant > now.getTime() && instant < earliest) earliest = instant;
  return earliest === Infinity ? null : new Date(earliest).toISOString();
}
