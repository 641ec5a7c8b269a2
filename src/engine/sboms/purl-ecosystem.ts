import { PackageURL } from 'packageurl-js';
import { normalisePackageName } from '../advisories/package-name.js';
import { distributionComponent, moduleStream } from '../catalogers/distribution-package.js';
import { isLanguageText, languageComponent, type LanguageFormat } from '../catalogers/language-component.js';
import { releaseOf } from '../go/build-info.js';
import { goFormat } from '../go/go-modules.js';
import { cocoapodsFormat } from '../lock-files/cocoapods-format.js';
import { ownPearChannel, pearFormat } from '../catalogers/pear-format.js';
import { npmFormat } from '../lock-files/npm-format.js';
import type { Component } from '../model/component.js';
import type { OsRelease } from '../model/facts.js';
import { distributionEcosystem } from '../observers/distribution.js';
import { plainText } from '../text/text-lines.js';
import { gemVersion } from './gem-version.js';
import { distributionOf, packageFormats, speaksOfSourceRpms } from './purl-distribution.js';
import type { StatedDistribution, StatedPackage } from './sbom-reader.js';

/** How the packages of one package URL type are called in OSV (https://ossf.github.io/osv-schema/#affectedpackage-field). */
interface Naming {
  readonly ecosystem: string;
  /** Stands between namespace and name. */
  readonly separator: string;
  /** The name goes on with the subpath. */
  readonly hasParts?: boolean;
  /** As catalogers write the name; absent: as it is stated. */
  readonly purlName?: LanguageFormat['purlName'];
  /** Qualifiers that tell packages of one name apart, as catalogers write them. */
  readonly qualifiers?: readonly string[];
}

const namings: ReadonlyMap<string, Naming> = new Map([
  ['bioconductor', { ecosystem: 'Bioconductor', separator: '/' }],
  ['bitnami', { ecosystem: 'Bitnami', separator: '/' }],
  ['cargo', { ecosystem: 'crates.io', separator: '/' }],
  [
    'cocoapods',
    { ecosystem: 'CocoaPods', separator: '/', hasParts: true, purlName: cocoapodsFormat.purlName },
  ],
  ['composer', { ecosystem: 'Packagist', separator: '/' }],
  ['conan', { ecosystem: 'ConanCenter', separator: '/' }],
  ['conda', { ecosystem: 'conda', separator: '/', qualifiers: ['build', 'channel', 'subdir'] }],
  ['cran', { ecosystem: 'CRAN', separator: '/' }],
  ['gem', { ecosystem: 'RubyGems', separator: '/' }],
  ['githubactions', { ecosystem: 'GitHub Actions', separator: '/' }],
  ['golang', { ecosystem: 'Go', separator: '/', purlName: goFormat.purlName }],
  ['hackage', { ecosystem: 'Hackage', separator: '/' }],
  ['hex', { ecosystem: 'Hex', separator: '/' }],
  ['julia', { ecosystem: 'Julia', separator: '/', qualifiers: ['uuid'] }],
  ['maven', { ecosystem: 'Maven', separator: ':' }],
  ['npm', { ecosystem: 'npm', separator: '/', purlName: npmFormat.purlName }],
  ['nuget', { ecosystem: 'NuGet', separator: '/' }],
  ['opam', { ecosystem: 'opam', separator: '/' }],
  ['pear', { ecosystem: pearFormat.ecosystem, separator: '/' }],
  ['pub', { ecosystem: 'Pub', separator: '/' }],
  ['pypi', { ecosystem: 'PyPI', separator: '/' }],
  ['swift', { ecosystem: 'SwiftURL', separator: '/' }],
]);

/** Longer package URLs are not taken apart. */
const longestPurl = 4_096;

/** A stated package as a component, or why nothing can be known of it, as part of a sentence. */
export type Identified = { readonly component: Component } | { readonly problem: string };

/**
 * Finds out what a stated package is by its package URL, for that is what names an ecosystem. The component's own
 * package URL is written anew from what was understood: who says something else of a package speaks of another one.
 */
export function identify(stated: StatedPackage, fallback: StatedDistribution | null): Identified {
  if (stated.purl === null) return { problem: 'has no package URL' };
  const given = parsePurl(stated.purl);
  const purl = given && asAdvised(given);
  if (!purl) return { problem: 'has a package URL that cannot be read' };
  const version = versionOf(purl, stated);
  if (version === null) return { problem: 'has no version' };
  const naming = namings.get(purl.type);
  if (naming) return languagePackage(purl, version, stated, naming);
  const format = packageFormats.get(purl.type);
  if (!format) return { problem: `is of a kind whose flaws are not known (pkg:${plainText(purl.type, 40)})` };
  const distribution = distributionOf(purl, fallback);
  const osRelease: OsRelease | null = distribution && {
    ...distribution,
    idLike: [],
    prettyName: null,
    codename: null,
  };
  const name = spelledName(purl.name, stated.name, (text) => text.toLowerCase());
  const source = sourceOf(purl, version, stated, distribution);
  const isSame = source?.name === name && source.version === version;
  if (![name, version, source?.name ?? '-', source?.version ?? '-'].every(isLanguageText)) return unprintable;
  if ([version, source?.version ?? '-'].some((text) => epochAlone.test(text))) return unprintable;
  const own = {
    name,
    version,
    architecture: purl.qualifiers?.['arch'] ?? null,
    source: isSame ? null : source,
    licence: licenceOf(stated),
    // As Syft and catalogers write it, and Trivy.
    module: moduleStream(purl.qualifiers?.['rpmmod'] ?? purl.qualifiers?.['modularitylabel'] ?? null),
  };
  const context = { osRelease, distribution: distributionEcosystem(osRelease) };
  return { component: distributionComponent(own, context, format) };
}

