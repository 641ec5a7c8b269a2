import { severities } from '../model/severity.js';
import type {
  FindingFormat,
  FindingReport,
  ReportedFinding,
  ReportedReason,
  ReportedTarget,
} from './finding-format.js';
import { countsOf } from './report-parts.js';

/**
 * What `--json` prints. Members are added over time, never taken away or given another meaning:
 *
 *     language, policy: {name, version, hash}
 *     verdict: {decision, policy, reasons[{target, code, severity, message, remediation, findings[]}]}  the worst of all
 *     target: the only one; null when there are several
 *     targets[{name, kind, digest, verdict: {decision, reasons[], counts, undecidedCount, exemptedCount, score},
 *       problems[], error: {file, line, column, message} | null, passed[]}]
 *     findings[{target, id, fingerprint, kind, check, advisory, result, severity, score, title, message, remediation,
 *       location: {path, layer, line, pointer?}, excerpt, evidence[], fix: {safety, edits[]} | null, component,
 *       fixedVersion, exemption, isDecisive}]  in the targets' order, each target's worst first
 *     components[]: none; documents hold no packages
 */
export const jsonFormat: FindingFormat = {
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  write(report) {
    const targets = report.targets.map(targetOf);
    const document = {
      product: report.product,
      language: report.language,
      policy: report.policy,
      verdict: { decision: report.decision, policy: report.policy, reasons: reasonsOf(report) },
      target: targets.length === 1 ? targets[0] : null,
      targets,
      findings: report.targets.flatMap((target) =>
        target.findings.map((finding) => findingOf(target, finding)),
      ),
      components: [],
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  },
};

function reasonsOf({ targets }: FindingReport): (ReportedReason & { target: string })[] {
  return targets.flatMap(({ name, reasons }) => reasons.map((reason) => ({ target: name, ...reason })));
}

function targetOf(target: ReportedTarget) {
  const { name, kind, digest, decision, score, reasons, problems, failure, passes } = target;
  const { failed, undecided, exempted } = countsOf(target);
  const counts = Object.fromEntries(severities.map((severity) => [severity, failed.get(severity) ?? 0]));
  return {
    name,
    kind,
    digest,
    verdict: { decision, score, reasons, counts, undecidedCount: undecided, exemptedCount: exempted },
    problems,
    error: failure,
    passed: passes.filter(({ result }) => result === 'pass').map(({ rule }) => rule),
  };
}

function findingOf(target: ReportedTarget, finding: ReportedFinding) {
  const { rule, kind, ...rest } = finding;
  return {
    target: target.name,
    id: finding.fingerprint,
    kind,
    check: kind === 'check' ? rule : null,
    advisory: kind === 'vulnerability' ? rule : null,
    aliases: [],
    ...rest,
  };
}
