/** Severities from worst to least; `unknown` stands apart and sorts last. */
export const severities = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;
export type Severity = (typeof severities)[number];

const ranks: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  info: 4,
  unknown: 5,
};

/** Orders by severity, worst first; `unknown` last. */
export function bySeverity(a: Severity, b: Severity): number {
  return a === b ? 0 : ranks[a] - ranks[b];
}

/** Whether `severity` is at or above `bound`. `unknown` is never at or above anything. */
export function isAtLeast(severity: Severity, bound: Severity): boolean {
  return severity !== 'unknown' && bySeverity(severity, bound) <= 0;
}

/** The worse of the two. */
export function worst(a: Severity, b: Severity): Severity {
  return bySeverity(a, b) <= 0 ? a : b;
}
