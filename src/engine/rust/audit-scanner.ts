import { constants, inflateSync } from 'node:zlib';
import { decisiveBytes, isOtherHead, isProgramHead } from '../text/program-head.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { isObject, listOf, textAt, valueOf } from '../text/documents.js';
import { mayBeginText } from './zlib-head.js';

/** A crate in a program. */
export interface AuditedCrate {
  readonly name: string;
  readonly version: string;
}

/** Bytes that show whether a stream is the list. */
const windowBytes = 512;
/** Bytes of the list, compressed and not. */
const longestStream = 1024 * 1024;
const longestList = 16 * 1024 * 1024;
const beginning = '{"packages":';
const firstCharacter = beginning.charCodeAt(0);

/**
 * Looks in a program for the list that cargo-auditable puts into it, a zlib stream of JSON
 * (https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md), chunk by chunk. It is found by how it
 * begins, not by the table of sections, which stands behind it.
 */
export class AuditScanner {
  private state: 'head' | 'searching' | 'collecting' | 'done' = 'head';
  private kept: Buffer = Buffer.alloc(0);

  /** False: it needs no more. */
  write(chunk: Uint8Array): boolean {
    if (this.state === 'head' && this.kept.length === 0 && isOtherHead(chunk)) this.state = 'done';
    if (this.isDone()) return false;
    if (this.state === 'searching' && chunk.length > windowBytes) {
      this.searchOn(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    } else {
      this.kept = Buffer.concat([this.kept, chunk]);
      if (this.state === 'head' && this.kept.length >= decisiveBytes) {
        this.state = isProgramHead(this.kept) ? 'searching' : 'done';
      }
      if (this.state === 'searching') this.searchIn(this.kept, windowBytes);
    }
    const isFull = this.state === 'collecting' && this.kept.length >= longestStream;
    if (this.isDone()) this.kept = Buffer.alloc(0);
    return !isFull && !this.isDone();
  }

  /**
   * Null: there is no list.
   * @throws UnreadableFileError when the list is damaged
   */
  end(): AuditedCrate[] | null {
    if (this.state === 'searching') this.searchIn(this.kept, 2);
    return this.isCollecting() ? cratesIn(this.kept) : null;
  }

  private isDone(): boolean {
    return this.state === 'done';
  }

  private isCollecting(): boolean {
    return this.state === 'collecting';
  }

  /** Searches where what is kept and a chunk meet, then the chunk, which is not copied. */
  private searchOn(chunk: Buffer): void {
    const keptBytes = this.kept.length;
    const seam = Buffer.concat([this.kept, chunk.subarray(0, windowBytes)]);
    const at = listIn(seam, keptBytes - 1);
    if (at !== -1) {
      this.state = 'collecting';
      this.kept = Buffer.concat([seam.subarray(at), chunk.subarray(windowBytes)]);
    } else this.searchIn(chunk, windowBytes);
  }

  /** Keeps the end, where a stream may begin that cannot be told yet with less than `least` bytes. */
  private searchIn(bytes: Buffer, least: number): void {
    const last = bytes.length - least;
    const at = listIn(bytes, last);
    if (at !== -1) this.state = 'collecting';
    this.kept = Buffer.from(bytes.subarray(at === -1 ? Math.max(0, last + 1) : at));
  }
}

/** Where a list begins, at `last` or before; -1: nowhere. */
function listIn(bytes: Buffer, last: number): number {
  for (let at = bytes.indexOf(0x78); at !== -1 && at <= last; at = bytes.indexOf(0x78, at + 1)) {
    if (mayBeginText(bytes, at, firstCharacter) && isList(bytes.subarray(at, at + windowBytes))) return at;
  }
  return -1;
}

function isList(head: Buffer): boolean {
  try {
    const text = inflateSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1024 * 1024 });
    return text.toString('latin1', 0, beginning.length) === beginning;
  } catch {
    return false;
  }
}

/** Crates that only built the program are not in it. */
function cratesIn(stream: Buffer): AuditedCrate[] {
  let list: unknown;
  try {
    list = JSON.parse(inflateSync(stream, { maxOutputLength: longestList }).toString('utf8'));
  } catch {
    throw new UnreadableFileError('the list of its crates is damaged');
  }
  return listOf(valueOf(list, 'packages')).flatMap((crate) => {
    const [name, version] = [textAt(crate, 'name'), textAt(crate, 'version')];
    const isBuilt = isObject(crate) && textAt(crate, 'kind') !== 'build';
    return isBuilt && name !== null && version !== null ? [{ name, version }] : [];
  });
}
