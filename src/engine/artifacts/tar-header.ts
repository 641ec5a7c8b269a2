import { ArchiveError } from './archive-error.js';
import { decodeField } from './tar-text.js';

/** Bytes of a tar block: headers are one, bodies are padded to a multiple. */
export const blockBytes = 512;

/**
 * One header block as it stands, before long-name and PAX headers are applied. Field offsets:
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar) and
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html (GNU).
 */
export interface HeaderBlock {
  path: string;
  linkPath: string;
  /** Character code of the type flag. */
  typeFlag: number;
  mode: number;
  uid: number;
  gid: number;
  /** Bytes of the body as stored. */
  size: number;
  /** GNU sparse files: bytes of the file itself. */
  realSize: number | null;
  /** GNU sparse files: whether a block with more of the map follows. */
  isExtended: boolean;
}

const gnuSparse = 0x53;
const maxId = 0xffff_ffff;
/** The checksum's own field counts as eight spaces. */
const checksumBlanks = 8 * 0x20;
const posixMagic = Buffer.from('ustar\0', 'latin1');
const starMagic = Buffer.from('tar\0', 'latin1');

/** Whether the block is all zeros: half of the end-of-archive mark. */
export function isZeroBlock(block: Buffer, offset: number): boolean {
  for (let index = offset; index < offset + blockBytes; index++) if (block[index] !== 0) return false;
  return true;
}

/**
 * Parses a header block.
 * @param where names the block in error messages.
 * @throws ArchiveError `corrupt` when the checksum is wrong or a number is none.
 */
export function parseHeaderBlock(block: Buffer, offset: number, where: () => string): HeaderBlock {
  verifyChecksum(block, offset, where);
  const typeFlag = block[offset + 156]!;
  const isSparse = typeFlag === gnuSparse;
  return {
    path: pathOf(block, offset),
    linkPath: decodeField(block, offset + 157, 100),
    typeFlag,
    mode: numberField(block, offset + 100, 8, where) & 0o7777,
    uid: idField(block, offset + 108, where),
    gid: idField(block, offset + 116, where),
    size: numberField(block, offset + 124, 12, where),
    realSize: isSparse ? numberField(block, offset + 483, 12, where) : null,
    isExtended: isSparse && block[offset + 482] !== 0,
  };
}

/** Only POSIX headers (`ustar`, NUL) have a prefix; GNU keeps other things there. */
function pathOf(block: Buffer, offset: number): string {
  const name = decodeField(block, offset, 100);
  if (block[offset + 345] === 0 || !hasMagic(block, offset + 257, posixMagic)) return name;
  const isStar = hasMagic(block, offset + 508, starMagic);
  return `${decodeField(block, offset + 345, isStar ? 131 : 155)}/${name}`;
}

function hasMagic(block: Buffer, start: number, magic: Buffer): boolean {
  return block.compare(magic, 0, magic.length, start, start + magic.length) === 0;
}

function idField(block: Buffer, start: number, where: () => string): number {
  const id = numberField(block, start, 8, where);
  if (id > maxId) throw new ArchiveError('corrupt', `${where()}: owner id ${id} is out of range`);
  return id;
}

/** An octal number with spaces or NULs around it, or GNU's base-256 number; empty is 0. */
function numberField(block: Buffer, start: number, length: number, where: () => string): number {
  if (block[start]! >= 0x80) return base256Field(block, start, length, where);
  let index = start;
  const end = start + length;
  while (index < end && block[index] === 0x20) index++;
  let value = 0;
  for (; index < end; index++) {
    const digit = block[index]! - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; index < end; index++) {
    if (block[index] !== 0x20 && block[index] !== 0) {
      throw new ArchiveError('corrupt', `${where()}: a number has the character code ${block[index]}`);
    }
  }
  return value;
}

function base256Field(block: Buffer, start: number, length: number, where: () => string): number {
  if (block[start]! & 0x40) throw new ArchiveError('corrupt', `${where()}: a number is negative`);
  let value = block[start]! & 0x3f;
  for (let index = start + 1; index < start + length; index++) value = value * 256 + block[index]!;
  if (!Number.isSafeInteger(value)) throw new ArchiveError('corrupt', `${where()}: a number is too large`);
  return value;
}

/** Some old writers summed signed bytes; both sums are accepted. */
function verifyChecksum(block: Buffer, offset: number, where: () => string): void {
  const stated = numberField(block, offset + 148, 8, where);
  let sum = checksumBlanks + sumOfBytes(block, offset, blockBytes);
  for (let index = offset + 148; index < offset + 156; index++) sum -= block[index]!;
  if (stated === sum || stated === sum - 256 * highBytesOf(block, offset)) return;
  throw new ArchiveError(
    'corrupt',
    `${where()}: the header's checksum is ${sum}, not ${stated} as it states`,
  );
}

/** Of so many bytes, a multiple of four and at most 1,024: two sums of 16 bits each are carried in one number. */
function sumOfBytes(block: Buffer, offset: number, count: number): number {
  const view = new DataView(block.buffer, block.byteOffset + offset, count);
  let [even, odd] = [0, 0];
  for (let index = 0; index < count; index += 4) {
    const four = view.getInt32(index, true);
    even += four & 0x00ff00ff;
    odd += (four >>> 8) & 0x00ff00ff;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
}

/** How many bytes outside the checksum field are above 0x7f. */
function highBytesOf(block: Buffer, offset: number): number {
  let count = 0;
  for (let index = offset; index < offset + blockBytes; index++) {
    if (index < offset + 148 || index >= offset + 156) count += block[index]! >>> 7;
  }
  return count;
}
