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
  const head = await readAt(handle, 0, 4);
  if (detectCompression(head) !== 'none') {
    throw new ArchiveError('unsupported', 'Only an uncompressed archive can be sent in parts');
  }
  for await (const entry of entriesOf(handle)) {
    if (await isWanted(handle, entry, options)) yield* copied(handle, entry.start, entry.end);
  }
  yield Buffer.alloc(2 * blockBytes);
}

async function isWanted(
  handle: FileHandle,
  { header, bodyStart }: PlacedEntry,
  options: SliceOptions,
): Promise<boolean> {
  if (header.type === 'symlink' || header.type === 'hardlink') return true;
  if (header.type !== 'file') return false;
  if (header.storedBytes <= maxDocumentBytes) {
    if (header.path.endsWith('.json') || /(?:^|\/)oci-layout$/.test(header.path)) return true;
    const [first] = await readAt(handle, bodyStart, Math.min(1, header.storedBytes));
    if (first === 0x7b) return true;
  }
  return options.include(cleanPath(header.path), header.storedBytes, bodyStart);
}

/**
 * The entries of an uncompressed tar, found by seeking from header to header.
 * @throws ArchiveError `truncated`, `corrupt`, `unsupported`, `too-many-entries`.
 */
export async function* entriesOf(handle: FileHandle): AsyncGenerator<PlacedEntry> {
  let overrides = noOverrides();
  let start = 0;
  let count = 0;
  for (let position = 0; ;) {
    const where = `The tar at byte ${position}`;
    const block = await readAt(handle, position, blockBytes);
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
      await applyMetadata(handle, overrides, flag, bodyStart, header.size, where);
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
  handle: FileHandle,
  overrides: HeaderOverrides,
  flag: string,
  bodyStart: number,
  size: number,
  where: string,
): Promise<void> {
  if (size > maxHeaderBytes)
    throw new ArchiveError('too-large', `${where}: an extended header has ${size} bytes`);
  const body = await readAt(handle, bodyStart, size);
  if (flag === 'L') overrides.longPath = decodeField(body, 0, size);
  else if (flag === 'K') overrides.longLink = decodeField(body, 0, size);
  else if (flag !== 'g') overrides.pax = parsePaxRecords(body, where);
}

async function* copied(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; position += copyBytes) {
    yield await readAt(handle, position, Math.min(copyBytes, end - position));
  }
}

/** @throws ArchiveError `truncated` when the file ends before. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let fill = 0; fill < length;) {
    const { bytesRead } = await handle.read(buffer, fill, length - fill, position + fill);
    if (bytesRead === 0) {
      throw new ArchiveError('truncated', `The archive is cut off at byte ${position + fill}`);
    }
    fill += bytesRead;
  }
  return buffer;
}

function noOverrides(): HeaderOverrides {
  return { pax: {}, longPath: null, longLink: null };
}

function padded(size: number): number {
  return Math.ceil(size / blockBytes) * blockBytes;
}
