/**
 * Ecosystems an OSV record may name, without their releases, as defined by the OSV schema
 * (https://ossf.github.io/osv-schema/#defined-ecosystems) and served by osv.dev.
 */
const distributions = [
  'AlmaLinux',
  'Alpaquita',
  'Alpine',
  'Azure Linux',
  'BellSoft Hardened Containers',
  'Chainguard',
  'CleanStart',
  'Debian',
  'Docker Hardened Images',
  'Echo',
  'Mageia',
  'MinimOS',
  'openEuler',
  'openSUSE',
  'Photon OS',
  'Red Hat',
  'Red Hat Lightwell',
  'Rocky Linux',
  'Root',
  'SUSE',
  'TuxCare',
  'Ubuntu',
  'Wolfi',
] as const;

const otherEcosystems = [
  'Android',
  'Bioconductor',
  'Bitnami',
  'ConanCenter',
  'CRAN',
  'crates.io',
  'FreeBSD',
  'GHC',
  'GitHub Actions',
  'Go',
  'Hackage',
  'Hex',
  'Julia',
  'Kubernetes',
  'Linux',
  'Maven',
  'npm',
  'NuGet',
  'opam',
  'OSS-Fuzz',
  'Packagist',
  'Pub',
  'PyPI',
  'RubyGems',
  'SwiftURL',
  'VSCode',
] as const;

/** Ecosystems without any OSV record: their packages are listed, and nothing is said to be known of their flaws. */
const ecosystemsWithoutRecords: ReadonlySet<string> = new Set(['CocoaPods']);
/** Of which packages are listed though no advisories speak of them: that their flaws are not known stays visible. */
const unadvised: ReadonlySet<string> = new Set(['conda', 'PEAR']);

/** Beginnings of the record ids that distributions give out (https://ossf.github.io/osv-schema/#id-modified-fields). */
const distributionIdPrefixes = [
  'ALBA-',
  'ALEA-',
  'ALSA-',
  'ALPINE-',
  'AZL-',
  'BELL-',
  'CGA-',
  'CLEANSTART-',
  'DEBIAN-',
  'DHI-',
  'DLA-',
  'DSA-',
  'DTSA-',
  'ECHO-',
  'ELSA-',
  'LSN-',
  'MGASA-',
  'MINI-',
  'OESA-',
  'PHSA-',
  'RHBA-',
  'RHEA-',
  'RHSA-',
  'RLBA-',
  'RLEA-',
  'RLSA-',
  'ROOT-',
  'RXSA-',
  'SUSE-',
  'UBUNTU-',
  'USN-',
  'openSUSE-',
] as const;

const distributionSet: ReadonlySet<string> = new Set(distributions);
const knownSet: ReadonlySet<string> = new Set([...distributions, ...otherEcosystems]);

/** The ecosystem without its release: `Debian` for `Debian:12`, `Ubuntu` for `Ubuntu:Pro:18.04:LTS`. */
export function baseEcosystem(ecosystem: string): string {
  const end = ecosystem.indexOf(':');
  return end === -1 ? ecosystem : ecosystem.slice(0, end);
}

/** Whether the OSV schema defines the ecosystem; its release, if any, is not looked at. */
export function isKnownEcosystem(ecosystem: string): boolean {
  return knownSet.has(baseEcosystem(ecosystem));
}

/** Whether components may be of the ecosystem: the OSV schema defines it, or it is known to have no records there. */
export function isComponentEcosystem(ecosystem: string): boolean {
  return isKnownEcosystem(ecosystem) || ecosystemsWithoutRecords.has(ecosystem);
}

/** Whether the ecosystem is an operating system's, whose records speak of its own builds of others' software. */
export function isDistribution(ecosystem: string): boolean {
  return distributionSet.has(baseEcosystem(ecosystem));
}

/** Whether a record of this id comes from a distribution's own security team. */
export function isDistributionRecord(id: string): boolean {
  return distributionIdPrefixes.some((prefix) => id.startsWith(prefix));
}

/** Whether OSV has no records for the ecosystem, so that nothing in it can be looked up. */
export function isUnadvised(ecosystem: string): boolean {
  return unadvised.has(baseEcosystem(ecosystem));
}
