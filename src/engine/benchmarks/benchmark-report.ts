import type { FindingReport } from '../finding-formats/finding-format.js';
import type { Evidence } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Language } from '../model/text.js';

/**
 * Worst first. `exempt`: all that is wrong is waived. `manual`: only people can decide it, and nothing is known to be
 * wrong. `not_covered`: nothing that was scanned is looked at for it.
 */
export const benchmarkStatuses = [
  'fail',
  'unknown',
  'manual',
  'exempt',
  'pass',
  'not_applicable',
  'not_covered',
] as const;
export type BenchmarkStatus = (typeof benchmarkStatuses)[number];

/** Who waived a finding, and until when. */
export interface ReportedExemption {
  readonly id: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** What was seen of one element that does not meet a recommendation, or why that is not known. */
export interface BenchmarkEvidence {
  /** Name of what was scanned. */
  readonly target: string;
  readonly check: string;
  readonly status: 'fail' | 'unknown' | 'exempt';
  readonly severity: Severity;
  readonly message: string;
  /** `compose.yaml:12`; of what has no lines the name. */
  readonly place: string;
  /** Facts with their values, secrets redacted. */
  readonly seen: readonly Evidence[];
  /** Id of the exemption that covers it; null: none does. */
  readonly waivedBy: string | null;
  /** Null: none covers it, or no more is known of it than its id. */
  readonly exemption: ReportedExemption | null;
}

/** What one check says of a recommendation, over all that was scanned. */
export interface BenchmarkCheck {
  readonly id: string;
  readonly title: string;
  readonly status: BenchmarkStatus;
}

/** One line of the report. */
export interface BenchmarkLine {
  /** `5.12`. */
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly status: BenchmarkStatus;
  /** Those that look at it and that the policy names. */
  readonly checks: readonly BenchmarkCheck[];
  /** Worst first. */
  readonly evidence: readonly BenchmarkEvidence[];
  /** Why it is not decided, or does not apply, or on whose word it passes; null: none of these. */
  readonly reason: string | null;
  /** What to do about it; null: nothing is to be done. */
  readonly remediation: string | null;
}

/** Every recommendation of a benchmark, over all that was scanned. The same gives the same report. */
export interface BenchmarkReport extends Pick<FindingReport, 'product' | 'policy'> {
  readonly language: Language;
  readonly benchmark: { readonly name: string; readonly version: string };
  readonly targets: readonly {
    readonly name: string;
    readonly kind: string | null;
    readonly digest: string | null;
  }[];
  readonly chapters: Readonly<Record<string, string>>;
  readonly lines: readonly BenchmarkLine[];
  /** What was left out or could not be read, in plain words. */
  readonly problems: readonly { readonly target: string; readonly message: string }[];
}

/** Writes a report on a benchmark in one form. Pure: no clock, no randomness. */
export interface BenchmarkForm {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /** @returns the document with a line end behind it */
  write(report: BenchmarkReport): string;
}

/** How many lines there are of each status, in the order of `benchmarkStatuses`. */
export function statusCounts({ lines }: BenchmarkReport): Record<BenchmarkStatus, number> {
  const counts = Object.fromEntries(benchmarkStatuses.map((status) => [status, 0])) as Record<
    BenchmarkStatus,
    number
  >;
  for (const { status } of lines) counts[status] += 1;
  return counts;
}
