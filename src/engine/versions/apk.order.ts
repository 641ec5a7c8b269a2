import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape =
  /^([0-9]+)((?:\.[0-9]+)*)(?:([a-z])([0-9]*))?((?:_[a-z]+[0-9]*)*)(?:~([0-9A-Fa-f]+))?(?:-r([0-9]+))?$/;

/** What may come next in a version, in apk's order: a version that ends here lies between the two kinds of suffix. */
const next = {
  preRelease: { alpha: 1, beta: 2, pre: 3, rc: 4 },
  end: 5,
  revision: 6,
  commit: 7,
  suffixNumber: 8,
  postRelease: { cvs: 9, svn: 10, git: 11, hg: 12, p: 13 },
  letter: 14,
  component: 15,
  letterNumber: 16,
} as const;

const suffixes: ReadonlyMap<string, number> = new Map(
  Object.entries({ ...next.preRelease, ...next.postRelease }),
);

const fraction = 1;
const wholeNumber = 2;

/**
 * Alpine's order, `1.2.3b_rc4_p5~c0ffee-r6`, as apk-tools since 2.14 compares
 * (https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd): components after the first
 * that begin with 0 compare as text, as decimal fractions do. Older packages have a number after the letter
 * (`3.3.3p1`), which releases before 2.14 read.
 */
export const apkOrder: VersionOrder = {
  id: 'apk',
  ecosystems: [
    'Alpine',
    'Alpaquita',
    'BellSoft Hardened Containers',
    'Chainguard',
    'CleanStart',
    'MinimOS',
    'Wolfi',
  ],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, first = '', components = '', letter = '', number = '', suffixText = '', commit, revision] =
      parts;
    const bytes = new KeyBytes().number(first);
    for (const [, digits = ''] of components.matchAll(/\.([0-9]+)/g)) writeComponent(bytes, digits);
    if (letter !== '') bytes.byte(next.letter).byte(letter.charCodeAt(0));
    if (number !== '') bytes.byte(next.letterNumber).number(number);
    for (const [, name = '', digits = ''] of suffixText.matchAll(/_([a-z]+)([0-9]*)/g)) {
      const suffix = suffixes.get(name);
      if (suffix === undefined) return null;
      bytes.byte(suffix);
      if (digits !== '') bytes.byte(next.suffixNumber).number(digits);
    }
    if (commit !== undefined) bytes.byte(next.commit).terminated(commit);
    if (revision !== undefined) bytes.byte(next.revision).number(revision);
    return bytes.byte(next.end).finish();
  },
};

function writeComponent(bytes: KeyBytes, digits: string): void {
  bytes.byte(next.component);
  if (digits.startsWith('0')) bytes.byte(fraction).terminated(digits);
  else bytes.byte(wholeNumber).number(digits);
}
