import type { LoadedPart } from './loaded-part.js';
import { entriesAt, numberAt } from './number-at.js';

const sectionBytes = 40;
/** Where the base of all addresses stands in the optional header, by its magic, and its bytes (PE format, "Optional Header"). */
const bases: ReadonlyMap<number, { at: number; width: 4 | 8 }> = new Map([
  [0x10b, { at: 28, width: 4 }],
  [0x20b, { at: 24, width: 8 }],
]);

/** The sections of a PE program, as far as its head tells, but for what only fills them up; null: it is no PE. */
export function peParts(head: Buffer): LoadedPart[] | null {
  const start = numberAt(head, 60, 4, true);
  if (head.toString('latin1', 0, 2) !== 'MZ' || head.toString('latin1', start, start + 4) !== 'PE\0\0')
    return null;
  const optional = start + 24;
  const base = bases.get(numberAt(head, optional, 2, true));
  const first = base ? numberAt(head, optional + base.at, base.width, true) : 0;
  const sections = optional + numberAt(head, start + 20, 2, true);
  const parts: LoadedPart[] = [];
  for (const at of entriesAt(head, sections, numberAt(head, start + 6, 2, true), sectionBytes)) {
    const [used = 0, address = 0, stored = 0, offset = 0] = [8, 12, 16, 20].map((place) =>
      numberAt(head, at + place, 4, true),
    );
    if (stored > 0)
      parts.push({ address: first + address, offset, length: Math.min(used || stored, stored) });
  }
  return parts;
}
