import { numberAt } from './number-at.js';

/** A real program has about ten sections; each has a header of 40 bytes. */
const mostSections = 96;
const sectionBytes = 40;
/** Where the base of all addresses stands in the optional header, by its magic, and its bytes (PE format, "Optional Header"). */
const bases: ReadonlyMap<number, { at: number; width: 4 | 8 }> = new Map([
  [0x10b, { at: 28, width: 4 }],
  [0x20b, { at: 24, width: 8 }],
]);

/** Place in a PE program of what is loaded to an address; null: its head tells of nothing there, or it is no PE. */
export function peOffset(head: Buffer, address: number): number | null {
  if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return null;
  const start = numberAt(head, 60, 4, true);
  const optional = start + 24;
  if (optional + 32 > head.length || head.toString('latin1', start, start + 4) !== 'PE\0\0') return null;
  const base = bases.get(numberAt(head, optional, 2, true));
  if (!base) return null;
  const relative = address - numberAt(head, optional + base.at, base.width, true);
  const sections = optional + numberAt(head, start + 20, 2, true);
  const count = Math.min(numberAt(head, start + 6, 2, true), mostSections);
  for (let index = 0; index < count; index += 1) {
    const section = sections + index * sectionBytes;
    if (section + sectionBytes > head.length) return null;
    const within = relative - numberAt(head, section + 12, 4, true);
    if (within >= 0 && within < numberAt(head, section + 16, 4, true))
      return numberAt(head, section + 20, 4, true) + within;
  }
  return null;
}
