import { elfSectionsEnd } from './elf.js';
import { loadedParts } from './loaded-parts.js';

/** Of a program, its first bytes that are looked at: its headers are within them, or are where the program ends. */
const programHeadBytes = 64 * 1024;

/** Keeps the head of a program that streams by. */
export class ProgramHead {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  write(piece: Uint8Array): void {
    if (this.length >= programHeadBytes) return;
    const part = Uint8Array.from(piece.subarray(0, programHeadBytes - this.length));
    this.pieces.push(part);
    this.length += part.length;
  }

  /** As `programEnd`. */
  end(): number | null {
    return this.length === 0 ? null : programEnd(Buffer.concat(this.pieces));
  }
}

/**
 * The least size that a program has by its headers (ELF, PE, Mach-O of one processor), in bytes; null: it does not say,
 * or it is no program. An ELF program goes by its sections, where it has any.
 * @param head the first `programHeadBytes`, or all of it
 */
export function programEnd(head: Buffer): number | null {
  const parts = loadedParts(head);
  if (parts === null) return null;
  return elfSectionsEnd(head) ?? parts.reduce((end, { offset, length }) => Math.max(end, offset + length), 0);
}
