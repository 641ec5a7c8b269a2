/** Attributes of an archive or of a part of it, by name in lower case. */
export type ManifestAttributes = ReadonlyMap<string, string>;

/** Packages with a version of their own that are looked at. */
const mostPackages = 100;
const versions = ['implementation-version', 'bundle-version', 'specification-version'];

/**
 * The main section's attributes (JAR file specification). Where it has no version, that of the implementation of the
 * archive's packages stands for it, when it is the same for all that state one, as archives of old have it.
 * @param hasClasses whether the archive has classes in a folder or below it: `org/example`
 */
export function manifestAttributes(
  text: string,
  hasClasses: (folder: string) => boolean,
): ManifestAttributes {
  const [main = '', ...parts] = text.replace(/\r\n?/g, '\n').split(/\n{2,}/, 10_000);
  const attributes = attributesOf(main);
  if (versions.some((name) => attributes.has(name))) return attributes;
  const stated = parts
    .map(attributesOf)
    .filter((part) => part.has('implementation-version'))
    .slice(0, mostPackages)
    .filter((part) => hasClasses((part.get('name') ?? '').replaceAll('.', '/').replace(/\/$/, '')))
    .map((part) => part.get('implementation-version'));
  const [version, ...others] = new Set(stated);
  return version === undefined || others.length > 0
    ? attributes
    : new Map([...attributes, ['implementation-version', version]]);
}

/** Lines longer than 72 bytes go on in the next one, after a space. */
function attributesOf(section: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const line of section.replace(/\n /g, '').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) attributes.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return attributes;
}
