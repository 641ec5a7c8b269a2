import { PackageURL } from 'packageurl-js';

/** Longer package URLs are not taken apart. */
const longestPurl = 4_096;

/** A package URL, taken apart. */
export interface ParsedPurl {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath: string | null;
}

/** @returns null when it cannot be read */
export function parseVexPurl(text: string): ParsedPurl | null {
  if (text.length > longestPurl || !text.startsWith('pkg:')) return null;
  try {
    const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(text);
    return {
      type,
      namespace: spelled(type, namespace ?? ''),
      name: spelled(type, name),
      version: version ?? null,
      qualifiers: new Map(Object.entries(qualifiers ?? {})),
      subpath: subpath ?? null,
    };
  } catch {
    return null;
  }
}

/** Whether it names an image and not a package. */
export function isImagePurl({ type }: ParsedPurl): boolean {
  return type === 'oci' || type === 'docker';
}

/** The package URL without its version, with its qualifiers. */
export function withoutVersion(purl: string): string {
  const [bare = ''] = purl.split(/[?#]/, 1);
  const at = bare.lastIndexOf('@');
  return at > bare.lastIndexOf('/') ? bare.slice(0, at) + purl.slice(bare.length) : purl;
}

/** Names that distributions go by in package URLs, beside the `ID` of their os-release. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['sles', 'suse'],
]);

/**
 * Whether what a statement names is the package that was found: the same package, the same version if it names one, and
 * every qualifier that it gives. A source package (`arch=src` or `arch=source`) is every package that was built from it.
 */
export function namesPackage(stated: ParsedPurl, found: ParsedPurl): boolean {
  if (isSource(stated)) return namesSource(stated, found);
  if (stated.type !== found.type || stated.name !== found.name) return false;
  if (familyOf(stated.namespace) !== familyOf(found.namespace)) return false;
  if (stated.subpath !== null && stated.subpath !== found.subpath) return false;
  if (stated.version !== null && !isSameVersion(stated, found)) return false;
  return [...stated.qualifiers].every(([key, value]) => key === 'epoch' || hasQualifier(found, key, value));
}

/** Formats whose packages are built from source packages of other names. */
const builtTypes: ReadonlySet<string> = new Set(['apk', 'deb', 'rpm']);

function isSource({ type, qualifiers }: ParsedPurl): boolean {
  const architecture = qualifiers.get('arch');
  return builtTypes.has(type) && (architecture === 'src' || architecture === 'source');
}

function namesSource(stated: ParsedPurl, found: ParsedPurl): boolean {
  const qualifiers = new Map(stated.qualifiers);
  qualifiers.delete('arch');
  return namesPackage({ ...stated, qualifiers }, sourceOf(found));
}

/** The source package that a package was built from, as its `upstream` says; without one it is called the same. */
function sourceOf(found: ParsedPurl): ParsedPurl {
  const upstream = found.qualifiers.get('upstream') ?? '';
  if (upstream === '') return found;
  const [, name = upstream, version = found.version] = /^(.+)@([^@]+)$/.exec(upstream) ?? [];
  const [, epoch, plain = version] = (found.type === 'rpm' && /^(\d+):(.*)$/.exec(version ?? '')) || [];
  const qualifiers = new Map(found.qualifiers);
  if (epoch !== undefined) qualifiers.set('epoch', epoch);
  return { ...found, name: spelled(found.type, name), version: plain, qualifiers };
}

/** The version that a statement's range is about: of a source package its own. */
export function rangedVersion(stated: ParsedPurl, found: ParsedPurl, version: string): string {
  if (!isSource(stated)) return version;
  const { version: own, qualifiers } = sourceOf(found);
  const epoch = found.type === 'rpm' ? qualifiers.get('epoch') : undefined;
  return own === null ? version : `${epoch === undefined ? '' : `${epoch}:`}${own}`;
}

function isSameVersion(stated: ParsedPurl, found: ParsedPurl): boolean {
  return plainVersion(stated) === plainVersion(found) && epochOf(stated) === epochOf(found);
}

/** Versions of Go's modules are written with and without their `v`. */
function plainVersion({ type, version }: ParsedPurl): string | null {
  return type === 'golang' && version !== null ? version.replace(/^v/, '') : version;
}

function epochOf({ type, qualifiers }: ParsedPurl): string {
  return type === 'rpm' ? (qualifiers.get('epoch') ?? '0') : '0';
}

function hasQualifier({ namespace, qualifiers }: ParsedPurl, key: string, value: string): boolean {
  const distro = qualifiers.get('distro') ?? '';
  if (key === 'os_name') return familyOf(namespace) === familyOf(value.toLowerCase());
  if (key === 'os_version') {
    const release = distro.slice(distro.lastIndexOf('-') + 1);
    return release === value || release.startsWith(`${value}.`);
  }
  // A code name beside the version of the distribution says the same again.
  if (key === 'os_distro') return distro !== '';
  if (key === 'distro') return distro === value || distro.startsWith(`${value}.`);
  return qualifiers.get(key) === value;
}

function familyOf(namespace: string): string {
  return otherNames.get(namespace) ?? namespace;
}

const caseless: ReadonlySet<string> = new Set(['apk', 'deb', 'docker', 'github', 'oci', 'pypi', 'rpm']);

function spelled(type: string, text: string): string {
  const lower = caseless.has(type) ? text.toLowerCase() : text;
  return type === 'pypi' ? lower.replaceAll(/[-_.]+/g, '-') : lower;
}
