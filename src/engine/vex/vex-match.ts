import type { JudgedTarget } from '../policy/exemption-rule.js';
import { repositoryOf } from '../policy/repository.js';
import { isInVersRange } from './vers-range.js';
import { isImagePurl, namesPackage, parseVexPurl, rangedVersion, type ParsedPurl } from './vex-purl.js';
import { holdsPackages } from './vex-reader.js';
import type { VexProduct, VexSubject } from './vex-statement.js';
import { withoutEnd } from '../text/ends.js';

/** The component that a finding is about. */
export interface VexComponent {
  readonly ecosystem: string;
  readonly version: string;
  readonly purl: string;
  /** Package URL of the program that it is part of, or `anyProgram`; absent: of none, or that is not known. */
  readonly program?: string | undefined;
}

/** Of a component whose program is looked up later: it may be any. */
export const anyProgram = '*';

/**
 * Whether a statement's product is the component on the target, or what holds it there. What cannot be read fits
 * nothing, and so does what is named by nothing that is known.
 */
export function fitsProduct(product: VexProduct, component: VexComponent, target: JudgedTarget): boolean {
  const other = turned(product);
  return isAbout(product, component, target) || (other !== null && isAbout(other, component, target));
}

function isAbout({ part, within }: VexProduct, component: VexComponent, target: JudgedTarget): boolean {
  if (part === null && within.length === 0) return false;
  const found = parsed(component.purl);
  const isPart = part === null || isComponent(part, component, found);
  const holds = (whole: VexSubject) =>
    isTarget(whole, target) || isPlatform(whole, found) || isProgram(whole, component);
  return isPart && within.every(holds);
}

/** Some name the package as the product, and the image or the program that holds it as its part. */
function turned({ part: holder, within }: VexProduct): VexProduct | null {
  const [part, ...others] = within.filter((whole) => !holdsPackages(whole));
  if (holder === null || part === undefined || others.length > 0) return null;
  return { part, within: [holder, ...within.filter((whole) => whole !== part)] };
}

/** The program that the component was built into, wherever it was found. */
function isProgram(whole: VexSubject, { program }: VexComponent): boolean {
  if (program === undefined || whole.purls.length === 0) return false;
  if (program === anyProgram) return true;
  const found = parsed(program);
  return found !== null && isNamed(whole, found, 'Go', found.version ?? '');
}

function isComponent(part: VexSubject, component: VexComponent, found: ParsedPurl | null): boolean {
  return found !== null && isNamed(part, found, component.ecosystem, component.version);
}

/** @param own version of what was found, as its ecosystem writes it */
function isNamed({ purls, range }: VexSubject, found: ParsedPurl, ecosystem: string, own: string): boolean {
  return purls.some((purl) => {
    const stated = parsed(purl);
    if (stated === null || isImagePurl(stated) || !namesPackage(stated, found)) return false;
    return range === null || isInVersRange(range, ecosystem, rangedVersion(stated, found, own));
  });
}

function isTarget({ purls, digests }: VexSubject, target: JudgedTarget): boolean {
  if (digests.some((digest) => target.digests.includes(digest))) return true;
  return purls.some((purl) => {
    const stated = parsed(purl);
    return stated !== null && isImagePurl(stated) && namesImage(stated, target);
  });
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/**
 * An image by its digest, or by a repository that it was seen under. An architecture without a digest fits nothing:
 * names do not tell for which one an image is.
 */
function namesImage(
  { type, namespace, name, version, qualifiers }: ParsedPurl,
  target: JudgedTarget,
): boolean {
  if (version !== null && digestPattern.test(version)) return target.digests.includes(version);
  if (qualifiers.has('arch')) return false;
  const tag = qualifiers.get('tag') ?? version;
  const stated = qualifiers.get('repository_url') ?? '';
  const path = namespace === '' ? name : `${namespace}/${name}`;
  const repository = type === 'docker' ? fullName(stated === '' ? path : `${stated}/${path}`) : stated;
  return target.references.some((reference) => {
    const seen = repositoryOf(reference);
    if (tag !== null && reference.slice(seen.length).split('@', 1)[0] !== `:${tag}`) return false;
    if (repository === '') return fullName(seen) === fullName(path);
    return fullName(seen) === fullName(repository);
  });
}

const dockerHosts: ReadonlySet<string> = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'hub.docker.com',
]);

/** With the registry and `library/` that Docker leaves out. */
function fullName(repository: string): string {
  const plain = withoutEnd(repository.replace(/^https?:\/\//, ''), '/').toLowerCase();
  const [first = '', ...rest] = plain.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = isHost ? first : 'docker.io';
  const path = isHost ? rest : [first, ...rest];
  const own = dockerHosts.has(host) ? 'docker.io' : host;
  return `${own}/${own === 'docker.io' && path.length === 1 ? 'library/' : ''}${path.join('/')}`;
}

/** What platforms are called: vendor and product of a CPE, and the `ID` of their os-release. */
const platforms: ReadonlyMap<string, string> = new Map([
  ['redhat:enterprise_linux', 'rhel'],
  ['debian:debian_linux', 'debian'],
  ['canonical:ubuntu_linux', 'ubuntu'],
  ['alpinelinux:alpine_linux', 'alpine'],
  ['almalinux:almalinux', 'almalinux'],
]);

/** A release of a distribution, as the component was found on it; another edition of it is another platform. */
function isPlatform({ cpes }: VexSubject, found: ParsedPurl | null): boolean {
  const distro = found?.qualifiers.get('distro') ?? '';
  const dash = distro.lastIndexOf('-');
  const [id, release] = [distro.slice(0, dash), distro.slice(dash + 1)];
  if (dash <= 0) return false;
  return cpes.some((cpe) => {
    const [, vendor = '', product = '', version = ''] =
      /^cpe:(?:\/|2\.3:)[aoh]:([^:]*):([^:]*):([^:]*)/.exec(cpe) ?? [];
    if (platforms.get(`${vendor}:${product}`) !== id || !/^[0-9]/.test(version)) return false;
    return release === version || release.startsWith(`${version}.`);
  });
}

/** Package URLs are met again and again; so many are kept taken apart. */
const kept = new Map<string, ParsedPurl | null>();
const mostKept = 20_000;

function parsed(purl: string): ParsedPurl | null {
  const known = kept.get(purl);
  if (known !== undefined) return known;
  const value = parseVexPurl(purl);
  if (kept.size >= mostKept) kept.clear();
  kept.set(purl, value);
  return value;
}
