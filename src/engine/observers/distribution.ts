import type { OsRelease } from '../model/facts.js';
import { isCentosStream, type ReleasePart, releaseOf } from './release.js';

interface Naming {
  readonly part: ReleasePart;
  readonly ecosystem: (release: string) => string;
}

const redHat: Naming = { part: 'major', ecosystem: (release) => `Red Hat:enterprise_linux:${release}` };
const suse: Naming = { part: 'whole', ecosystem: suseEcosystem };
const suseMicro: Naming = { part: 'minor', ecosystem: suseMicroEcosystem };
const azure: Naming = { part: 'major', ecosystem: (release) => `Azure Linux:${release}` };

/**
 * How OSV spells the ecosystem of each distribution, by `ID` of os-release
 * (https://ossf.github.io/osv-schema/#defined-ecosystems). Red Hat's and SUSE's are those that their repositories and
 * modules are taken together to (`joinedEcosystem`). CentOS Linux and Scientific Linux were built from the sources of
 * Red Hat's, release by release.
 */
const namings: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ['debian', { part: 'whole', ecosystem: debianEcosystem }],
  ['ubuntu', { part: 'minor', ecosystem: ubuntuEcosystem }],
  ['alpine', { part: 'minor', ecosystem: (release) => `Alpine:v${release}` }],
  ['alpaquita', { part: 'whole', ecosystem: (release) => `Alpaquita:${release}` }],
  [
    'bellsoft-hardened-containers',
    { part: 'whole', ecosystem: (release) => `BellSoft Hardened Containers:${release}` },
  ],
  ['rhel', redHat],
  ['centos', redHat],
  ['scientific', redHat],
  ['almalinux', { part: 'major', ecosystem: (release) => `AlmaLinux:${release}` }],
  ['rocky', { part: 'major', ecosystem: (release) => `Rocky Linux:${release}` }],
  ['azurelinux', azure],
  ['mariner', azure],
  ['sles', suse],
  ['sled', suse],
  ['sles_sap', suse],
  ['sle_hpc', suse],
  ['sle-micro', suseMicro],
  ['sle-micro-rancher', suseMicro],
  ['sl-micro', suseMicro],
  ['opensuse-leap', { part: 'minor', ecosystem: (release) => `openSUSE:Leap ${release}` }],
  ['opensuse-leap-micro', { part: 'minor', ecosystem: (release) => `openSUSE:Leap Micro ${release}` }],
  ['photon', { part: 'minor', ecosystem: (release) => `Photon OS:${release}` }],
  ['mageia', { part: 'major', ecosystem: (release) => `Mageia:${release}` }],
]);

/** Distributions without releases, or whose advisories do not tell them apart. */
const rolling: ReadonlyMap<string, string> = new Map([
  ['wolfi', 'Wolfi'],
  ['chainguard', 'Chainguard'],
  ['minimos', 'MinimOS'],
  ['cleanstart', 'CleanStart'],
  ['clnstrt', 'CleanStart'],
  ['echo', 'Echo'],
  // Red Hat's Hardened Images.
  ['hummingbird', 'Red Hat:hummingbird:1'],
  ['opensuse-tumbleweed', 'openSUSE:Tumbleweed'],
]);

/**
 * OSV ecosystem of a distribution, with its release: `Debian:12`, `Ubuntu:22.04:LTS`, `Alpine:v3.18`.
 * @returns null when there is no distribution, it is not known, or its release is not (Debian testing, Alpine edge)
 */
export function distributionEcosystem(os: OsRelease | null): string | null {
  if (!os || isCentosStream(os)) return null;
  const ecosystem = rolling.get(os.id);
  if (ecosystem !== undefined) return ecosystem;
  if (os.id === 'openeuler') return openEulerEcosystem(os);
  if (os.id === 'alpaquita' && os.versionId === 'stream') return 'Alpaquita:stream';
  const naming = namings.get(os.id);
  const release = naming ? releaseOf(os, naming.part) : null;
  return naming && release !== null ? naming.ecosystem(release) : null;
}

/**
 * Releases before 7 have a minor number in their name (https://www.debian.org/releases/): `Debian:6.0`; 3 was two of
 * them.
 */
function debianEcosystem(release: string): string {
  const [major = '', minor] = release.split('.');
  if (Number(major) >= 7 || (minor === undefined && major === '3')) return `Debian:${major}`;
  return `Debian:${major}.${minor ?? '0'}`;
}

/** Every April's release of an even year has long-term support (https://ubuntu.com/about/release-cycle). */
function ubuntuEcosystem(release: string): string {
  const [year, month] = release.split('.');
  return Number(year) % 2 === 0 && month === '04' ? `Ubuntu:${release}:LTS` : `Ubuntu:${release}`;
}

/** Service packs are written as minor releases up to 15, and are releases of their own from 16 on. */
function suseEcosystem(release: string): string {
  const [major, minor] = release.split('.');
  if (Number(major) >= 16 || minor === undefined) return `SUSE:Linux Enterprise ${release}`;
  return minor === '0' ? `SUSE:Linux Enterprise ${major}` : `SUSE:Linux Enterprise ${major} SP${minor}`;
}

/** It is no Enterprise from 6 on. That for Rancher is made of the same packages. */
function suseMicroEcosystem(release: string): string {
  return `SUSE:Linux ${Number(release.split('.')[0]) < 6 ? 'Enterprise ' : ''}Micro ${release}`;
}

/** `openEuler 22.03 (LTS-SP3)`: only the name for people has the service pack. */
function openEulerEcosystem({ versionId, prettyName }: OsRelease): string | null {
  if (!/^[0-9]{2}\.[0-9]{2}$/.test(versionId ?? '')) return null;
  const [, pack] = /\((LTS(?:-SP[0-9]+)?)\)\s*$/.exec(prettyName ?? '') ?? [];
  return pack === undefined ? `openEuler:${versionId}` : `openEuler:${versionId}-${pack}`;
}
