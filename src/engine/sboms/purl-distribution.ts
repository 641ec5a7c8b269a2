import type { PackageURL } from 'packageurl-js';
import { apkFormat, debFormat, rpmFormat } from '../catalogers/distribution-formats.js';
import type { PackageFormat } from '../catalogers/distribution-package.js';
import type { StatedDistribution } from './sbom-reader.js';

/** The formats of distributions' packages, by package URL type. */
export const packageFormats: ReadonlyMap<string, PackageFormat> = new Map<string, PackageFormat>([
  // As Syft once wrote it.
  ['alpine', apkFormat],
  ['apk', apkFormat],
  ['deb', debFormat],
  ['rpm', { ...rpmFormat, distributionId: 'rhel' }],
]);

/** `ID` of os-release for what package URLs and documents call the distribution. */
const ids: ReadonlyMap<string, string> = new Map([
  ['alma', 'almalinux'],
  ['amazon', 'amzn'],
  ['amazonlinux', 'amzn'],
  ['cbl-mariner', 'mariner'],
  ['leap', 'opensuse-leap'],
  ['opensuse.leap', 'opensuse-leap'],
  ['opensuse.tumbleweed', 'opensuse-tumbleweed'],
  ['oracle', 'ol'],
  ['oraclelinux', 'ol'],
  ['redhat', 'rhel'],
  ['rockylinux', 'rocky'],
  ['slem', 'sle-micro'],
  ['suse linux enterprise micro', 'sle-micro'],
  ['suse linux enterprise server', 'sles'],
  ['tumbleweed', 'opensuse-tumbleweed'],
]);

/** Releases that are called by a name instead of a number (https://www.debian.org/releases/, https://wiki.ubuntu.com/Releases). */
const codenames: ReadonlyMap<string, StatedDistribution> = new Map([
  ...releasesBy('debian', 'wheezy 7, jessie 8, stretch 9, buster 10, bullseye 11, bookworm 12, trixie 13'),
  ...releasesBy(
    'ubuntu',
    'trusty 14.04, xenial 16.04, bionic 18.04, focal 20.04, jammy 22.04, kinetic 22.10',
  ),
  ...releasesBy(
    'ubuntu',
    'lunar 23.04, mantic 23.10, noble 24.04, oracular 24.10, plucky 25.04, questing 25.10',
  ),
]);

function releasesBy(id: string, table: string): [string, StatedDistribution][] {
  return table.split(', ').map((release) => {
    const [name = '', versionId = ''] = release.split(' ');
    return [name, { id, versionId }];
  });
}

/**
 * The distribution of a package: what the qualifier `distro` says (`debian-12`, `opensuse-leap-15.5`, `12`, `jammy`),
 * else the document's own, when it is the one that the namespace names.
 */
export function distributionOf(
  { type, namespace, qualifiers }: PackageURL,
  fallback: StatedDistribution | null,
): StatedDistribution | null {
  const family = namespace ? osReleaseId(namespace) : null;
  const assumed = packageFormats.get(type)?.distributionId ?? type;
  const stated = qualifiers?.['distro'];
  if (stated) return fromText(stated.toLowerCase(), family ?? assumed);
  if (fallback && (family === null || isOf(fallback.id, family))) return fallback;
  return family === null || family === assumed ? null : { id: family, versionId: null };
}

/** `ID` of os-release for a distribution's name as documents write it: `redhat`, `Alpine`, `opensuse.leap`. */
export function osReleaseId(name: string): string {
  const id = name.trim().toLowerCase();
  return ids.get(id) ?? id;
}

function fromText(distro: string, family: string): StatedDistribution {
  const known = codenames.get(distro) ?? codenames.get(distro.slice(distro.lastIndexOf('-') + 1));
  if (known && family === known.id) return known;
  if (/^v?[0-9]/.test(distro)) return { id: family, versionId: distro.replace(/^v/, '') };
  const dash = distro.lastIndexOf('-');
  const hasVersion = dash > 0 && /^v?[0-9]/.test(distro.slice(dash + 1));
  if (!hasVersion) return { id: osReleaseId(distro), versionId: null };
  return {
    id: osReleaseId(distro.slice(0, dash)),
    versionId: distro.slice(dash + 1).replace(/^v/, ''),
  };
}

/**
 * Whether advisories of the distribution speak of source packages, though its format is rpm
 * (https://ossf.github.io/osv-schema/#defined-ecosystems); those of Red Hat and AlmaLinux name the packages themselves.
 */
export function speaksOfSourceRpms(distribution: StatedDistribution | null): boolean {
  const id = distribution?.id ?? '';
  return /^(?:sle|sl-|suse|opensuse|rocky$|openeuler$|mageia$|photon$|azurelinux$|mariner$)/.test(id);
}

/** A namespace names a distribution or the family it is of (`opensuse` for `opensuse-leap`). */
function isOf(id: string, family: string): boolean {
  return id === family || id.startsWith(`${family}-`);
}
