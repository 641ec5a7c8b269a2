import { describe, expect, it } from 'vitest';
import { aVulnerability } from '../checks/example-facts.js';
import { checkFingerprint, undecidedFingerprint, vulnerabilityFingerprint } from './fingerprint.js';

describe('fingerprints', () => {
  it('are the same in every release: stored exemptions name them', () => {
    expect(checkFingerprint('t1', 'image-user-root', '')).toBe('7f259bf995392b426bcfa1c64dedb384');
    expect(vulnerabilityFingerprint('t1', aVulnerability())).toBe('8e81d7812737fa18ad214320b1d6aa24');
  });

  it('do not change with what the records say or where the component lies', () => {
    const changed = aVulnerability({
      severity: 'low',
      fixedVersion: null,
      aliases: [],
      location: { path: '/elsewhere' },
    });
    expect(vulnerabilityFingerprint('t1', changed)).toBe(vulnerabilityFingerprint('t1', aVulnerability()));
  });

  it('differ by target, check, element, and between failed and undecided', () => {
    const all = [
      checkFingerprint('t1', 'a', 'b'),
      checkFingerprint('t2', 'a', 'b'),
      checkFingerprint('t1', 'a', 'c'),
      checkFingerprint('t1', 'ab', ''),
      checkFingerprint('t1', 'a', ''),
      undecidedFingerprint('t1', 'a'),
      vulnerabilityFingerprint('t1', aVulnerability()),
      vulnerabilityFingerprint('t1', aVulnerability({ component: { version: '3.5.1-2' } })),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((fingerprint) => /^[0-9a-f]{32}$/.test(fingerprint))).toBe(true);
  });
});
