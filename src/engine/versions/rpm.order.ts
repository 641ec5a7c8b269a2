import { isKeyable, KeyBytes } from './key-bytes.js';
import type { VersionOrder } from './version-order.js';

const shape = /^(?:([0-9]+):)?([\x21-\x2c\x2e-\x39\x3b-\x7e]+)(?:-([\x21-\x2c\x2e-\x39\x3b-\x7e]+))?$/;

/** What a part goes on with, in rpm's order: `~` sorts before the end, `^` after it, text before numbers. */
const next = { tilde: 1, end: 2, caret: 3, text: 4, number: 5 } as const;

/**
 * rpm's order, `[epoch:]version[-release]` (rpm-version(7)): stretches of digits and of letters are compared in turn,
 * whatever stands between them; a number is later than letters; `~` is before everything, even the end; `^` is after the
 * end and before everything else. No epoch is epoch 0; no release is before every release.
 */
export const rpmOrder: VersionOrder = {
  id: 'rpm',
  ecosystems: [
    'AlmaLinux',
    'Azure Linux',
    'Mageia',
    'openEuler',
    'openSUSE',
    'Photon OS',
    'Red Hat',
    'Rocky Linux',
    'SUSE',
  ],
  key(version) {
    const parts = isKeyable(version) ? shape.exec(version) : null;
    if (!parts) return null;
    const [, epoch = '', upstream = '', release] = parts;
    if (!/[0-9]/.test(upstream)) return null;
    const bytes = new KeyBytes().number(epoch);
    writePart(bytes, upstream);
    if (release === undefined) return bytes.byte(0).finish();
    writePart(bytes.byte(1), release);
    return bytes.finish();
  },
};

function writePart(bytes: KeyBytes, part: string): void {
  for (const [piece] of part.matchAll(/[0-9]+|[A-Za-z]+|[~^]/g)) {
    if (piece === '~') bytes.byte(next.tilde);
    else if (piece === '^') bytes.byte(next.caret);
    else if (/[0-9]/.test(piece)) bytes.byte(next.number).number(piece);
    else bytes.byte(next.text).terminated(piece);
  }
  bytes.byte(next.end);
}
