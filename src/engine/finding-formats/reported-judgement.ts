import type { Finding, Location } from '../model/finding.js';
import type { Language } from '../model/text.js';
import type { CheckSummary, Judgement } from '../model/verdict.js';
import type { ReportedFinding, ReportedPass, ReportedReason, ReportedSection } from './finding-format.js';

/** The codes of reasons that bring a decision about by single findings. */
const decisiveCodes: ReadonlySet<string> = new Set(['check-failed', 'check-unknown', 'too-many-medium']);

/** Fingerprints of the findings that bring the decision about. */
export function decisiveFindings({
  decision,
  reasons,
}: {
  readonly decision: Judgement['decision'];
  readonly reasons: readonly { readonly code: string; readonly findings: readonly string[] }[];
}): ReadonlySet<string> {
  if (decision === 'allow') return new Set();
  return new Set(reasons.filter(({ code }) => decisiveCodes.has(code)).flatMap(({ findings }) => findings));
}

export function reportedReasons({ reasons }: Judgement, language: Language): ReportedReason[] {
  return reasons.map(({ message, remediation, ...reason }) => ({
    ...reason,
    message: message[language],
    remediation: remediation && remediation[language],
  }));
}

/** What the report tells of a finding besides: where its reader has what it was found in. */
export interface FindingPlace {
  readonly location: Location | null;
  readonly excerpt: string | null;
  readonly isDecisive: boolean;
}

export function reportedFinding(finding: Finding, language: Language, place: FindingPlace): ReportedFinding {
  const { fingerprint, kind, result, severity, check, vulnerability } = finding;
  return {
    fingerprint,
    rule: check ?? vulnerability?.id ?? '',
    kind,
    result,
    severity,
    score: vulnerability?.score ?? null,
    title: finding.title[language],
    message: finding.message[language],
    remediation: finding.remediation[language],
    ...place,
    evidence: finding.evidence,
    fix: finding.fix,
    component: vulnerability?.component ?? null,
    fixedVersion: vulnerability?.fixedVersion ?? null,
    exemption: finding.exemption,
    ...(finding.vex && { vex: finding.vex }),
  };
}

/** The checks that found nothing. */
export function reportedPasses(results: readonly CheckSummary[], language: Language): ReportedPass[] {
  return results.flatMap(({ id, title, result, reason }): ReportedPass[] =>
    result === 'pass' || result === 'not_applicable'
      ? [{ rule: id, title: title[language], result, reason: reason && reason[language] }]
      : [],
  );
}

/** Of the checks that stand for several recommendations. */
export function reportedSections(results: readonly CheckSummary[], language: Language): ReportedSection[] {
  return results.flatMap(({ id, sections }) =>
    sections.map(({ reason, ...section }) => ({
      rule: id,
      ...section,
      reason: reason && reason[language],
    })),
  );
}
