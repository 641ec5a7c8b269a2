import { describe, expect, it } from 'vitest';
import { isDistribution } from '../advisories/ecosystems.js';
import type { OsRelease } from '../model/facts.js';
import { distributionEcosystem } from './distribution.js';

function anOsRelease(id: string, versionId: string | null): OsRelease {
  return { id, idLike: ['debian'], versionId, prettyName: null, codename: null };
}

describe('distributionEcosystem', () => {
  it.each([
    ['debian', '12', 'Debian:12'],
    ['debian', '13', 'Debian:13'],
    ['debian', '10.13', 'Debian:10'],
    ['ubuntu', '22.04', 'Ubuntu:22.04:LTS'],
    ['ubuntu', '24.04', 'Ubuntu:24.04:LTS'],
    ['ubuntu', '24.10', 'Ubuntu:24.10'],
    ['ubuntu', '25.04', 'Ubuntu:25.04'],
    ['alpine', '3.18.4', 'Alpine:v3.18'],
    ['alpine', '3.20', 'Alpine:v3.20'],
    ['almalinux', '9.3', 'AlmaLinux:9'],
    ['rocky', '8.9', 'Rocky Linux:8'],
    ['opensuse-leap', '15.5', 'openSUSE:Leap 15.5'],
    ['opensuse-tumbleweed', '20240101', 'openSUSE:Tumbleweed'],
    ['photon', '5.0', 'Photon OS:5.0'],
    ['mageia', '9', 'Mageia:9'],
    ['wolfi', '20230201', 'Wolfi'],
    ['chainguard', null, 'Chainguard'],
  ])('of %s %s is %s', (id, versionId, ecosystem) => {
    expect(distributionEcosystem(anOsRelease(id, versionId))).toBe(ecosystem);
    expect(isDistribution(ecosystem)).toBe(true);
  });

  it.each([
    ['debian', null],
    ['debian', 'testing'],
    ['alpine', '3.20.0_alpha20231219'],
    ['alpine', '3'],
    ['alpine', 'edge'],
    ['ubuntu', '22'],
    ['rhel', '9.3'],
    ['sles', '15.5'],
    ['kali', '2024.1'],
    ['linux', null],
    ['', '12'],
    ['__proto__', '12'],
  ])('of %s %s is not known', (id, versionId) => {
    expect(distributionEcosystem(anOsRelease(id, versionId))).toBeNull();
  });

  it('of no distribution is none', () => {
    expect(distributionEcosystem(null)).toBeNull();
  });
});
