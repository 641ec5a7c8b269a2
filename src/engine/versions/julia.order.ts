import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const shape = new RegExp(
  `^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(-|-${identifiers}|[A-Za-z][0-9A-Za-z-]*(?:\\.[0-9A-Za-z-]+)*)?(?:\\+(${identifiers}))?$`,
);

const next = { end: 0, numeric: 1, alphanumeric: 2, release: 3 } as const;

/**
 * Julia's order of VersionNumber (https://docs.julialang.org/en/v1/base/base/#Base.VersionNumber): Semantic Versioning,
 * where a pre-release needs no hyphen (`1.0rc1`), a hyphen alone is before all pre-releases, and the build counts: what
 * is built of a C library (`OpenSSL_jll`) is fixed by builds.
 */
export const juliaOrder: VersionOrder = {
  id: 'julia',
  ecosystems: ['Julia'],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, major = '', minor = '', patch = '', preRelease, build = ''] = parts;
    const bytes = new KeyBytes().number(major).number(minor).number(patch);
    if (preRelease === undefined) bytes.byte(next.release);
    else writeIdentifiers(bytes, preRelease.replace(/^-/, ''));
    return writeIdentifiers(bytes, build).finish();
  },
};

/** Numbers sort before text, and what ends before what goes on. */
function writeIdentifiers(bytes: KeyBytes, text: string): KeyBytes {
  for (const identifier of text === '' ? [] : text.split('.')) {
    if (/^[0-9]+$/.test(identifier)) bytes.byte(next.numeric).number(identifier);
    else bytes.byte(next.alphanumeric).terminated(identifier);
  }
  return bytes.byte(next.end);
}
