import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape = /^(?:([0-9]+):)?([0-9][A-Za-z0-9.+~:-]*)$/;
const revisionShape = /^[A-Za-z0-9.+~]+$/;
/** dpkg holds epochs in a signed 32-bit integer. */
const greatestEpoch = 2_147_483_647;

const beforeEnd = 1;
const end = 2;
/** Letters keep their codes, which lie between `end` and this; all other characters follow them. */
const otherCharacters = 0x80;

/**
 * Debian's order, `[epoch:]upstream[-revision]` (deb-version(7)): stretches of non-digits and of digits take turns;
 * `~` sorts before everything, even the end; letters sort before other characters; digits compare as numbers.
 *
 * dpkg also orders versions that do not begin with a digit or hold other characters, with a warning; they have no key
 * here, because their order means nothing.
 */
export const dpkgOrder: VersionOrder = {
  id: 'dpkg',
  ecosystems: ['Debian', 'Echo', 'Ubuntu'],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, epoch = '', rest = ''] = parts;
    if (Number(epoch) > greatestEpoch || (epoch === '' && rest.includes(':'))) return null;
    const hyphen = rest.lastIndexOf('-');
    const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen);
    const revision = hyphen === -1 ? '' : rest.slice(hyphen + 1);
    if (hyphen !== -1 && !revisionShape.test(revision)) return null;
    const bytes = new KeyBytes().number(epoch);
    writePart(bytes, upstream);
    writePart(bytes, revision);
    return bytes.finish();
  },
};

/** An empty part reads as one empty stretch of non-digits and the number zero: it equals `0`. */
function writePart(bytes: KeyBytes, part: string): void {
  const pairs = part === '' ? [['', '', '']] : part.matchAll(/([^0-9]*)([0-9]*)/g);
  for (const [whole, characters = '', digits = ''] of pairs) {
    if (whole === '' && part !== '') continue;
    for (let index = 0; index < characters.length; index += 1)
      bytes.byte(weightOf(characters.charCodeAt(index)));
    bytes.byte(end).number(digits);
  }
  bytes.byte(end);
}

function weightOf(code: number): number {
  if (code === 0x7e) return beforeEnd;
  const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return isLetter ? code : otherCharacters + code;
}
