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

/** Whether a file that begins so, with four bytes or more, is a program. */
export function isProgramHead(head: Buffer): boolean {
  return programs.some((start) => head.subarray(0, start.length).equals(start));
}
