import type { OsRelease } from '../model/facts.js';
import { type ReleasePart, releaseOf } from './release.js';

interface Naming {
  readonly part: ReleasePart;
  readonly ecosystem: (release: string) => string;
}

/**
 * How OSV spells the ecosystem of each distribution, by `ID` of os-release
 * (https://ossf.github.io/osv-schema/#defined-ecosystems). Distributions whose ecosystem does not follow from
 * os-release are not listed: Red Hat's names repositories, SUSE's names modules.
 */
const namings: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ['debian', { part: 'major', ecosystem: (release) => `Debian:${release}` }],
  ['ubuntu', { part: 'minor', ecosystem: ubuntuEcosystem }],
  ['alpine', { part: 'minor', ecosystem: (release) => `Alpine:v${release}` }],
  ['almalinux', { part: 'major', ecosystem: (release) => `AlmaLinux:${release}` }],
  ['rocky', { part: 'major', ecosystem: (release) => `Rocky Linux:${release}` }],
  ['opensuse-leap', { part: 'minor', ecosystem: (release) => `openSUSE:Leap ${release}` }],
  ['photon', { part: 'minor', ecosystem: (release) => `Photon OS:${release}` }],
  ['mageia', { part: 'major', ecosystem: (release) => `Mageia:${release}` }],
]);

/** Distributions without releases. */
const rolling: ReadonlyMap<string, string> = new Map([
  ['wolfi', 'Wolfi'],
  ['chainguard', 'Chainguard'],
  ['opensuse-tumbleweed', 'openSUSE:Tumbleweed'],
]);

/**
 * OSV ecosystem of a distribution, with its release: `Debian:12`, `Ubuntu:22.04:LTS`, `Alpine:v3.18`.
 * @returns null when there is no distribution, it is not known, or its release is not (Debian testing, Alpine edge)
 */
export function distributionEcosystem(os: OsRelease | null): string | null {
  if (!os) return null;
  const ecosystem = rolling.get(os.id);
  if (ecosystem !== undefined) return ecosystem;
  const naming = namings.get(os.id);
  const release = naming ? releaseOf(os, naming.part) : null;
  return naming && release !== null ? naming.ecosystem(release) : null;
}

/** Every April's release of an even year has long-term support (https://ubuntu.com/about/release-cycle). */
function ubuntuEcosystem(release: string): string {
  const [year, month] = release.split('.');
  return Number(year) % 2 === 0 && month === '04' ? `Ubuntu:${release}:LTS` : `Ubuntu:${release}`;
}
