import type { TargetKind } from '../model/facts.js';
import type { Location } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { ExemptionKind } from '../policy/exemption-kind.js';
import type { ExemptionScope } from '../policy/exemption-rule.js';
import type { FindingVex, VexJustification } from '../vex/vex-statement.js';

/** Where a finding stands. */
export interface DecidedTarget {
  readonly id: string;
  readonly kind: TargetKind;
  readonly digest: string;
  readonly references: readonly string[];
}

/** An exemption in force. */
export interface DecidedExemption {
  readonly id: string;
  readonly kind: ExemptionKind;
  readonly justification: VexJustification | null;
  readonly reason: string;
  readonly compensatingControl: string | null;
  readonly ticket: string | null;
  readonly scope: ExemptionScope;
  /** Whether it ends when a fix is released. */
  readonly endsWithFix: boolean;
  readonly decidedAt: Date;
  readonly expiresAt: Date;
}

/** A finding with what was decided about it; texts are in one language. */
export interface Decision {
  readonly target: DecidedTarget;
  readonly fingerprint: string;
  /** Id of the check; null: it is a flaw. */
  readonly check: string | null;
  /** What the flaw is called, and its other names; null: it is a check's. */
  readonly flaw: { readonly id: string; readonly aliases: readonly string[] } | null;
  readonly component: {
    readonly ecosystem: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  } | null;
  readonly location: Location | null;
  /** What a check found fault with; null: the target, or a flaw. */
  readonly element: string | null;
  readonly severity: Severity;
  readonly title: string;
  readonly remediation: string;
  readonly firstSeenAt: Date;
  /** Null: none covers it. */
  readonly exemption: DecidedExemption | null;
  /** Null: nothing is said of it. */
  readonly vex: FindingVex | null;
}

/** All that an export is written from: the same gives the same document. */
export interface DecisionSource {
  readonly product: { readonly name: string; readonly version: string };
  /** What it is about: a target's name, or the store. */
  readonly name: string;
  /** The one target that it is about; null: any number of them. */
  readonly target: DecidedTarget | null;
  /** As of when it holds. */
  readonly issuedAt: Date;
  /** By target, worst first. */
  readonly decisions: readonly Decision[];
  /** Exemptions that the format cannot say the bounds of, and that are left out for it. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

/** Writes what was decided in one format. Pure: no clock, no randomness. */
export interface DecisionExport {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /**
   * `statements`: says something of every finding, decided or not. `rules`: lists what is waived, and holds wherever it
   * is used.
   */
  readonly form: 'statements' | 'rules';
  write(source: DecisionSource): string;
}
