import { crc32, inflateRawSync } from 'node:zlib';
import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';

/** A file in a zip. */
export interface ZipEntry {
  /** As the zip writes it. */
  readonly path: string;
  /** Bytes, uncompressed, as the directory states them. */
  readonly size: number;
  readonly compressedSize: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** CRC-32 of what is in it, uncompressed. */
  readonly checksum: number;
  readonly headerOffset: number;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const longestComment = 0xffff;
const directorySignature = 0x02014b50;
const directoryBytes = 46;
const localSignature = 0x04034b50;
const localBytes = 30;
const zip64EndSignature = 0x06064b50;
const zip64LocatorSignature = 0x07064b50;
const mostEntries = 200_000;
const stored = 0;
const deflated = 8;

/**
 * A zip that is in memory, read by its directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). What
 * stands before the zip, as before jars that are programs, is passed over. Nothing is unpacked before it is asked for.
 */
export class ZipFile {
  private readonly view: Buffer;
  /** Bytes before the zip. */
  private readonly prefix: number;
  readonly entries: readonly ZipEntry[];

  /** @throws UnreadableFileError when it is no zip, is damaged, or has more than 200,000 entries */
  constructor(content: Uint8Array) {
    this.view = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const end = endOf(this.view);
    const { count, size, offset, at } = directoryOf(this.view, end);
    this.prefix = at - size - offset;
    if (this.prefix < 0 || count > mostEntries) throw damage('its directory is not where its end says');
    this.entries = this.readDirectory(at - size, at, count);
  }

  /**
   * An entry's content.
   * Takes no more memory than the directory states for it.
   * @throws UnreadableFileError when it is damaged, encrypted, compressed in an unknown way, or larger than `limit` bytes
   */
  content(entry: ZipEntry, limit: number): Uint8Array {
    const name = quoted(entry.path);
    if (entry.isEncrypted) throw new UnreadableFileError(`${name} is encrypted`);
    if (entry.size > limit)
      throw new UnreadableFileError(`${name} has ${entry.size} bytes; at most ${limit} are read`);
    const at = entry.headerOffset + this.prefix;
    if (at + localBytes > this.view.length || this.view.readUInt32LE(at) !== localSignature) {
      throw damage(`${name} is not where the directory says`);
    }
    const start = at + localBytes + this.view.readUInt16LE(at + 26) + this.view.readUInt16LE(at + 28);
    const raw = this.view.subarray(start, start + entry.compressedSize);
    if (raw.length < entry.compressedSize) throw damage(`${name} is cut off`);
    const content = unpacked(raw, entry);
    if (content.length !== entry.size || crc32(content) !== entry.checksum) {
      throw damage(`${name} is not what its checksum was made of`);
    }
    return content;
  }

  private readDirectory(start: number, end: number, count: number): ZipEntry[] {
    const entries: ZipEntry[] = [];
    let at = start;
    while (entries.length < count) {
      if (at + directoryBytes > end || this.view.readUInt32LE(at) !== directorySignature) {
        throw damage(`its directory ends after ${entries.length} of ${count} entries`);
      }
      const nameBytes = this.view.readUInt16LE(at + 28);
      const extraBytes = this.view.readUInt16LE(at + 30);
      const nameEnd = at + directoryBytes + nameBytes;
      const name = this.view.subarray(at + directoryBytes, nameEnd);
      const extra = this.view.subarray(nameEnd, Math.min(end, nameEnd + extraBytes));
      entries.push({
        path: name.toString('utf8'),
        method: this.view.readUInt16LE(at + 10),
        checksum: this.view.readUInt32LE(at + 16),
        isEncrypted: (this.view.readUInt16LE(at + 8) & 1) !== 0,
        ...placesOf(this.view.subarray(at, at + directoryBytes), extra),
      });
      at = nameEnd + extraBytes + this.view.readUInt16LE(at + 32);
    }
    return entries;
  }
}

/** An entry's bytes, uncompressed. */
function unpacked(raw: Buffer, { path, method, size }: ZipEntry): Buffer {
  const name = quoted(path);
  if (method === stored) {
    if (raw.length !== size) throw damage(`${name} is stored with another size than the directory says`);
    return raw;
  }
  if (method !== deflated)
    throw new UnreadableFileError(`${name} is compressed in a way that is not read (${method})`);
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw damage(`${name} cannot be unpacked`);
  }
}

/** What does not fit into 32 bits stands, in this order, in the extra field 1. */
function placesOf(record: Buffer, extra: Buffer): Pick<ZipEntry, 'size' | 'compressedSize' | 'headerOffset'> {
  let wide = extra.subarray(0, 0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  const take = (offset: number): number => {
    const value = record.readUInt32LE(offset);
    if (value !== 0xffffffff || wide.length < 8) return value;
    const full = Number(wide.readBigUInt64LE());
    wide = wide.subarray(8);
    return full;
  };
  return { size: take(24), compressedSize: take(20), headerOffset: take(42) };
}

function damage(what: string): UnreadableFileError {
  return new UnreadableFileError(`the zip is damaged: ${what}`);
}

/** The last end record whose comment reaches to the end of the file. */
function endOf(view: Buffer): number {
  const least = Math.max(0, view.length - endBytes - longestComment);
  for (let at = view.length - endBytes; at >= least; at -= 1) {
    if (view.readUInt32LE(at) === endSignature && at + endBytes + view.readUInt16LE(at + 20) <= view.length)
      return at;
  }
  throw new UnreadableFileError('it is no zip: it has no end record');
}

/** How many entries the directory has, its bytes, its place as stated, and where it really ends. */
function directoryOf(view: Buffer, end: number): { count: number; size: number; offset: number; at: number } {
  const plain = {
    count: view.readUInt16LE(end + 10),
    size: view.readUInt32LE(end + 12),
    offset: view.readUInt32LE(end + 16),
    at: end,
  };
  const locator = end - 20;
  const isLarge = plain.count === 0xffff || plain.size === 0xffffffff || plain.offset === 0xffffffff;
  if (!isLarge || locator < 0 || view.readUInt32LE(locator) !== zip64LocatorSignature) return plain;
  const at = locator - 56;
  if (at < 0 || view.readUInt32LE(at) !== zip64EndSignature) throw damage('its 64-bit end record is missing');
  const wide = (offset: number) => Number(view.readBigUInt64LE(at + offset));
  return { count: wide(32), size: wide(40), offset: wide(48), at };
}
