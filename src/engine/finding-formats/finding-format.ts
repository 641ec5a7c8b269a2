import type { CheckResult, Evidence, FindingFix, FindingResult, Location } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Language } from '../model/text.js';
import type { Decision } from '../model/verdict.js';
import type { FindingVex } from '../vex/vex-statement.js';

/** A finding as a report tells it; its texts are in the report's language. */
export interface ReportedFinding {
  readonly fingerprint: string;
  /** Id of the check, or the name that the vulnerability is known by. */
  readonly rule: string;
  readonly kind: 'vulnerability' | 'check';
  readonly result: FindingResult;
  readonly severity: Severity;
  /** CVSS base score; null: it has none. */
  readonly score: number | null;
  readonly title: string;
  /** What is wrong, or why it is not known. */
  readonly message: string;
  readonly remediation: string;
  /** Its path is one that the reader of the report finds: from the working folder on. */
  readonly location: Location | null;
  /** The line of the text that the location names, secrets redacted; null: none is to be shown. */
  readonly excerpt: string | null;
  readonly evidence: readonly Evidence[];
  readonly fix: FindingFix | null;
  /** The package; null for checks. */
  readonly component: {
    readonly ecosystem: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  } | null;
  readonly fixedVersion: string | null;
  /** Id of the exemption that covers it; null: none does. */
  readonly exemption: string | null;
  /** What VEX says of it; absent or null: nothing. */
  readonly vex?: FindingVex | null;
  /** Whether the verdict is not `allow` because of it. */
  readonly isDecisive: boolean;
}

/** A reason of a verdict, in the report's language. */
export interface ReportedReason {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remediation: string | null;
  /** Fingerprints of the findings behind it. */
  readonly findings: readonly string[];
}

/** A check that found nothing. */
export interface ReportedPass {
  readonly rule: string;
  readonly title: string;
  readonly result: 'pass' | 'not_applicable';
  /** Why it does not apply, or on whose word it passes; null: neither. */
  readonly reason: string | null;
}

/** What became of one recommendation of the CIS benchmark, of a check that stands for several. */
export interface ReportedSection {
  readonly rule: string;
  /** Its number: `3.7`. */
  readonly section: string;
  readonly result: CheckResult;
  /** Why it is unknown or does not apply; null: it is neither. */
  readonly reason: string | null;
  /** Fingerprints of the findings that concern it. */
  readonly findings: readonly string[];
}

/** What is known of one target. */
export interface ReportedTarget {
  /** Path of a file from the working folder on, or the name it is known by. */
  readonly name: string;
  /** What was judged: the kind of a target, or of a workload the form it is defined in. Null: it was not recognised. */
  readonly kind: string | null;
  readonly digest: string | null;
  /** Whether `name` is the path of a file that the reader of the report has. */
  readonly isFile: boolean;
  readonly decision: Decision;
  readonly score: number | null;
  readonly reasons: readonly ReportedReason[];
  /** Worst first. */
  readonly findings: readonly ReportedFinding[];
  /** By id; empty where they are not known. */
  readonly passes: readonly ReportedPass[];
  /** Where it is not the same for all recommendations of a check; empty where they are not known. */
  readonly sections: readonly ReportedSection[];
  /** What was left out or could not be read of it, in plain words. */
  readonly problems: readonly string[];
  /** Why it could not be read at all; null: it was. */
  readonly failure: ReportedFailure | null;
}

export interface ReportedFailure {
  /** The file concerned where it is another one than the target; null: the target itself. */
  readonly file: string | null;
  /** 1-based; null where they mean nothing. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** A rule that findings of the report refer to, in the report's language. */
export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  readonly remediation: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
}

/** All that a report is written from: the same gives the same report. */
export interface FindingReport {
  readonly language: Language;
  readonly product: { readonly name: string; readonly version: string };
  readonly policy: {
    readonly name: string;
    /** Null: it is a file, or comes with the program. */
    readonly version: number | null;
    readonly hash: string;
  } | null;
  /** The worst of the targets'. */
  readonly decision: Decision;
  readonly targets: readonly ReportedTarget[];
  /** By id. Rules of findings that are not among them are made from the findings. */
  readonly rules: readonly ReportedRule[];
}

/** Writes findings in one format that other tools read. Pure: no clock, no randomness. */
export interface FindingFormat {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /** @returns the document with a line end behind it; empty where the format says nothing of nothing */
  write(report: FindingReport): string;
}
