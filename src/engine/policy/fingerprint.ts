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
export function vulnerabilityFingerprint(targetId: string, vulnerability: Vulnerability): string {
  return hashed(`[${JSON.stringify(targetId)},${flawText(vulnerability)}]`);
}

/** What is hashed of a vulnerability besides its target. */
const flawTexts = new WeakMap<Vulnerability, string>();

function flawText(vulnerability: Vulnerability): string {
  const known = flawTexts.get(vulnerability);
  if (known !== undefined) return known;
  const made = textOfFlaw(vulnerability);
  flawTexts.set(vulnerability, made);
  return made;
}

function textOfFlaw({ id, component }: Vulnerability): string {
  const { ecosystem, name, version } = component;
  return ['vulnerability', ecosystem, name, version, id].map((part) => JSON.stringify(part)).join(',');
}

function fingerprintOf(parts: readonly string[]): string {
  return hashed(JSON.stringify(parts));
}

function hashed(text: string): string {
  return hash('sha256', text).slice(0, 32);
}
