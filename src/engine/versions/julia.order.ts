import { writeIdentifiers } from './identifiers.js';
import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const shape = new RegExp(
  `^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(-|-${identifiers}|[A-Za-z][0-9A-Za-z-]*(?:\\.[0-9A-Za-z-]+)*)?(?:\\+(${identifiers}))?$`,
);

/** After everything that a pre-release can begin with. */
const release = 3;

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
    if (preRelease === undefined) bytes.byte(release);
    else writeIdentifiers(bytes, preRelease.replace(/^-/, ''));
    return writeIdentifiers(bytes, build).finish();
  },
};
