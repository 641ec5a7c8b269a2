import type { Edit } from '../remediation/edit.js';
import type { Severity } from './severity.js';
import type { FindingVex } from '../vex/vex-statement.js';
import type { Text } from './text.js';

export const checkResults = ['pass', 'fail', 'not_applicable', 'unknown'] as const;
export type CheckResult = (typeof checkResults)[number];

export const findingResults = ['fail', 'unknown'] as const;
export type FindingResult = (typeof findingResults)[number];

/** Where in the target a finding stands. */
export interface Location {
  /** Absolute path in the image or folder, config field (`config.user`), a file of a project, or package URL where no path is known. */
  readonly path: string;
  /** Diff id; null when no single layer is concerned. */
  readonly layer: string | null;
  /** 1-based line; null where lines mean nothing. */
  readonly line: number | null;
  /** JSON pointer in a YAML or JSON document, after the document's index: `0#/services/web/privileged`; absent: none. */
  readonly pointer?: string;
}

/** What proves a result: a fact and its value, secrets redacted. */
export interface Evidence {
  /** Fact path, in the terms of the fact model: `config.user`. */
  readonly fact: string;
  /** The value as shown to people; secrets redacted. */
  readonly value: string;
}

/** A known flaw in one component of a target: all records of that flaw together. */
export interface Vulnerability {
  /** The name most people know it by: the CVE id, else the record's id. */
  readonly id: string;
  /** Every other id of the flaw, sorted. */
  readonly aliases: readonly string[];
  /** Ids of the advisory records that matched, the distribution's first. */
  readonly advisories: readonly string[];
  readonly component: {
    readonly id: string;
    readonly ecosystem: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    /** Only needed to develop or to test what it is found in. */
    readonly isDevelopment: boolean;
    /** Package URL of the one program that it was found in; absent: it was found in none, in several, or that is not known. */
    readonly program?: string;
  };
  /** `affected`; or `unknown` when a version could not be compared. */
  readonly result: 'affected' | 'unknown';
  /** Why the result is unknown; null when affected. */
  readonly reason: string | null;
  readonly severity: Severity;
  readonly score: number | null;
  /** The lowest version with the fix; null when there is none. */
  readonly fixedVersion: string | null;
  /** When the first of its records was published (ISO 8601); null: none says so. */
  readonly publishedAt: string | null;
  readonly isKnownExploited: boolean;
  /** Probability that it is exploited within thirty days (EPSS), 0 to 1; null when none is known. */
  readonly exploitScore: number | null;
  readonly summary: string;
  readonly location: Location;
}

/** How a finding can be made to vanish by editing the text it was found in. */
export interface FindingFix {
  /** `review`: it can break an application, and is only applied when it is named. */
  readonly safety: 'safe' | 'review';
  readonly edits: readonly Edit[];
}

/** A vulnerability, or a failed or undecided check, as it applies to one target. */
export interface Finding {
  /** Stable over scans and policies: the same thing on the same target has the same fingerprint. */
  readonly fingerprint: string;
  readonly kind: 'vulnerability' | 'check';
  readonly result: FindingResult;
  readonly severity: Severity;
  /** The check's id; null for vulnerabilities. */
  readonly check: string | null;
  /** Null for checks. */
  readonly vulnerability: Vulnerability | null;
  readonly title: Text;
  /** What is wrong here, in one sentence. */
  readonly message: Text;
  /** What to do about it. */
  readonly remediation: Text;
  /** What to change in the text that was read; null: no program can tell. */
  readonly fix: FindingFix | null;
  readonly location: Location | null;
  /** Names what a check found fault with, within the target; absent: the target itself, or a vulnerability. */
  readonly element?: string;
  readonly evidence: readonly Evidence[];
  /** Id of the exemption that covers it now; null: none does. */
  readonly exemption: string | null;
  /** What VEX says of it; absent: nothing. */
  readonly vex?: FindingVex;
}
