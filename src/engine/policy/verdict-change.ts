import type { Finding } from '../model/finding.js';
import type { Decision, ReceiptInputs } from '../model/verdict.js';
import type { BindingMode } from './binding.js';
import { compareText } from '../checks/vulnerability-text.js';

export const changeCodes = [
  'first-verdict',
  'policy-changed',
  'binding-changed',
  'mode-changed',
  'scanned-again',
  'advisory-published',
  'advisory-gone',
  'known-exploited',
  'exemption-began',
  'exemption-ended',
  'vex-changed',
  'severity-changed',
  'attestations-changed',
  'advisories-refreshed',
  'time-passed',
] as const;
export type ChangeCode = (typeof changeCodes)[number];

/** One thing that was different when a verdict was judged again. */
export interface ChangeCause {
  readonly code: ChangeCode;
  /** The flaw, the policy's version, the binding or the exemption; null where there is no single one. */
  readonly subject: string | null;
  /** What happened, as the end of a sentence that begins with "because". */
  readonly message: string;
}

/** What has to be known of a finding to tell why a verdict changed. */
export interface KnownFinding extends Pick<Finding, 'fingerprint' | 'severity' | 'exemption'> {
  /** Name of the flaw; null for checks. */
  readonly advisory: string | null;
  /** Name and version of the component; null for checks. */
  readonly component: string | null;
  readonly isKnownExploited: boolean;
  /** Source of the trusted statement that takes it away; null: none does. */
  readonly dismissedBy: string | null;
}

/** A verdict with what it was made from. */
export interface JudgedState {
  readonly decision: Decision;
  readonly policy: { readonly name: string; readonly version: number | null };
  /** Null: no binding fitted. */
  readonly binding: string | null;
  readonly mode: BindingMode;
  readonly receipt: ReceiptInputs;
  /** All, or at least those that are not the same in the other verdict. */
  readonly findings: readonly KnownFinding[];
  /** Exemptions that cover any of its findings. */
  readonly exemptions: ReadonlySet<string>;
}

export interface VerdictChange {
  /** Null: the first verdict on the target. */
  readonly from: Decision | null;
  /** The weightiest first. */
  readonly causes: readonly ChangeCause[];
  /** `allow → deny on 2026-11-24 because CVE-2026-1 was published for openssl 3.0.1`. */
  readonly summary: string;
}

/** More causes are counted, not named. */
const namedCauses = 20;

/** What of a finding tells why a verdict changed. */
export function knownFinding({
  fingerprint,
  severity,
  exemption,
  vulnerability,
  vex,
}: Finding): KnownFinding {
  return {
    fingerprint,
    severity,
    exemption,
    advisory: vulnerability?.id ?? null,
    component: vulnerability && `${vulnerability.component.name} ${vulnerability.component.version}`,
    isKnownExploited: vulnerability?.isKnownExploited ?? false,
    dismissedBy: vex?.isApplied ? vex.source : null,
  };
}

/** Why a verdict follows another one. `before` is null for the first one. */
export function verdictChange(before: JudgedState | null, after: JudgedState): VerdictChange {
  const causes = before ? causesOf(before, after) : [firstVerdict];
  const from = before?.decision ?? null;
  const date = after.receipt.judgedAt.slice(0, 10);
  const turn = from === null || from === after.decision ? after.decision : `${from} → ${after.decision}`;
  return { from, causes, summary: `${turn} on ${date} because ${sentenceOf(causes)}` };
}

const firstVerdict: ChangeCause = {
  code: 'first-verdict',
  subject: null,
  message: 'it was scanned for the first time',
};

function causesOf(before: JudgedState, after: JudgedState): ChangeCause[] {
  const causes = [
    ...policyCauses(before, after),
    ...bindingCauses(before, after),
    ...factCauses(before, after),
    ...findingCauses(before, after),
  ];
  if (causes.length === 0) causes.push(otherCause(before, after));
  return causes.slice(0, namedCauses);
}

function policyCauses(before: JudgedState, after: JudgedState): ChangeCause[] {
  if (before.receipt.policyHash === after.receipt.policyHash) return [];
  const { name, version } = after.policy;
  const subject = version === null ? name : `${name}@${version}`;
  return [{ code: 'policy-changed', subject, message: `the policy ${subject} came into force` }];
}

function bindingCauses(before: JudgedState, after: JudgedState): ChangeCause[] {
  const causes: ChangeCause[] = [];
  if (before.binding !== after.binding) {
    const message =
      after.binding === null
        ? `the binding ${before.binding} no longer applies`
        : `the binding ${after.binding} came to apply`;
    causes.push({ code: 'binding-changed', subject: after.binding ?? before.binding, message });
  }
  if (before.mode !== after.mode) {
    const message = `the mode went from ${before.mode} to ${after.mode}`;
    causes.push({ code: 'mode-changed', subject: after.binding, message });
  }
  return causes;
}

