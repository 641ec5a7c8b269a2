import type { ReportedVulnerability, ReportSource } from '../../src/engine/exporters/exporter.js';
import { distributionComponent } from '../../src/engine/catalogers/distribution-package.js';
import { languageComponent, splitName } from '../../src/engine/catalogers/language-component.js';
import type { FoundComponent } from '../../src/engine/model/component.js';

const layer = `sha256:${'a'.repeat(64)}`;
const debian = { id: 'debian', idLike: [], versionId: '12', prettyName: null, codename: null };

/** A package of Debian 12, built from another source, in a layer. */
export const opensslComponent: FoundComponent = {
  ...distributionComponent(
    {
      name: 'libssl3',
      version: '3.0.11-1~deb12u2',
      architecture: 'amd64',
      source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
      licence: null,
    },
    { osRelease: debian, distribution: 'Debian:12' },
    { purlType: 'deb', ecosystems: ['Debian', 'Ubuntu'], distributionId: 'debian' },
  ),
  paths: ['/var/lib/dpkg/status'],
  layer,
  isDevelopment: false,
};

/** A package of npm that is only for development, with a licence. */
export const scopedComponent: FoundComponent = {
  ...languageComponent(
    { name: '@scope/JSONStream', version: '1.0.0', licence: '(MIT OR Apache-2.0)' },
    { ecosystem: 'npm', purlType: 'npm', purlName: splitName('/') },
  ),
  paths: ['/package-lock.json', '/web/package-lock.json'],
  layer: null,
  isDevelopment: true,
};

export function aReportedVulnerability(parts: Partial<ReportedVulnerability> = {}): ReportedVulnerability {
  const { ecosystem, name, version, purl } = opensslComponent;
  return {
    fingerprint: 'f'.repeat(32),
    id: 'CVE-2026-0001',
    aliases: ['DEBIAN-CVE-2026-0001'],
    advisories: ['DEBIAN-CVE-2026-0001'],
    component: { ecosystem, name, version, purl },
    result: 'fail',
    severity: 'high',
    score: 7.5,
    title: 'CVE-2026-0001: Out-of-bounds read',
    message: 'libssl3 3.0.11-1~deb12u2 is affected by CVE-2026-0001.',
    remediation: 'Update libssl3 to 3.0.12 or later.',
    isKnownExploited: false,
    exemption: null,
    ...parts,
  };
}

export function aReport(parts: Partial<ReportSource> = {}): ReportSource {
  return {
    language: 'en',
    product: { name: 'ironhull', version: '1.2.3' },
    target: { kind: 'image', digest: `sha256:${'b'.repeat(64)}`, references: ['registry.example/app:1'] },
    inventory: { ecosystems: [], components: [opensslComponent, scopedComponent], problems: [] },
    vulnerabilities: [aReportedVulnerability()],
    verdict: {
      decision: 'deny',
      policy: 'baseline@1',
      inputsDigest: `sha256:${'c'.repeat(64)}`,
      judgedAt: new Date('2026-06-01T12:00:00.250Z'),
    },
    ...parts,
  };
}