/** Which version it is of, it does not say. */
const epochAlone = /^[0-9]+:$/;
const unprintable: Identified = { problem: 'has a name or version that can be none' };

/** As advisories name the package: those of PEAR's own channel by their names in Packagist. */
function asAdvised(purl: PackageURL): PackageURL {
  if (purl.type !== pearFormat.purlType || (purl.namespace ?? ownPearChannel) !== ownPearChannel) return purl;
  return new PackageURL('composer', 'pear', purl.name.toLowerCase(), purl.version, undefined, undefined);
}

/** Null: it is none. */
export function parsePurl(text: string): PackageURL | null {
  const purl = text.trim();
  return purl.length > longestPurl ? null : (parsed(purl) ?? parsedLoosely(purl));
}

function parsed(text: string): PackageURL | null {
  try {
    return PackageURL.fromString(text);
  } catch {
    return null;
  }
}

/**
 * Of types that ask for more than what there is: a package of a Swift registry has no namespace, and a module of Go may be
 * at a version that compares with none.
 */
function parsedLoosely(text: string): PackageURL | null {
  const [, type = '', rest = ''] = /^pkg:(swift|golang)(\/.*)$/is.exec(text) ?? [];
  const purl = type === '' ? null : parsed(`pkg:generic${rest}`);
  if (purl) purl.type = type.toLowerCase();
  return purl;
}

function languagePackage(
  purl: PackageURL,
  version: string,
  stated: StatedPackage,
  { ecosystem, separator, hasParts = false, purlName, qualifiers = [] }: Naming,
): Identified {
  const namespace = purl.namespace ?? null;
  const whole = namespace === null ? purl.name : `${namespace}${separator}${purl.name}`;
  const full = hasParts && purl.subpath ? `${whole}/${purl.subpath}` : whole;
  const spelled = separator === '/' ? stated.name : stated.name.replace('/', separator);
  const name = spelledName(full, spelled, (text) => normalisePackageName(ecosystem, text).toLowerCase());
  if (!isLanguageText(name) || !isLanguageText(version)) return unprintable;
  // Paths, of which no part is empty: written as catalogers write them, they would read back as other ones.
  if (purlName && name.split('/').includes('')) return unprintable;
  const end = name.length - purl.name.length;
  const parts = { namespace: namespace && name.slice(0, end - 1), name: name.slice(end) };
  const format: LanguageFormat = {
    ecosystem,
    purlType: purl.type,
    purlName: purlName ?? (() => (purl.type === 'pypi' ? { namespace, name: purl.name } : parts)),
    qualifiers: Object.fromEntries(qualifiers.map((key) => [key, purl.qualifiers?.[key] ?? null])),
  };
  return {
    component: languageComponent(
      { name, version: advisedVersion(ecosystem, name, version), licence: licenceOf(stated) },
      format,
    ),
  };
}

/** As advisories write it: Go's own releases (`go1.21.3`, or `v1.21.3` of Trivy) by their numbers, gems without their platform. */
function advisedVersion(ecosystem: string, name: string, version: string): string {
  if (ecosystem === 'RubyGems') return gemVersion(version);
  if (ecosystem !== 'Go' || name !== 'stdlib') return version;
  return releaseOf(version.replace(/^v(?=[0-9])/, 'go')) ?? version;
}

/** The stated name where it is the same but for what package URLs do not keep (case, PyPI's separators). */
function spelledName(name: string, stated: string, normal: (text: string) => string): string {
  return stated.length === name.length && normal(stated) === normal(name) ? stated : name;
}

/** Distributions' epochs may stand in a qualifier (https://github.com/package-url/purl-spec, type rpm). */
function versionOf({ type, version, qualifiers }: PackageURL, stated: StatedPackage): string | null {
  const own = withoutZeroEpoch(type, version ?? stated.version);
  if (!own) return null;
  const epoch = packageFormats.has(type) ? qualifiers?.['epoch'] : undefined;
  const isMissing = epoch !== undefined && /^[1-9][0-9]{0,9}$/.test(epoch) && !/^[0-9]+:/.test(own);
  return isMissing ? `${epoch}:${own}` : own;
}

/** An rpm package without an epoch is at epoch zero (https://rpm.org/docs/latest/manual/dependencies.html): written one way. */
function withoutZeroEpoch(type: string, version: string | null): string | null {
  return type === 'rpm' && version !== null ? version.replace(/^(?:0+:)+(?=.)/s, '') : version;
}

const sourceRpmName = /^(.+)-([^-]+-[^-]+)\.(?:src|nosrc)\.rpm$/;

/** `upstream=openssl` and `upstream=openssl@3.0.1`, as distribution packages name their source; else as the document does. */
function sourceOf(
  { type, qualifiers }: PackageURL,
  version: string,
  stated: StatedPackage,
  distribution: StatedDistribution | null,
): StatedPackage['source'] {
  const upstream = qualifiers?.['upstream'];
  const sourceRpm = upstream && type === 'rpm' ? sourceRpmName.exec(upstream) : null;
  const isUsed = type !== 'rpm' || speaksOfSourceRpms(distribution);
  // The name of the source's file is without the epoch, which is that of its packages.
  const [epoch = ''] = /^[0-9]+:/.exec(version) ?? [];
  if (sourceRpm) return isUsed ? { name: sourceRpm[1]!, version: `${epoch}${sourceRpm[2]!}` } : null;
  if (!upstream) return isUsed ? stated.source : null;
  const at = upstream.lastIndexOf('@');
  if (at <= 0) return { name: upstream, version };
  return { name: upstream.slice(0, at), version: upstream.slice(at + 1) };
}

function licenceOf({ licence }: StatedPackage): string | null {
  return licence === null ? null : plainText(licence);
}
