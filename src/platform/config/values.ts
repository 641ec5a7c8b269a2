import { createPrivateKey } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isKnownEcosystem } from '../../engine/advisories/ecosystems.js';
import { isNetwork } from '../outbound/address-rules.js';
import { withoutEnd } from '../../engine/text/ends.js';

/** How the text of one variable becomes a value. */
export interface ValueKind<Value> {
  /** Completes "expected …". */
  readonly expected: string;
  readonly schema: z.ZodType<Value, string>;
}

/** A path, made absolute against the working directory. */
export const folder: ValueKind<string> = {
  expected: 'the path of a folder',
  schema: z
    .string()
    .refine((text) => !text.includes('\0'))
    .transform((text) => resolve(text)),
};

/** A whole number in decimal digits. */
export function wholeNumber(least: number, most: number): ValueKind<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    schema: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.int().min(least).max(most)),
  };
}

/** Numbers of days, parted by commas; none: an empty list. */
export const dayList: ValueKind<readonly number[]> = {
  expected: 'whole numbers of days from 1 to 365, parted by commas, as in 14,7,1; or none',
  schema: z
    .string()
    .regex(/^(none|\d{1,3}( *, *\d{1,3}){0,9})$/)
    .transform((text) => (text === 'none' ? [] : text.split(',').map((part) => Number(part.trim()))))
    .refine((days) => days.every((count) => count >= 1 && count <= 365)),
};

export const hostName: ValueKind<string> = {
  expected: 'an address or host name to listen on, without a port, as in 127.0.0.1, 0.0.0.0 or ::',
  schema: z.union([z.ipv4(), z.ipv6(), z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9.-]{0,252}$/)]),
};

export function oneOf<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  return { expected: `one of ${words.join(', ')}`, schema: z.enum(words) };
}

/** A URL of one of the schemes (`redis`, `rediss`), as it was written. */
export function connectionUrl(schemes: readonly string[], example: string): ValueKind<string> {
  return {
    expected: `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, as in ${example}`,
    schema: z.string().refine((text) => {
      const isWritten = schemes.some((scheme) => text.startsWith(`${scheme}://`));
      return isWritten && URL.canParse(text);
    }),
  };
}

/** The address of a service, without a slash at its end. */
export const serviceUrl: ValueKind<string> = {
  expected:
    'a URL that begins with http:// or https:// and holds no password, as in https://ironhull.example',
  schema: z
    .string()
    .refine((text) => {
      if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
      const { username, password, search, hash } = new URL(text);
      return username + password + search + hash === '';
    })
    .transform((text) => text.replace(/\/$/, '')),
};

/** A file or folder on this machine, or a URL of https; plain http only from this machine itself. */
export const feedSource: ValueKind<string> = {
  expected:
    'an absolute path, or a URL that begins with https:// and holds no password, as in https://mirror.example/osv',
  schema: z
    .string()
    .refine((text) => {
      if (text.startsWith('/')) return !text.includes('\0');
      if (!URL.canParse(text)) return false;
      const { protocol, hostname, username, password, hash } = new URL(text);
      const isSafe = protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
      return isSafe && username + password + hash === '';
    })
    .transform((text) => withoutEnd(text, '/')),
};

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Names of ecosystems as OSV writes them, without releases, separated by commas. */
export const ecosystems: ValueKind<readonly string[]> = {
  expected: 'names of ecosystems as OSV writes them, separated by commas, as in Debian,npm,PyPI',
  schema: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => !name.includes(':') && isKnownEcosystem(name))),
};

export const policyName: ValueKind<string> = {
  expected: "a policy's name: lower-case letters, digits, dots and hyphens, as in baseline",
  schema: z.string().regex(/^[a-z][a-z0-9.-]{0,99}$/),
};

/** Printable ASCII without spaces: what fits into a header. */
export const key: ValueKind<string> = {
  expected: 'a key of at most 200 printable characters without spaces',
  schema: z.string().regex(/^[\x21-\x7e]{1,200}$/),
};

/** A URI, or a reference to one. */
export const reference: ValueKind<string> = {
  expected: 'a URI of at most 500 printable characters without spaces, as in urn:ironhull:production',
  schema: z.string().regex(/^[\x21-\x7e]{1,500}$/),
};

/** Networks in CIDR notation, separated by commas. */
export const networks: ValueKind<readonly string[]> = {
  expected: 'networks separated by commas, as in 10.1.0.0/16,fd00::/8',
  schema: z
    .string()
    .transform((text) => text.split(',').map((network) => network.trim()))
    .refine((list) => list.every(isNetwork)),
};

/** What keys are derived from: at least 32 characters, so that it is not guessed. */
export const passphrase: ValueKind<string> = {
  expected: 'a secret of 32 to 1000 characters',
  schema: z.string().min(32).max(1_000),
};

/** A private key of Ed25519 in PKCS8, as PEM. */
export const ed25519Key: ValueKind<string> = {
  expected: 'a private key of Ed25519 (PKCS8, PEM), as `openssl genpkey -algorithm ed25519` writes it',
  schema: z.string().refine(isEd25519Key),
};

function isEd25519Key(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

const unitBytes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** A size in bytes: `20GiB`, `500 MB`, `1048576`. */
export const byteSize: ValueKind<number> = {
  expected: `a size above 0 with a unit (${Object.keys(unitBytes).join(', ')}), as in 20GiB`,
  schema: z
    .string()
    .regex(/^\d{1,15} ?(?:B|[kMGT]B|[KMGT]iB)?$/)
    .transform((text) => {
      const unit = text.replace(/^\d+ ?/, '') || 'B';
      return Number.parseInt(text, 10) * (unitBytes[unit] ?? Number.NaN);
    })
    .pipe(z.number().min(1).max(Number.MAX_SAFE_INTEGER)),
};

/** The cores this process may use, within the limits of a worker. */
export function coreCount(): number {
  return Math.min(64, Math.max(1, availableParallelism()));
}
