/** First bytes of programs: ELF, PE, Mach-O of either width and byte order or for several processors, and WebAssembly. */
const programs = [
  '7f454c46',
  '4d5a',
  'cffaedfe',
  'cefaedfe',
  'feedfacf',
  'feedface',
  'cafebabe',
  '0061736d',
].map((hex) => Buffer.from(hex, 'hex'));

/** Bytes by which every program is told. */
export const decisiveBytes = 4;

/** Whether a file that begins so, with four bytes or more, is a program. */
export function isProgramHead(head: Uint8Array): boolean {
  return programs.some((start) => start.every((byte, index) => head[index] === byte));
}

/** Whether the first piece of a file is enough to see that it is no program. */
export function isOtherHead(piece: Uint8Array): boolean {
  return piece.length >= decisiveBytes && !isProgramHead(piece);
}
