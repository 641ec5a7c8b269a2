import { isLanguageText, type LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { archiveName } from './archive-name.js';
import { knownGroup } from './known-groups.js';
import { readPom } from './pom-model.js';

/** Coordinates as `pom.properties` states them; null when it does not state all of them. */
export function propertiesIdentity(text: string): LanguagePackage | null {
  const stated = new Map<string, string>();
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*(groupId|artifactId|version)\s*[=:]\s*(\S+)\s*$/.exec(line) ?? [];
    if (key !== '' && !stated.has(key)) stated.set(key, value);
  }
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) => stated.get(key));
  return coordinates(group, artifact, version);
}

/** `group:artifact`. Where the group is not known it is taken to be called like the artifact, as those of old are. */
function coordinates(
  group: string | undefined,
  artifact: string | undefined,
  version: string | undefined,
): LanguagePackage | null {
  if (!isLanguageText(artifact) || !isLanguageText(version)) return null;
  const isResolved = ![group ?? '', artifact, version].some((part) => part.includes('${'));
  if (!isResolved || artifact.includes(':')) return null;
  const isKnown = isLanguageText(group) && !group.includes(':');
  return { name: `${isKnown ? group : artifact}:${artifact}`, version };
}

/**
 * Coordinates as the `pom.xml` below `META-INF/maven/<group>/<artifact>` states them or takes them from its parent; null
 * when its version is made of properties, or it cannot be read.
 */
export function pomIdentity(content: Uint8Array, group: string, artifact: string): LanguagePackage | null {
  try {
    const { version, parent } = readPom(content, new ReadProblems());
    return coordinates(group, artifact, version ?? parent?.version);
  } catch (error) {
    if (error instanceof UnreadableFileError) return null;
    throw error;
  }
}

/** What an archive shows of itself besides `pom.properties`. */
export interface ArchiveEvidence {
  /** Of the main section of the manifest. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly fileName: string;
  /** Group and artifact that a `META-INF/maven/<group>/<artifact>/pom.xml` stands for, where there is just one. */
  readonly pom: readonly [group: string, artifact: string] | null;
  /** The package that all classes are in, `org.example`; null: there are none, or they share no package of two names. */
  readonly commonPackage: string | null;
}

/**
 * What an archive is where no `pom.properties` says it: a plugin of Jenkins by its manifest; else the artifact is the
 * file's name without its version, and its group what is known of it, what the manifest calls the build, the vendor or
 * the bundle, or where its classes are. Null: it does not say.
 */
export function archiveIdentity(evidence: ArchiveEvidence): LanguagePackage | null {
  const { attributes, fileName, pom } = evidence;
  const plugin = coordinates(
    attributes.get('group-id'),
    attributes.get('short-name'),
    attributes.get('plugin-version')?.split(' ', 1)[0],
  );
  if (plugin) return plugin;
  const named = nameOf(fileName, attributes);
  // `1.4 1855 April 22 2006`: what follows the version tells of the build.
  const version = [
    named.version,
    attributes.get('implementation-version'),
    attributes.get('bundle-version'),
    attributes.get('specification-version'),
  ]
    .map((one) => one?.split(' ', 1)[0])
    .find((one) => one !== undefined && /^v?[0-9]/.test(one) && isLanguageText(one));
  if (pom) return coordinates(pom[0], pom[1], version);
  const group = groupOf(evidence, named.artifact, version ?? '');
  return coordinates(group, withoutGroup(named.artifact, group, attributes), version);
}

/**
 * Programs that sbt packages have their archives named `com.example.client_2.13-1.0.jar`, with the group: it is left out
 * where the title is what follows it.
 */
function withoutGroup(
  artifact: string,
  group: string | undefined,
  attributes: ReadonlyMap<string, string>,
): string {
  const rest = artifact.startsWith(`${group}.`) ? artifact.slice(`${group}.`.length) : '';
  const title = attributes.get('implementation-title');
  return rest !== '' && [rest, rest.replace(/_[0-9.]+$/, '')].includes(title ?? '') ? rest : artifact;
}

/**
 * What an archive is that holds `pom.properties` of others only, as one does that a build without Maven put together.
 * Null: it is one of those, or its manifest does not confirm what its file's name says.
 */
