import type { Finding } from '../model/finding.js';
import type { Inventory, TargetKind } from '../model/facts.js';
import type { Language } from '../model/text.js';
import type { Decision } from '../model/verdict.js';
import type { Decision as FindingDecision } from '../decision-exports/decision-export.js';

/** A vulnerability of a target, as it was judged; its texts are in the report's language. */
export interface ReportedVulnerability {
  readonly fingerprint: string;
  /** The name most people know it by. */
  readonly id: string;
  readonly aliases: readonly string[];
  /** Ids of the advisory records that matched. */
  readonly advisories: readonly string[];
  readonly component: {
    readonly ecosystem: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  };
  readonly result: Finding['result'];
  readonly severity: Finding['severity'];
  readonly score: number | null;
  readonly title: string;
  /** What is wrong, or why it is not known. */
  readonly message: string;
  readonly remediation: string;
  readonly isKnownExploited: boolean;
  /** Id of the exemption that covers it; null: none does. */
  readonly exemption: string | null;
  /** What was decided about it, and what VEX says; absent: nothing is known of that. */
  readonly decision?: Pick<FindingDecision, 'exemption' | 'vex' | 'firstSeenAt'>;
}

/** All that a report is written from: the same gives the same report. */
export interface ReportSource {
  /** Of its texts. */
  readonly language: Language;
  readonly product: { readonly name: string; readonly version: string };
  readonly target: {
    readonly kind: TargetKind;
    readonly digest: string;
    /** Names it was seen under. */
    readonly references: readonly string[];
  };
  readonly inventory: Inventory;
  readonly vulnerabilities: readonly ReportedVulnerability[];
  readonly verdict: {
    readonly decision: Decision;
    /** `name@version`. */
    readonly policy: string;
    /** Digest of what it was judged from. */
    readonly inputsDigest: string;
    readonly judgedAt: Date;
  };
}

/** Writes one format of reports. Pure: no clock, no randomness. */
export interface Exporter {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  write(source: ReportSource): string;
}
