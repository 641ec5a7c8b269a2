import type { Exemption } from '../contracts/exemption.contract.js';
import type { ReportedExemption } from '../engine/benchmarks/benchmark-report.js';
import type { FindingReport } from '../engine/finding-formats/finding-format.js';
import {
  decisiveFindings,
  reportedFinding,
  reportedPasses,
  reportedReasons,
  reportedSections,
} from '../engine/finding-formats/reported-judgement.js';
import type { Language } from '../engine/model/text.js';
import type { Judged } from '../verdicts/judged.js';
import { targetReport, type NamedTarget } from './target-report.js';

/** A judgement that was made for the report, with all that became of its checks. */
export function judgedReport(
  { judgement, policy: { name, version, hash } }: Judged,
  target: NamedTarget,
  product: FindingReport['product'],
  language: Language,
): FindingReport {
  const { decision, score, findings, results } = judgement;
  const decisive = decisiveFindings(judgement);
  const about = { language, product, policy: { name, version, hash }, decision };
  return targetReport(target, about, {
    score,
    reasons: reportedReasons(judgement, language),
    findings: findings.map((finding) =>
      reportedFinding(finding, language, {
        location: finding.location,
        excerpt: null,
        isDecisive: decisive.has(finding.fingerprint),
      }),
    ),
    passes: reportedPasses(results, language),
    sections: reportedSections(results, language),
  });
}

/** Who waived, and until when. */
export function reportedExemption({
  id,
  reason,
  requestedBy,
  decidedBy,
  expiresAt,
}: Exemption): ReportedExemption {
  return { id, reason, requestedBy, approvedBy: decidedBy, expiresAt: expiresAt.toISOString() };
}
