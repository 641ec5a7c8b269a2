/** The parts of a package URL (https://github.com/package-url/purl-spec). */
export interface PackageUrlParts {
  readonly type: string;
  /** Its segments are parted by `/`. */
  readonly namespace: string | null;
  readonly name: string;
  /** Null: every version. */
  readonly version: string | null;
  /** Those that are null are left out. */
  readonly qualifiers?: Readonly<Record<string, string | null>>;
  /** A part of the package; its segments are parted by `/`. Absent or null: the whole of it. */
  readonly subpath?: string | null;
}

/** The canonical form: percent-encoded, qualifiers sorted by key. */
export function packageUrl(parts: PackageUrlParts): string {
  const { type, namespace, name, version, qualifiers = {}, subpath } = parts;
  const path = [type, ...(namespace?.split('/') ?? []), name].map(encoded).join('/');
  const query = Object.entries(qualifiers)
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${encoded(value)}`]))
    .sort()
    .join('&');
  const part = subpath ? `#${subpath.split('/').map(encoded).join('/')}` : '';
  const at = version === null ? '' : `@${encoded(version)}`;
  return `pkg:${path}${at}${query && `?${query}`}${part}`;
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
