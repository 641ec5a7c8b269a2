import { hash } from 'node:crypto';
import type { AdvisoryDatabase } from '../checks/check.js';
import type { Vulnerability } from '../model/finding.js';
import type { Judgement, ReceiptInputs } from '../model/verdict.js';
import type { AttestationRule } from './attestation.js';
import type { BindingMode } from './binding.js';
import type { VexRule } from '../vex/vex-statement.js';
import { compareText } from '../checks/vulnerability-text.js';
import { canonicalJson } from './canonical-json.js';
import type { ExemptionRule, JudgedTarget } from './exemption-rule.js';

/** How a policy came to judge a target. */
export interface PinnedAssignment {
  /** Null: none fits, or the policy was named. */
  readonly binding: string | null;
  readonly mode: BindingMode;
  /** The policy that the binding names, when no version of it was in use; else null. */
  readonly missing: string | null;
}

/** What pins a judgement. */
export interface ReceiptSources {
  /** Names the facts, as kept with the snapshot. */
  readonly factsDigest: string;
  /** All that matched, as the judge was given it. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly database: AdvisoryDatabase;
  /** As `parsePolicy` gives it. */
  readonly policyHash: string;
  /** All that the judge was given, whether they covered anything or not. */
  readonly exemptions: readonly ExemptionRule[];
  /** All of the target that the judge was given, whether they decided anything or not. */
  readonly attestations: readonly AttestationRule[];
  /** Those that speak of the target's flaws, whether they decided anything or not. */
  readonly vex: readonly VexRule[];
  readonly target: JudgedTarget;
  /** By which binding the policy judges it. */
  readonly assignment: PinnedAssignment;
  /** When the facts were last observed (ISO 8601); null: not known. */
  readonly scannedAt: string | null;
  readonly now: Date;
}

/** One input as it is kept: its JSON text, named by the digest of the text. */
export interface PinnedInput {
  /** `sha256:…` */
  readonly digest: string;
  readonly text: string;
}

/** The inputs of a judgement that are kept by their digests; the others are kept under names of their own. */
export const pinnedNames = [
  'vulnerabilities',
  'database',
  'exemptions',
  'attestations',
  'vex',
  'target',
] as const;
export type PinnedName = (typeof pinnedNames)[number];
export type Pins = Readonly<Record<PinnedName, PinnedInput>>;

/** Pins the inputs of many judgements: what several of them were given is written once. */
export class InputPins {
  private readonly known = new WeakMap<object, PinnedInput>();

  /** The order of exemptions, attestations and statements means nothing; their content does. */
  of({ vulnerabilities, database, exemptions, attestations, vex, target }: ReceiptSources): Pins {
    return {
      vulnerabilities: this.pin(vulnerabilities, vulnerabilitiesText),
      database: this.pin(database, canonicalJson),
      exemptions: this.pin(exemptions, sortedText),
      attestations: this.pin(attestations, sortedText),
      vex: this.pin(vex, sortedText),
      target: this.pin(target, canonicalJson),
    };
  }

  private pin<Input extends object>(input: Input, write: (input: Input) => string): PinnedInput {
    const known = this.known.get(input);
    if (known) return known;
    const text = write(input);
    const pinned = { digest: textDigest(text), text };
    this.known.set(input, pinned);
    return pinned;
  }
}

/** What a verdict was computed from, by digests, and the digest of what came out. */
export function receiptInputs(
  { factsDigest, database, policyHash, assignment, scannedAt, now }: ReceiptSources,
  pins: Pins,
  judgement: Judgement,
  engine: string,
): ReceiptInputs {
  return {
    factsDigest,
    vulnerabilitiesDigest: pins.vulnerabilities.digest,
    advisorySnapshot: database.snapshot,
    databaseDigest: pins.database.digest,
    policyHash,
    binding: assignment.binding,
    mode: assignment.mode,
    missingPolicy: assignment.missing,
    exemptionsDigest: pins.exemptions.digest,
    attestationsDigest: pins.attestations.digest,
    targetDigest: pins.target.digest,
    vexDigest: pins.vex.digest,
    scannedAt,
    judgedAt: now.toISOString(),
    engine,
    verdictDigest: textDigest(verdictText(judgement)),
  };
}

/**
 * A judgement in one text, as canonical JSON: two judgements that say the same have the same bytes. Findings are in it by
 * fingerprint, result, severity and exemption, checks by their results; all else that a verdict says is in it whole.
 */
export function verdictText(judgement: Judgement): string {
  const { decision, reasons, counts, exemptedCount, dismissedCount, score, checksNotRun, validUntil } =
    judgement;
  const findings = judgement.findings
    .map(({ fingerprint, result, severity, exemption }) =>
      [fingerprint, result, severity, exemption ?? ''].join(' '),
    )
    .sort();
  const checks = judgement.results.map(({ id, result }) => `${id} ${result}`);
  // Keys stand in their order here and below, so that the text is made at once.
  return canonicalJson({
    checks,
    checksNotRun,
    counts: inKeyOrder(counts),
    decision,
    dismissedCount,
    exemptedCount,
    findings,
    reasons: reasons.map(inKeyOrder),
    score,
    validUntil,
  });
}

function inKeyOrder(record: object): object {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareText(a, b)));
}

/** `sha256:…` over the UTF-8 of a text. */
export function textDigest(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}

const knownTexts = new WeakMap<Vulnerability, string>();

/** As JSON: what several targets share is written once. */
function vulnerabilitiesText(vulnerabilities: readonly Vulnerability[]): string {
  const texts = vulnerabilities.map((vulnerability) => {
    const text = knownTexts.get(vulnerability) ?? JSON.stringify(vulnerability);
    knownTexts.set(vulnerability, text);
    return text;
  });
  return `[${texts.join(',')}]`;
}

function sortedText(items: readonly object[]): string {
  return `[${items
    .map((item) => canonicalJson({ ...item }))
    .sort()
    .join(',')}]`;
}
