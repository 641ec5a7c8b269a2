import { baseEcosystem } from '../advisories/ecosystems.js';
import type { Component } from '../model/component.js';
import type { CatalogContext } from '../model/file-reader.js';
import { packageUrl } from './package-url.js';

/** A package of a distribution, as its database states it; plain JSON. */
export type DistributionPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  /** Null: the same as the package. */
  readonly source: { readonly name: string; readonly version: string } | null;
  readonly licence: string | null;
  /** `name:stream` of the module it is part of (rpm); absent or null: none. */
  readonly module?: string | null;
};

/** What a database format stands for where the image does not say. */
export interface PackageFormat {
  /** Package URL type: `deb`. */
  readonly purlType: string;
  /** OSV ecosystems that use the format, the one to assume first. */
  readonly ecosystems: readonly [string, ...string[]];
  /** `ID` of os-release to assume. */
  readonly distributionId: string;
}

/** More packages than this in one file are not read. */
export const mostPackages = 100_000;

/** Names and versions of packages: characters that can be seen, no spaces. */
export function isPackageText(text: string | undefined): text is string {
  return text !== undefined && /^[\x21-\x7e]{1,1024}$/.test(text);
}

/** `name:stream`, which advisories go by; the rest of a module's label names one build. */
export function moduleStream(label: string | null): string | null {
  const [name, stream] = label?.split(':') ?? [];
  return name && stream && isPackageText(`${name}:${stream}`) ? `${name}:${stream}` : null;
}

/**
 * The package as a component. Where the image names no distribution that uses the format, its ecosystem is the format's
 * first without a release, which no advisory speaks of: that its flaws are not known stays visible.
 */
export function distributionComponent(
  { name, version, architecture, source, licence, module }: DistributionPackage,
  { osRelease, distribution }: CatalogContext,
  { purlType, ecosystems, distributionId }: PackageFormat,
): Component {
  const isOwn = distribution !== null && ecosystems.includes(baseEcosystem(distribution));
  const releaseName =
    osRelease && [osRelease.id, osRelease.versionId].filter((part) => part !== null).join('-');
  const [, epoch = null, withoutEpoch = version] =
    purlType === 'rpm' ? (/^([0-9]+):(.*)$/.exec(version) ?? []) : [];
  return {
    ecosystem: isOwn ? buildEcosystem(distribution, version) : ecosystems[0],
    name,
    version,
    architecture,
    purl: packageUrl({
      type: purlType,
      namespace: (osRelease?.id ?? distributionId).toLowerCase(),
      name: purlType === 'rpm' ? name : name.toLowerCase(),
      version: withoutEpoch,
      qualifiers: {
        arch: architecture,
        distro: releaseName,
        epoch,
        rpmmod: module ?? null,
        upstream: upstreamOf(source, version),
      },
    }),
    source,
    licence,
  };
}

/** The source's name, with its version where that differs from the package's. */
function upstreamOf(source: DistributionPackage['source'], version: string): string | null {
  if (!source) return null;
  return source.version === version ? source.name : `${source.name}@${source.version}`;
}

/** Ubuntu's builds for those who pay (`+esm1`), and those that are certified (`.fips.1`), have advisories of their own. */
function buildEcosystem(distribution: string, version: string): string {
  const [, release] = /^Ubuntu:([0-9].*)$/.exec(distribution) ?? [];
  if (release === undefined) return distribution;
  if (/[.+~]fips/i.test(version)) return `Ubuntu:Pro:FIPS-updates:${release}`;
  return /[+~]esm[0-9]/.test(version) ? `Ubuntu:Pro:${release}` : distribution;
}
