const names = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["x-api-key"]',
  '["proxy-authorization"]',
  'password',
  'passphrase',
  'secret',
  'token',
  'apiKey',
  'adminKey',
  'databaseUrl',
  'redisUrl',
  'connectionString',
];

/** Ways to the place of a field: the line itself, and up to three objects deep (`req.headers.authorization`). */
const parents = ['', '*', '*.*', '*.*.*'];

/** Fields whose values are never written, as paths of pino's `redact`. */
export const secretFields: readonly string[] = parents.flatMap((parent) =>
  names.map((name) => (parent === '' || name.startsWith('[') ? `${parent}${name}` : `${parent}.${name}`)),
);

/** What a secret looks like inside of a text. Each pattern stops at a quote, so a line stays valid JSON. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // The user information of a URL (RFC 3986, 3.2.1): the password goes, the user stays.
  [/(:\/\/[^\s:@/?#"\\]*:)[^\s@/?#"\\]+@/g, '$1[redacted]@'],
  [/\b((?:bearer|basic) )[A-Za-z0-9._~+/=-]{8,}/gi, '$1[redacted]'],
  [/\b(ihk_[0-9a-f]{32}_)[A-Za-z0-9_-]{43}/g, '$1[redacted]'],
];

/** Takes secrets out of one line of the log, wherever they stand in it. */
export function redactLine(line: string): string {
  return patterns.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
