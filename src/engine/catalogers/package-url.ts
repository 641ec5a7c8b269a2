/** The parts of a package URL (https://github.com/package-url/purl-spec). */
export interface PackageUrlParts {
  readonly type: string;
  /** Its segments are parted by `/`. */
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string;
  /** Those that are null are left out. */
  readonly qualifiers?: Readonly<Record<string, string | null>>;
}

/** The canonical form: percent-encoded, qualifiers sorted by key. */
export function packageUrl({ type, namespace, name, version, qualifiers = {} }: PackageUrlParts): string {
  const path = [type, ...(namespace?.split('/') ?? []), name].map(encoded).join('/');
  const query = Object.entries(qualifiers)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${encoded(value)}`]))
    .sort()
    .join('&');
  return `pkg:${path}@${encoded(version)}${query && `?${query}`}`;
}

/** Letters, digits and `.-_~:` stand for themselves. */
function encoded(text: string): string {
  if (/^[A-Za-z0-9._~:-]*$/.test(text)) return text;
  return [...new TextEncoder().encode(text)].map(encodedByte).join('');
}

function encodedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z0-9._~:-]/.test(character)) return character;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
