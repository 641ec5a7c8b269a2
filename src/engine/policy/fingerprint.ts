import { hash } from 'node:crypto';
import type { Vulnerability } from '../model/finding.js';

/** Of a failed check's element on a target: the same over scans and policies. 32 hexadecimal digits. */
export function checkFingerprint(targetId: string, check: string, element: string): string {
  return fingerprintOf([targetId, 'check', check, element]);
}

/**
 * Of a check that could not be decided on a target. It differs from those of the check's failures: who waives a failure
 * has not waived not knowing.
 */
export function undecidedFingerprint(targetId: string, check: string): string {
  return fingerprintOf([targetId, 'undecided', check]);
}

/** Of a vulnerability in a component of a target: the same wherever the component lies and whatever the records say. */
export function vulnerabilityFingerprint(targetId: string, { id, component }: Vulnerability): string {
  const { ecosystem, name, version } = component;
  return fingerprintOf([targetId, 'vulnerability', ecosystem, name, version, id]);
}

function fingerprintOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}
