import type { Finding } from '../contracts/finding.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import type {
  FindingReport,
  ReportedFinding,
  ReportedReason,
} from '../engine/finding-formats/finding-format.js';
import { decisiveFindings } from '../engine/finding-formats/reported-judgement.js';
import { bySeverity } from '../engine/model/severity.js';
import type { Language } from '../engine/model/text.js';
import { targetReport, type NamedTarget } from './target-report.js';

export interface StoredJudgement {
  readonly target: NamedTarget;
  readonly verdict: Verdict;
  /** All of the target. */
  readonly findings: readonly Finding[];
}

/** What is stored of a target's judgement as finding formats take it. */
export function findingReport(
  { target, verdict, findings }: StoredJudgement,
  product: FindingReport['product'],
  language: Language,
): FindingReport {
  const { decision, score, policy } = verdict;
  const decisive = decisiveFindings(verdict);
  const reported = findings
    .map((finding) => reportedFinding(finding, language, decisive.has(finding.fingerprint)))
    .sort((a, b) => bySeverity(a.severity, b.severity) || (a.fingerprint < b.fingerprint ? -1 : 1));
  return targetReport(
    target,
    { language, product, policy, decision },
    {
      score,
      reasons: verdict.reasons.map((reason) => reportedReason(reason, language)),
      findings: reported,
      passes: [],
      sections: [],
    },
  );
}

function reportedReason(
  { message, remediation, ...reason }: Verdict['reasons'][number],
  language: Language,
): ReportedReason {
  return {
    ...reason,
    message: message[language],
    remediation: remediation && remediation[language],
  };
}

function reportedFinding(finding: Finding, language: Language, isDecisive: boolean): ReportedFinding {
  const { check, advisory, title, message, remediation, component } = finding;
  const { fingerprint, kind, result, severity, score, location, evidence, fixedVersion } = finding;
  const { exemption, vex } = finding;
  return {
    fingerprint,
    rule: check ?? advisory ?? '',
    kind,
    result,
    severity,
    score,
    title: title[language],
    message: message[language],
    remediation: remediation[language],
    location,
    excerpt: null,
    evidence,
    // Edits of a text that is not at hand cannot be placed in it.
    fix: null,
    component,
    fixedVersion,
    exemption,
    vex,
    isDecisive,
  };
}
