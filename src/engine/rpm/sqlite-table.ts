import { UnreadableFileError } from '../model/file-reader.js';
import type { BoundedView } from './bounded-view.js';

const magic = 'SQLite format 3\0';
const pageTypes = { interiorTable: 0x05, leafTable: 0x0d } as const;
const fileHeaderBytes = 100;
/** Pages below each other in a tree; a real one has three or four. */
const deepestTree = 20;
const longestRecord = 32 * 1024 * 1024;

/** A value of a row: null, a number up to 48 bits, a text, or bytes. */
export type SqliteValue = null | number | string | Uint8Array;

/** Whether the file is a database of SQLite (https://sqlite.org/fileformat2.html). */
export function isSqlite(view: BoundedView): boolean {
  return view.length >= fileHeaderBytes && Buffer.from(view.slice(0, 16)).toString('latin1') === magic;
}

/**
 * The rows of a table, in the order of their ids; nothing when there is no such table. What a write-ahead log beside the
 * file holds is not seen.
 * @throws UnreadableFileError where it is broken, after the rows before that place
 */
export function* sqliteRows(view: BoundedView, table: string): Generator<SqliteValue[]> {
  const stated = view.u16(16);
  const pageBytes = stated === 1 ? 65_536 : stated;
  if (pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0)
    throw new UnreadableFileError(`it states pages of ${pageBytes} bytes`);
  const file = new SqliteFile(view, pageBytes, pageBytes - view.u8(20));
  for (const [type, name, , root] of file.rows(1)) {
    if (type === 'table' && name === table && typeof root === 'number') yield* file.rows(root);
  }
}

class SqliteFile {
  constructor(
    private readonly view: BoundedView,
    private readonly pageBytes: number,
    /** Bytes of a page that hold data. */
    private readonly usable: number,
  ) {
    if (usable < 480) throw new UnreadableFileError('its pages hold no data');
  }

  /** The rows of the tree under a page; 1-based. A page that comes up again is part of a circle. */
  *rows(root: number): Generator<SqliteValue[]> {
    const seen = new Set<number>();
    const open: { readonly page: number; readonly depth: number }[] = [{ page: root, depth: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { page, depth } = next;
      if (seen.has(page) || depth > deepestTree)
        throw new UnreadableFileError(`page ${page} is part of a circle`);
      seen.add(page);
      const start = this.startOf(page);
      const header = page === 1 ? start + fileHeaderBytes : start;
      const type = this.view.u8(header);
      const count = this.view.u16(header + 3);
      if (type === pageTypes.leafTable) yield* this.leaf(start, header + 8, count);
      else if (type === pageTypes.interiorTable) {
        open.push({ page: this.view.u32(header + 8), depth: depth + 1 });
        for (let index = count - 1; index >= 0; index -= 1) {
          const cell = start + this.view.u16(header + 12 + index * 2);
          open.push({ page: this.view.u32(cell), depth: depth + 1 });
        }
      } else throw new UnreadableFileError(`page ${page} is no page of a table`);
    }
  }

  private *leaf(start: number, pointers: number, count: number): Generator<SqliteValue[]> {
    for (let index = 0; index < count; index += 1) {
      const cell = start + this.view.u16(pointers + index * 2);
      const [length, afterLength] = this.varint(cell);
      const [, payload] = this.varint(afterLength);
      yield valuesOf(this.payload(payload, length));
    }
  }

  /** What does not fit into the cell stands on a chain of overflow pages. */
  private payload(at: number, length: number): Uint8Array {
    if (length > longestRecord || length > this.view.length)
      throw new UnreadableFileError(`a record states ${length} bytes`);
    const most = this.usable - 35;
    if (length <= most) return this.view.slice(at, length);
    const least = Math.floor(((this.usable - 12) * 32) / 255) - 23;
    const fitting = least + ((length - least) % (this.usable - 4));
    const local = fitting <= most ? fitting : least;
    const record = new Uint8Array(length);
    record.set(this.view.slice(at, local));
    let filled = local;
    for (let page = this.view.u32(at + local); filled < length;) {
      const start = this.startOf(page);
      const here = Math.min(this.usable - 4, length - filled);
      record.set(this.view.slice(start + 4, here), filled);
      filled += here;
      page = this.view.u32(start);
    }
    return record;
  }

  private startOf(page: number): number {
    if (page === 0) throw new UnreadableFileError('a page is missing');
    return (page - 1) * this.pageBytes;
  }

  private varint(at: number): [value: number, next: number] {
    return varintOf((offset) => this.view.u8(offset), at);
  }
}

/** Up to nine bytes, seven bits each, the highest first; lengths beyond 2^53 are none that a file can have. */
function varintOf(byteAt: (offset: number) => number, at: number): [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = byteAt(at + index);
    if (index === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return [value, at + index + 1];
  }
  return [value, at + 9];
}

/** The columns of a record: their types come first. */
function valuesOf(record: Uint8Array): SqliteValue[] {
  const byteAt = (offset: number): number => {
    const byte = record[offset];
    if (byte === undefined) throw new UnreadableFileError('a record ends before its columns do');
    return byte;
  };
  const [headerLength, afterLength] = varintOf(byteAt, 0);
  const values: SqliteValue[] = [];
  let body = headerLength;
  for (let at = afterLength; at < headerLength;) {
    const [type, next] = varintOf(byteAt, at);
    const length = lengthOf(type);
    if (body + length > record.length) throw new UnreadableFileError('a record ends before its columns do');
    values.push(valueOf(type, record.subarray(body, body + length)));
    body += length;
    at = next;
  }
  return values;
}

const integerLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function lengthOf(type: number): number {
  return integerLengths[type] ?? Math.floor((type - 12) / 2);
}

function valueOf(type: number, bytes: Uint8Array): SqliteValue {
  if (type >= 12) return type % 2 === 0 ? bytes : new TextDecoder().decode(bytes);
  if (type === 8 || type === 9) return type - 8;
  if (type === 0 || type === 7 || type === 6) return null;
  return Buffer.from(bytes).readIntBE(0, bytes.length);
}
