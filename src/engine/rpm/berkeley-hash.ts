import { UnreadableFileError } from '../model/file-reader.js';
import type { BoundedView } from './bounded-view.js';

const hashMagic = 0x061561;
const pageTypes = { unsortedHash: 2, hash: 13, overflow: 7 } as const;
const itemTypes = { inline: 1, overflow: 3 } as const;
const pageHeaderBytes = 26;
/** Longest record; a real one has some hundred kilobytes. */
const longestRecord = 32 * 1024 * 1024;

/** Whether the file is a hash table of Berkeley DB, of either byte order (`Packages` before RHEL 9). */
export function isBerkeleyHash(view: BoundedView): boolean {
  return view.length >= 512 && (view.u32(12, true) === hashMagic || view.u32(12, false) === hashMagic);
}

/**
 * The values of a hash table, page by page; a value too long for a page stands on a chain of overflow pages.
 * @throws UnreadableFileError where it is broken, after the values before that place
 */
export function* berkeleyRecords(view: BoundedView): Generator<Uint8Array> {
  const isLittle = view.u32(12, true) === hashMagic;
  const pageBytes = view.u32(20, isLittle);
  if (pageBytes < 512 || pageBytes > 65_536 || (pageBytes & (pageBytes - 1)) !== 0)
    throw new UnreadableFileError(`it states pages of ${pageBytes} bytes`);
  const table = new HashTable(view, pageBytes, isLittle);
  const pages = Math.floor(view.length / pageBytes);
  for (let page = 1; page < pages; page += 1) yield* table.valuesOf(page);
  const last = view.u32(32, isLittle);
  if (last >= pages)
    throw new UnreadableFileError(`it is cut off: page ${last} is its last one, ${pages} are there`);
}

class HashTable {
  constructor(
    private readonly view: BoundedView,
    private readonly pageBytes: number,
    private readonly isLittle: boolean,
  ) {}

  *valuesOf(page: number): Generator<Uint8Array> {
    const start = page * this.pageBytes;
    const type = this.view.u8(start + 25);
    if (type !== pageTypes.hash && type !== pageTypes.unsortedHash) return;
    const count = this.view.u16(start + 20, this.isLittle);
    if (pageHeaderBytes + count * 2 > this.pageBytes)
      throw new UnreadableFileError(`page ${page} states ${count} items`);
    // Keys and values take turns.
    for (let index = 1; index < count; index += 2) {
      const value = this.valueAt(start, index);
      if (value) yield value;
    }
  }

  private valueAt(start: number, index: number): Uint8Array | null {
    const offset = this.offsetOf(start, index);
    const type = this.view.u8(start + offset);
    if (type === itemTypes.overflow)
      return this.chain(
        this.view.u32(start + offset + 4, this.isLittle),
        this.view.u32(start + offset + 8, this.isLittle),
      );
    if (type !== itemTypes.inline) return null;
    const end = this.offsetOf(start, index - 1);
    return this.view.slice(start + offset + 1, end - offset - 1);
  }

  /** Items stand from the end of the page towards its middle. */
  private offsetOf(start: number, index: number): number {
    const offset = this.view.u16(start + pageHeaderBytes + index * 2, this.isLittle);
    if (offset >= this.pageBytes)
      throw new UnreadableFileError(`an item lies outside of its page at byte ${start}`);
    return offset;
  }

  private chain(first: number, length: number): Uint8Array {
    if (length > longestRecord || length > this.view.length)
      throw new UnreadableFileError(`a record states ${length} bytes`);
    const record = new Uint8Array(length);
    let filled = 0;
    for (let page = first; filled < length;) {
      const start = page * this.pageBytes;
      if (page === 0 || this.view.u8(start + 25) !== pageTypes.overflow)
        throw new UnreadableFileError(`page ${page} is not the next one of a record`);
      const here = this.view.u16(start + 22, this.isLittle);
      if (here === 0 || here > this.pageBytes - pageHeaderBytes)
        throw new UnreadableFileError(`page ${page} states ${here} bytes of a record`);
      record.set(this.view.slice(start + pageHeaderBytes, Math.min(here, length - filled)), filled);
      filled += here;
      page = this.view.u32(start + 16, this.isLittle);
    }
    return record;
  }
}
