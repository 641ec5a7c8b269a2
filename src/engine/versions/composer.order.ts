import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const suffix =
  '(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?([0-9]+(?:[.-][0-9]+)*))?)?(?:[.-]?(dev))?(?:\\+[^\\s]+)?$';
const numbered = new RegExp(`^v?([0-9]+(?:\\.[0-9]+){0,3})${suffix}`);
/** `2010-01-02`, `20100102-203040.5`: dates, with the time of day. */
const dated = new RegExp(`^v?([0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3}){0,2})${suffix}`);

/** How stable a version is, in the order of PHP's `version_compare`. */
const stabilities: Readonly<Record<string, number>> = {
  alpha: 2,
  a: 2,
  beta: 3,
  b: 3,
  rc: 4,
  stable: 5,
  patch: 6,
  pl: 6,
  p: 6,
};
const released = 5;
const next = { end: 0, number: 1 } as const;
const development = { yes: 0, no: 1 } as const;

/**
 * Composer's order of versions that it normalises to numbers (https://getcomposer.org/doc/articles/versions.md): up to
 * four numbers, or a date, which may have more; a stability with numbers of its own, and `-dev` before each. Branches
 * (`dev-main`, `1.x-dev`) have no key.
 */
export const composerOrder: VersionOrder = {
  id: 'composer',
  ecosystems: ['Packagist'],
  key(version) {
    if (!isKeyable(version)) return null;
    const text = version.toLowerCase();
    const parts = numbered.exec(text) ?? dated.exec(text);
    if (!parts) return null;
    const [, digits = '', stability, numbers = '', dev] = parts;
    const [major = '', minor = '', patch = '', build = '', ...others] = digits.split(/[.:-]/);
    const bytes = new KeyBytes().number(major).number(minor).number(patch).number(build);
    for (const number of others) bytes.byte(released).byte(next.number).number(number);
    const rank = stability === undefined ? released : (stabilities[stability] ?? released);
    // A development version of a release is before its pre-releases.
    if (dev !== undefined && rank === released) return bytes.byte(1).finish();
    bytes.byte(rank);
    for (const number of rank === released ? [] : numbers.split(/[.-]/).filter(Boolean))
      bytes.byte(next.number).number(number);
    return bytes
      .byte(next.end)
      .byte(dev === undefined ? development.no : development.yes)
      .finish();
  },
};
