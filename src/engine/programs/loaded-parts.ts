import { elfParts } from './elf.js';
import type { LoadedPart } from './loaded-part.js';
import { machOParts } from './mach-o.js';
import { peParts } from './pe.js';

/** What a program (ELF, PE, Mach-O) is loaded from, as far as its head tells; null: it is none. */
export function loadedParts(head: Buffer): LoadedPart[] | null {
  return elfParts(head) ?? peParts(head) ?? machOParts(head);
}

/** Place in a program of what is loaded to an address; null: its head tells of nothing there. */
export function addressedOffset(head: Buffer, address: number): number | null {
  for (const part of loadedParts(head) ?? []) {
    const within = address - part.address;
    if (within >= 0 && within < part.length) return part.offset + within;
  }
  return null;
}
