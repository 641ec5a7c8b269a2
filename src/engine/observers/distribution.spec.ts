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
    ['debian', '6.0.10', 'Debian:6.0'],
    ['debian', '5', 'Debian:5.0'],
    ['debian', '3.1', 'Debian:3.1'],
    ['debian', '3', 'Debian:3'],
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
    ['minimos', '20241031', 'MinimOS'],
    ['echo', '1', 'Echo'],
    ['hummingbird', '20251124', 'Red Hat:hummingbird:1'],
    ['cleanstart', null, 'CleanStart'],
    ['alpaquita', 'stream', 'Alpaquita:stream'],
    ['alpaquita', '23', 'Alpaquita:23'],
    ['rhel', '9.3', 'Red Hat:enterprise_linux:9'],
    ['rhel', '6.10', 'Red Hat:enterprise_linux:6'],
    ['centos', '7', 'Red Hat:enterprise_linux:7'],
    ['scientific', '6.10', 'Red Hat:enterprise_linux:6'],
    ['azurelinux', '3.0', 'Azure Linux:3'],
    ['mariner', '2.0', 'Azure Linux:2'],
    ['sles', '15.5', 'SUSE:Linux Enterprise 15 SP5'],
    ['sles', '15', 'SUSE:Linux Enterprise 15'],
    ['sles_sap', '12.5', 'SUSE:Linux Enterprise 12 SP5'],
    ['sles', '16.0', 'SUSE:Linux Enterprise 16.0'],
    ['sle-micro', '5.3', 'SUSE:Linux Enterprise Micro 5.3'],
    ['sle-micro-rancher', '5.4', 'SUSE:Linux Enterprise Micro 5.4'],
    ['sl-micro', '6.0', 'SUSE:Linux Micro 6.0'],
    ['opensuse-leap-micro', '5.5', 'openSUSE:Leap Micro 5.5'],
    ['openeuler', '22.09', 'openEuler:22.09'],
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
    ['amzn', '2023'],
    ['ol', '9.3'],
    ['fedora', '40'],
    ['centos', '9'],
    ['openeuler', '22.03 LTS'],
    ['kali', '2024.1'],
    ['linux', null],
    ['', '12'],
    ['__proto__', '12'],
  ])('of %s %s is not known', (id, versionId) => {
    expect(distributionEcosystem(anOsRelease(id, versionId))).toBeNull();
  });

  it('goes by the name for people where only that tells releases apart', () => {
    const named = (id: string, versionId: string, prettyName: string) =>
      distributionEcosystem({ ...anOsRelease(id, versionId), prettyName });
    expect(named('openeuler', '22.03', 'openEuler 22.03 (LTS-SP3)')).toBe('openEuler:22.03-LTS-SP3');
    expect(named('centos', '8', 'CentOS Linux 8')).toBe('Red Hat:enterprise_linux:8');
    expect(named('centos', '8', 'CentOS Stream 8')).toBeNull();
  });

  it('of no distribution is none', () => {
    expect(distributionEcosystem(null)).toBeNull();
  });
});
