import { elfOffset } from './elf-addresses.js';
import { machOOffset } from './mach-o-addresses.js';
import { peOffset } from './pe-addresses.js';

/** Place in a program of what is loaded to an address; null: its head tells of nothing there. */
export function addressedOffset(head: Buffer, address: number): number | null {
  return elfOffset(head, address) ?? peOffset(head, address) ?? machOOffset(head, address);
}
