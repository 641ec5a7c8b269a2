import { jsonText } from '../finding-formats/report-parts.js';
import { statusCounts, type BenchmarkForm } from './benchmark-report.js';

/**
 * As JSON. Members are added over time, never taken away or given another meaning:
 *
 *     benchmark: {name, version}, product, language, policy: {name, version, hash} | null
 *     targets[{name, kind, digest}], counts: {fail, unknown, manual, exempt, pass, not_applicable, not_covered}
 *     recommendations[{id, chapter, title, status, checks[{id, title, status}], evidence[{target, check, status,
 *       severity, message, place, seen[{fact, value}], waivedBy, exemption: {id, reason, requestedBy, approvedBy,
 *       expiresAt} | null}], reason, remediation}]  all of the benchmark, in its order
 *     problems[{target, message}]
 */
export const jsonForm: BenchmarkForm = {
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  write(report) {
    const { benchmark, product, language, policy, targets, lines, problems } = report;
    const counts = statusCounts(report);
    return jsonText({
      benchmark,
      product,
      language,
      policy,
      targets,
      counts,
      recommendations: lines,
      problems,
    });
  },
};
