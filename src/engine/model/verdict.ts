import type { CheckResult, Finding } from './finding.js';
import type { Severity } from './severity.js';
import type { Text } from './text.js';

export const decisions = ['allow', 'deny', 'pending', 'unknown'] as const;
export type Decision = (typeof decisions)[number];

export const endCodes = [
  'fix-released',
  'known-exploited',
  'exploit-score',
  'severity-rose',
  'finding-gone',
] as const;
export type EndCode = (typeof endCodes)[number];

/** Why an exemption ended by itself before its time. */
export interface EndReason {
  readonly code: EndCode;
  /** As part of a sentence. */
  readonly message: Text;
}

/** An exemption that a judgement found to have ended. */
export interface EndedExemption extends EndReason {
  readonly exemption: string;
}

/** One reason of a verdict; a deny or unknown has at least one that is `decisive`. */
export interface Reason {
  /** Stable code: `check-failed`, `check-unknown`, `too-many-medium`, `score-below-floor`, … */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: Text;
  /** What to do about it; null when nothing can be done on the target. */
  readonly remediation: Text | null;
  /** Fingerprints of the findings behind it. */
  readonly findings: readonly string[];
}

/** What a verdict was computed from, and what came out: with these the judgement can be replayed. */
export interface ReceiptInputs {
  readonly factsDigest: string;
  /** Digest over the flaws that were found in the target's components, with all that was known of them. */
  readonly vulnerabilitiesDigest: string;
  readonly advisorySnapshot: string;
  /** Digest over what was known of the advisory database itself: its ecosystems and their ages. */
  readonly databaseDigest: string;
  readonly policyHash: string;
  /** The binding by which the policy judged; null: none fitted, or the policy was named. */
  readonly binding: string | null;
  /** What a deny or an unknown does. */
  readonly mode: 'enforce' | 'warn' | 'dry-run';
  /** The policy that the binding names, when no version of it was in use; else null. */
  readonly missingPolicy: string | null;
  /** Digest over the exemptions that were considered. */
  readonly exemptionsDigest: string;
  /** Digest over the attestations of the target that were considered. */
  readonly attestationsDigest: string;
  /** Digest over the VEX statements that speak of the target's flaws. */
  readonly vexDigest: string;
  /** Digest over the names and digests that the target was known by. */
  readonly targetDigest: string;
  /** When the facts were last observed (ISO 8601); null: not known. */
  readonly scannedAt: string | null;
  /** ISO 8601. */
  readonly judgedAt: string;
  /** Version of the product that judged. */
  readonly engine: string;
  /** Digest over what came out, as `verdictText` writes it. */
  readonly verdictDigest: string;
}

/** What became of one check of the policy on a target. */
export interface CheckSummary {
  readonly id: string;
  readonly title: Text;
  readonly result: CheckResult;
  /** Why it is unknown or does not apply, or on whose word it passes; null: none of these. */
  readonly reason: Text | null;
  /** Where it is not the same for all recommendations that the check stands for. */
  readonly sections: readonly SectionSummary[];
}

/** What became of one recommendation of the CIS benchmark, as a check decides it. */
export interface SectionSummary {
  readonly section: string;
  readonly result: CheckResult;
  readonly reason: Text | null;
  /** Fingerprints of the findings that concern it. */
  readonly findings: readonly string[];
}

export interface Judgement {
  readonly decision: Decision;
  readonly reasons: readonly Reason[];
  readonly findings: readonly Finding[];
  /** Of the checks that were run, by id. */
  readonly results: readonly CheckSummary[];
  /** Findings that neither an exemption nor a trusted VEX statement takes away, by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly exemptedCount: number;
  /** Findings that a trusted VEX statement takes away. */
  readonly dismissedCount: number;
  /** Exemptions that no longer cover anything, because of what they would have covered here; sorted by id. */
  readonly endedExemptions: readonly EndedExemption[];
  /** Exemptions in force that cover a finding which the policy lets nobody waive; sorted. */
  readonly refusedExemptions: readonly string[];
  /** Severity-weighted share of decided checks that pass, 0 to 100; null when none was decided. */
  readonly score: number | null;
  /** Ids of the policy's checks that look at other kinds of input, sorted. */
  readonly checksNotRun: readonly string[];
  /** The first instant at which time alone can change the judgement (ISO 8601); null: never. */
  readonly validUntil: string | null;
}
