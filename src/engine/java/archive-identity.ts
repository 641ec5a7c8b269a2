import { isLanguageText, type LanguagePackage } from '../catalogers/language-component.js';

/** Coordinates as `pom.properties` states them; null when it does not state all of them. */
export function propertiesIdentity(text: string): LanguagePackage | null {
  const stated = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
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

/** Lines longer than 72 bytes go on in the next one, after a space (JAR file specification). */
export function manifestAttributes(text: string): Map<string, string> {
  const main = text.replace(/\r\n?/g, '\n').split('\n\n', 1)[0] ?? '';
  const attributes = new Map<string, string>();
  for (const line of main.replace(/\n /g, '').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) attributes.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return attributes;
}

const fileShape = /^(.+?)[-_.]v?(\d[^/]*)$/;

/**
 * What an archive is by its manifest and its name, where it holds no `pom.properties`. The artifact is the file's name
 * without its version; the group is what the manifest calls the vendor's or the bundle's name. Null: it does not say.
 */
export function manifestIdentity(
  attributes: ReadonlyMap<string, string>,
  fileName: string,
): LanguagePackage | null {
  const base = fileName.replace(/\.[a-z]+$/i, '');
  const [, fileArtifact, fileVersion] = fileShape.exec(base) ?? [];
  const symbolicName = attributes.get('bundle-symbolicname')?.split(';', 1)[0]?.trim();
  const artifact = fileArtifact ?? base;
  const version = [
    fileVersion,
    attributes.get('implementation-version'),
    attributes.get('bundle-version'),
    attributes.get('specification-version'),
  ].find((one) => one !== undefined && /^[0-9v]/.test(one) && isLanguageText(one));
  return coordinates(groupOf(attributes, symbolicName, artifact), artifact, version);
}

/**
 * Maven's bundle plugin names a bundle `group.artifact`, without what the artifact repeats of the group's end: by
 * `org.apache.commons.lang3` and `commons-lang3` the group is `org.apache.commons`.
 */
function groupOf(
  attributes: ReadonlyMap<string, string>,
  symbolicName: string | undefined,
  artifact: string,
): string | undefined {
  const vendor = attributes.get('implementation-vendor-id');
  if (vendor !== undefined && isGroup(vendor)) return vendor;
  if (symbolicName === undefined || !isGroup(symbolicName)) return undefined;
  const parts = symbolicName.split('.');
  const last = parts.at(-1)!;
  if (last.includes('-') && last === artifact) return parts.slice(0, -1).join('.');
  for (let count = parts.length - 1; count > 1; count -= 1) {
    if (parts.slice(-count).join('-') === artifact) return parts.slice(0, 1 - count).join('.');
  }
  return symbolicName;
}

function isGroup(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+$/.test(text);
}
