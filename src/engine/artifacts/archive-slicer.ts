import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ArchiveError } from './archive-error.js';
import { defaultArchiveLimits } from './archive-limits.js';
import { detectCompression } from './compression.js';
import { cleanPath } from './entry-path.js';
import { parsePaxRecords } from './pax-records.js';
import {
  completeHeader,
  metadataFlags,
  refusedFlags,
  type HeaderOverrides,
  type TarHeader,
} from './tar-entry.js';
import { blockBytes, isZeroBlock, parseHeaderBlock } from './tar-header.js';
import { decodeField } from './tar-text.js';

export interface SliceOptions {
  /** Whether the blob that begins at `start` is to be in the slice, by its clean path. Documents and links always are. */
  include(path: string, sizeBytes: number, start: number): boolean;
}

/** An entry of a tar file, with where it stands. All in bytes. */
export interface PlacedEntry {
  readonly header: TarHeader;
  /** Of the first header that speaks of it. */
  readonly start: number;
  readonly bodyStart: number;
  /** Of the next entry. */
  readonly end: number;
}

const { maxHeaderBytes, maxEntries, maxDocumentBytes } = defaultArchiveLimits;
const copyBytes = 256 * 1024;
const aheadBytes = 4 * 1024;

/**
 * A part of an image archive as a tar of its own: its documents (index, manifests, configs), its links, and the blobs
 * `include` names. Headers are read by seeking, so what is left out is not read. The stream fails with an ArchiveError:
 * `unsupported` when the archive as a whole is compressed, `truncated`, `corrupt`,
 * `path-escape`.
 * @param handle of an uncompressed tar; it stays open.
 */
export function sliceArchive(handle: FileHandle, options: SliceOptions): Readable {
  return Readable.from(slices(handle, options), { objectMode: false });
}

async function* slices(handle: FileHandle, options: SliceOptions): AsyncGenerator<Buffer> {
  const file = new ReadAhead(handle);
  const head = await file.readAt(0, 4);
  if (detectCompression(head) !== 'none') {
    throw new ArchiveError('unsupported', 'Only an uncompressed archive can be sent in parts');
  }
  for await (const entry of placedEntries(file)) {
    if (await isWanted(file, entry, options)) yield* copied(file, entry.start, entry.end);
  }
  yield Buffer.alloc(2 * blockBytes);
}

async function isWanted(
  file: ReadAhead,
  { header, bodyStart }: PlacedEntry,
  options: SliceOptions,
): Promise<boolean> {
  if (header.type === 'symlink' || header.type === 'hardlink') return true;
  if (header.type !== 'file') return false;
  if (header.storedBytes <= maxDocumentBytes) {
    if (header.path.endsWith('.json') || /(?:^|\/)oci-layout$/.test(header.path)) return true;
    const [first] = await file.readAt(bodyStart, Math.min(1, header.storedBytes));
    if (first === 0x7b) return true;
  }
  return options.include(cleanPath(header.path), header.storedBytes, bodyStart);
}

/**
 * The entries of an uncompressed tar, found by seeking from header to header.
 * @throws ArchiveError `truncated`, `corrupt`, `unsupported`, `too-many-entries`.
 */
export function entriesOf(handle: FileHandle): AsyncGenerator<PlacedEntry> {
  return placedEntries(new ReadAhead(handle));
}

async function* placedEntries(file: ReadAhead): AsyncGenerator<PlacedEntry> {
  let overrides = noOverrides();
  let start = 0;
  let count = 0;
  for (let position = 0; ;) {
    const where = `The tar at byte ${position}`;
    const block = await file.readAt(position, blockBytes);
    if (isZeroBlock(block, 0)) return;
    if (++count > maxEntries)
      throw new ArchiveError('too-many-entries', `${where}: there are too many entries`);
    const header = parseHeaderBlock(block, 0, () => where);
    const flag = String.fromCharCode(header.typeFlag);
    if (refusedFlags.has(flag) || header.isExtended) {
      throw new ArchiveError('unsupported', `${where}: entries of type ${flag} are not supported here`);
    }
    const bodyStart = position + blockBytes;
    if (metadataFlags.has(flag)) {
      await applyMetadata(file, overrides, flag, bodyStart, header.size, where);
      position = bodyStart + padded(header.size);
      continue;
    }
    const complete = completeHeader(header, overrides, () => where);
    position = bodyStart + padded(complete.storedBytes);
    yield { header: complete, start, bodyStart, end: position };
    start = position;
    overrides = noOverrides();
  }
}

async function applyMetadata(
  file: ReadAhead,
  overrides: HeaderOverrides,
  flag: string,
  bodyStart: number,
  size: number,
  where: string,
): Promise<void> {
  if (size > maxHeaderBytes)
    throw new ArchiveError('too-large', `${where}: an extended header has ${size} bytes`);
  const body = await file.readAt(bodyStart, size);
  if (flag === 'L') overrides.longPath = decodeField(body, 0, size);
  else if (flag === 'K') overrides.longLink = decodeField(body, 0, size);
  else if (flag !== 'g') overrides.pax = parsePaxRecords(body, where);
}

async function* copied(file: ReadAhead, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; position += copyBytes) {
    yield await file.readAt(position, Math.min(copyBytes, end - position));
  }
}

/** Reads a file here and there: a header with what stands behind it, which is often a small document and the next header. */
class ReadAhead {
  private start = 0;
  private window: Buffer = Buffer.alloc(0);

  constructor(private readonly handle: FileHandle) {}

  /**
   * The bytes stay as they are.
   * @throws ArchiveError `truncated` when the file ends before.
   */
  async readAt(position: number, length: number): Promise<Buffer> {
    const isHeld = position >= this.start && position + length <= this.start + this.window.length;
    if (!isHeld) {
      this.window = await this.readFrom(position, length);
      this.start = position;
    }
    const from = position - this.start;
    return this.window.subarray(from, from + length);
  }

  /** That many bytes, and more of them that come with the same call. */
  private async readFrom(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(length, aheadBytes));
    let fill = 0;
    do {
      const { bytesRead } = await this.handle.read(buffer, fill, buffer.length - fill, position + fill);
      if (bytesRead === 0 && fill < length) {
        throw new ArchiveError('truncated', `The archive is cut off at byte ${position + fill}`);
      }
      fill += bytesRead;
    } while (fill < length);
    return buffer.subarray(0, fill);
  }
}

function noOverrides(): HeaderOverrides {
  return { pax: {}, longPath: null, longLink: null };
}

function padded(size: number): number {
  return Math.ceil(size / blockBytes) * blockBytes;
}
