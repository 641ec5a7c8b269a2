import { benchmarkLabels } from './benchmark-labels.js';
import type { BenchmarkEvidence, BenchmarkReport } from './benchmark-report.js';

/** `web: It runs privileged. (seen: workload.privileged = true) (exemption …)`; of several targets with its name. */
export function evidenceText(
  { target, message, seen, waivedBy, exemption }: BenchmarkEvidence,
  { targets, language }: Pick<BenchmarkReport, 'targets' | 'language'>,
): string {
  const labels = benchmarkLabels[language];
  const facts = seen.map(({ fact, value }) => `${fact} = ${value}`).join(', ');
  const parts = [
    targets.length > 1 ? `${target}: ${message}` : message,
    ...(facts === '' ? [] : [`(${labels.seen}${facts})`]),
    ...(waivedBy === null ? [] : [`(${exemption ? labels.exempted(exemption) : waivedBy})`]),
  ];
  return parts.join(' ');
}