export function identityBesides(
  stated: readonly LanguagePackage[],
  evidence: ArchiveEvidence,
): LanguagePackage | null {
  const { artifact, version } = archiveName(evidence.fileName);
  const isStated = stated.some(
    ({ name }) => name.endsWith(`:${artifact}`) || name.replace(':', '.') === artifact,
  );
  if (isStated) return null;
  const { attributes } = evidence;
  const titles = ['implementation-title', 'bundle-symbolicname', 'bundle-name'];
  const isConfirmed =
    titles.some((name) => attributes.get(name) === artifact) ||
    (version !== null &&
      (attributes.get('implementation-version') === version || knownGroup(artifact, version) !== null));
  // A pom.xml in it is one of the others'.
  return isConfirmed ? archiveIdentity({ ...evidence, pom: null }) : null;
}

/** Apache Tomcat's own archives have the names of before it came from Maven. */
const tomcatArtifacts: ReadonlyMap<string, string> = new Map([
  ['catalina', 'tomcat-catalina'],
  ['jasper', 'tomcat-jasper'],
]);

function nameOf(fileName: string, attributes: ReadonlyMap<string, string>): ReturnType<typeof archiveName> {
  const named = archiveName(fileName);
  const isTomcat = attributes.get('implementation-title') === 'Apache Tomcat';
  return { ...named, artifact: (isTomcat && tomcatArtifacts.get(named.artifact)) || named.artifact };
}

function groupOf(
  { attributes, commonPackage }: ArchiveEvidence,
  artifact: string,
  version: string,
): string | undefined {
  const known = knownGroup(artifact, version) ?? buildGroup(attributes);
  if (known !== null) return known;
  const vendor = attributes.get('implementation-vendor-id');
  if (vendor !== undefined && isGroup(vendor) && !tooWide.has(vendor)) return vendor;
  const symbolicName = attributes.get('bundle-symbolicname')?.split(';', 1)[0]?.trim();
  if (symbolicName !== undefined && isGroup(symbolicName)) return bundleGroup(symbolicName, artifact);
  if (reversedDomain.test(artifact)) return bundleGroup(artifact, artifact);
  return commonPackage === null ? undefined : bundleGroup(commonPackage, artifact);
}

/** Vendors that are not the group of what they make. */
const tooWide: ReadonlySet<string> = new Set(['org.apache']);
/** An artifact that is called like a bundle. */
const reversedDomain = /^(?:com|edu|gov|io|net|org)(?:\.[A-Za-z0-9_-]+){2,}$/;

/** `org.example#artifact;1.0`, as builds with Ivy and Gradle write their title. */
function buildGroup(attributes: ReadonlyMap<string, string>): string | null {
  const [, group] = /^([^#;\s]+)#[^#;\s]+;/.exec(attributes.get('implementation-title') ?? '') ?? [];
  return group !== undefined && isGroup(group) ? group : null;
}

/** Classes that say nothing of the archive: in no package, of its content, or of Spring Boot, which starts it. */
const foreignClass = /^(?:META-INF|BOOT-INF|WEB-INF|org\/springframework\/boot\/loader)\/|^[^/]*$/;

/** The package that all classes are in, of at most three names; null: there are no classes, or they share less than two. */
export function commonPackageOf(paths: readonly string[]): string | null {
  let common: string[] | null = null;
  for (const path of paths) {
    if (!path.endsWith('.class') || foreignClass.test(path)) continue;
    const names: string[] = path.split('/', 4).slice(0, 3);
    if (path.split('/', 4).length < 4) names.pop();
    const other: number = common ? names.findIndex((name, index) => name !== common?.[index]) : -1;
    common = (common ?? names).slice(0, other === -1 ? names.length : other);
    if (common.length < 2) return null;
  }
  const text = common?.join('.') ?? '';
  return isGroup(text) ? text : null;
}

/**
 * Maven's bundle plugin names a bundle `group.artifact`, without what the artifact repeats of the group's end: by
 * `org.apache.commons.lang3` and `commons-lang3` the group is `org.apache.commons`. An artifact that is called like the
 * bundle is in the group before the last part.
 */
function bundleGroup(symbolicName: string, artifact: string): string {
  const parts = symbolicName.split('.');
  if (symbolicName === artifact && parts.length > 2) return parts.slice(0, -1).join('.');
  const last = parts.at(-1);
  const isRepeated = last === artifact && (artifact.includes('-') || parts.at(-2) === artifact);
  if (isRepeated) return parts.slice(0, -1).join('.');
  for (let count = parts.length - 1; count > 1; count -= 1) {
    if (parts.slice(-count).join('-') === artifact) return parts.slice(0, 1 - count).join('.');
  }
  return symbolicName;
}

function isGroup(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+$/.test(text);
}
