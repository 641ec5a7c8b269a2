import { describe, expect, it } from 'vitest';
import {
  baseEcosystem,
  isComponentEcosystem,
  isDistribution,
  isDistributionRecord,
  isKnownEcosystem,
} from './ecosystems.js';

describe('ecosystems', () => {
  it('are known with and without a release', () => {
    const known = ['npm', 'Debian', 'Debian:12', 'Ubuntu:Pro:18.04:LTS', 'Docker Hardened Images'];
    expect(known.filter((ecosystem) => !isKnownEcosystem(ecosystem))).toEqual([]);
    expect(['DHI', 'debian', '', ':12', '__proto__', 'constructor'].filter(isKnownEcosystem)).toEqual([]);
  });

  it('of components may be without records', () => {
    expect(['npm', 'Debian:12', 'CocoaPods'].every(isComponentEcosystem)).toBe(true);
    expect(['CocoaPods', 'Nothing'].some(isKnownEcosystem)).toBe(false);
    expect(isComponentEcosystem('Nothing')).toBe(false);
  });

  it('are named without their release', () => {
    expect(baseEcosystem('Ubuntu:Pro:18.04:LTS')).toBe('Ubuntu');
    expect(baseEcosystem('npm')).toBe('npm');
  });

  it("tell distributions and their records from others'", () => {
    expect(['Alpine:v3.20', 'Red Hat:rhel_aus:8.4::appstream'].every(isDistribution)).toBe(true);
    expect(['npm', 'Bitnami'].some(isDistribution)).toBe(false);
    expect(['DSA-5000-1', 'ALSA-2024:1', 'ALPINE-CVE-2024-1'].every(isDistributionRecord)).toBe(true);
    expect(['CVE-2024-1', 'GHSA-x', 'BIT-dsa-1'].some(isDistributionRecord)).toBe(false);
  });
});
