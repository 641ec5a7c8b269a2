const opensshMagic = Buffer.from('openssh-key-v1\0', 'latin1');
const shortestKey = 32;

/** Label with `PRIVATE KEY`, and all up to the end mark, which may be missing. */
export const pemKeyPattern =
  /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]*(?:-(?!----)[^-]*)*(?:-----END [A-Z0-9 ]{1,64}-----)?/dg;

/**
 * What a private key in PEM is: `plain`, `encrypted` with a passphrase, or null when there is no key in it, as in texts
 * that only speak of keys. Line ends may be written as `\n`, as JSON and code do (RFC 7468, RFC 1421, RFC 4880, PROTOCOL.key
 * of OpenSSH).
 */
export function pemKeyKind(pem: string): 'plain' | 'encrypted' | null {
  const [begin = '', ...lines] = pem.split(/\\r\\n|\\n|\\r|\r\n|\n|\r/).map((line) => bare(line));
  if (!/-----END/.test(lines.at(-1) ?? '')) return null;
  const headers = lines.filter((line) => line.includes(':'));
  const body = lines.filter((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line)).join('');
  const key = Buffer.from(body, 'base64');
  if (key.length < shortestKey) return null;
  if (headers.some((line) => /^Proc-Type: 4,ENCRYPTED$/.test(line))) return 'encrypted';
  if (begin.includes('PGP')) return (key[0]! & 0x80) === 0 ? null : 'plain';
  if (key.subarray(0, opensshMagic.length).equals(opensshMagic)) return opensshKind(key);
  if (!isWholeSequence(key)) return null;
  return begin.includes('ENCRYPTED') ? 'encrypted' : 'plain';
}

/** The name of the cipher follows the magic, after its length. */
function opensshKind(key: Buffer): 'plain' | 'encrypted' {
  const start = opensshMagic.length + 4;
  return key.subarray(start, start + 4).toString('latin1') === 'none' ? 'plain' : 'encrypted';
}

/** A DER sequence that says to be as long as it is. */
function isWholeSequence(der: Buffer): boolean {
  if (der[0] !== 0x30) return false;
  const first = der[1]!;
  if (first < 0x80) return der.length >= first + 2;
  const count = first & 0x7f;
  if (count < 1 || count > 3) return false;
  return der.length >= der.readUIntBE(2, count) + 2 + count;
}

const longestLabel = 64;

/** Whether a label that begins at `at` speaks of a private key: most are certificates. */
export function isPemKeyAt(bytes: Uint8Array, at: number): boolean {
  const label = Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(longestLabel, bytes.length - at));
  return label.includes('PRIVATE KEY');
}

/** A line without what code and JSON put around it. */
function bare(line: string): string {
  const text = line.replace(/^[\s"',;]{1,64}/, '').replace(/[\s"',;\\]{1,64}$/, '');
  return text === '+' ? '' : text;
}