function factCauses(before: JudgedState, after: JudgedState): ChangeCause[] {
  if (before.receipt.factsDigest === after.receipt.factsDigest) return [];
  return [{ code: 'scanned-again', subject: null, message: 'a new scan observed something else' }];
}

/** What befell single findings: of one flaw only the first component is named. */
function findingCauses(before: JudgedState, after: JudgedState): ChangeCause[] {
  const known = new Map(before.findings.map((finding) => [finding.fingerprint, finding]));
  const causes: ChangeCause[] = [];
  for (const finding of after.findings) {
    const old = known.get(finding.fingerprint);
    known.delete(finding.fingerprint);
    causes.push(...(old ? differences(old, finding) : appearance(finding)));
  }
  for (const gone of known.values()) causes.push(...disappearance(gone, after));
  const distinct = new Map<string, ChangeCause>();
  for (const cause of causes.sort(byWeight)) {
    const key = `${cause.code} ${cause.subject}`;
    if (!distinct.has(key)) distinct.set(key, cause);
  }
  return [...distinct.values()];
}

function appearance({ advisory, component }: KnownFinding): ChangeCause[] {
  if (advisory === null) return [];
  const message = `${advisory} was published for ${component}`;
  return [{ code: 'advisory-published', subject: advisory, message }];
}

function disappearance({ advisory, component, exemption }: KnownFinding, after: JudgedState): ChangeCause[] {
  if (advisory === null) return [];
  if (exemption !== null && after.exemptions.has(exemption)) return [];
  return [
    { code: 'advisory-gone', subject: advisory, message: `${advisory} no longer applies to ${component}` },
  ];
}

function differences(old: KnownFinding, now: KnownFinding): ChangeCause[] {
  const causes: ChangeCause[] = [];
  if (now.isKnownExploited && !old.isKnownExploited) {
    const message = `${now.advisory} was listed as exploited`;
    causes.push({ code: 'known-exploited', subject: now.advisory, message });
  }
  if (old.exemption !== now.exemption) {
    if (old.exemption !== null) causes.push(exemptionCause('exemption-ended', old.exemption, 'ended'));
    if (now.exemption !== null)
      causes.push(exemptionCause('exemption-began', now.exemption, 'came into force'));
  }
  if (old.dismissedBy !== now.dismissedBy) causes.push(vexCause(old, now));
  if (now.advisory !== null && old.severity !== now.severity) {
    const message = `the severity of ${now.advisory} went from ${old.severity} to ${now.severity}`;
    causes.push({ code: 'severity-changed', subject: now.advisory, message });
  }
  return causes;
}

function exemptionCause(code: ChangeCode, subject: string, what: string): ChangeCause {
  return { code, subject, message: `the exemption ${subject} ${what}` };
}

function vexCause(old: KnownFinding, { advisory, component, dismissedBy }: KnownFinding): ChangeCause {
  const message =
    dismissedBy === null
      ? `the word of ${old.dismissedBy} on ${advisory} in ${component} counts no longer`
      : `${dismissedBy} says that ${advisory} does not affect ${component}`;
  return { code: 'vex-changed', subject: advisory, message };
}

function otherCause(before: JudgedState, after: JudgedState): ChangeCause {
  if (before.receipt.exemptionsDigest !== after.receipt.exemptionsDigest) {
    return { code: 'exemption-ended', subject: null, message: 'the exemptions in force changed' };
  }
  if (before.receipt.attestationsDigest !== after.receipt.attestationsDigest) {
    return { code: 'attestations-changed', subject: null, message: 'the attestations in force changed' };
  }
  if (before.receipt.vexDigest !== after.receipt.vexDigest) {
    return { code: 'vex-changed', subject: null, message: 'the VEX statements changed' };
  }
  if (before.receipt.advisorySnapshot !== after.receipt.advisorySnapshot) {
    return { code: 'advisories-refreshed', subject: null, message: 'the advisories were refreshed' };
  }
  return { code: 'time-passed', subject: null, message: 'a date or an age that the policy names was passed' };
}

function byWeight(a: ChangeCause, b: ChangeCause): number {
  return (
    changeCodes.indexOf(a.code) - changeCodes.indexOf(b.code) ||
    compareText(a.subject ?? '', b.subject ?? '') ||
    compareText(a.message, b.message)
  );
}

function sentenceOf(causes: readonly ChangeCause[]): string {
  const [first, ...others] = causes;
  const more =
    others.length === 0 ? '' : `, and ${others.length} more ${others.length === 1 ? 'change' : 'changes'}`;
  return `${first?.message ?? 'it was judged again'}${more}`;
}
