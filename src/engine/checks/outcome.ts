import type { Location } from '../model/finding.js';
import type { Text } from '../model/text.js';
import type { Outcome, Violation } from './check.js';

/**
 * Fails with what was found; else is unknown with what keeps it from being decided; else passes. What was not decided is
 * told beside what was found.
 * @param doubt Why there may be more than was found, in one sentence; null: everything was looked at.
 * @param location Where the doubt stands.
 */
export function outcomeOf(
  violations: readonly Violation[],
  doubt: Text | null = null,
  location?: Location,
): Outcome {
  if (violations.length > 0) {
    return { result: 'fail', violations, ...(doubt ? { undecided: doubt } : {}) };
  }
  if (doubt) return { result: 'unknown', reason: doubt, ...(location ? { location } : {}) };
  return { result: 'pass' };
}
