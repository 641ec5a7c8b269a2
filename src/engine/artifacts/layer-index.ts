import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Json } from '../model/file-reader.js';
import { ArchiveError } from './archive-error.js';
import { entryKinds, LayerEntries, type EntryColumns } from './layer-entries.js';

/** What one reader kept of one file. */
export interface LayerExtract {
  readonly path: string;
  /** Index of the file's entry. */
  readonly entry: number;
  readonly extract: Json;
}

/** Something of the layer that could not be read. */
export interface LayerProblem {
  /** Relative path; empty: the layer as a whole. */
  readonly path: string;
  /** Index of the entry concerned; null: the problem stays whatever later layers do to the path. */
  readonly entry: number | null;
  readonly detail: string;
}

/** All that is kept of one layer. Depends on the layer's bytes and the readers alone. */
export interface LayerIndex {
  readonly diffId: string;
  readonly uncompressedBytes: number;
  readonly entries: LayerEntries;
  /** By reader id; readers that found nothing are left out. */
  readonly extracts: Readonly<Record<string, readonly LayerExtract[]>>;
  readonly problems: readonly LayerProblem[];
  /** Versions of the readers that looked at the layer, by id. */
  readonly readers: Readonly<Record<string, number>>;
}

/*
 * Format: `IHLI`, a version byte, then raw-deflated sections, each after its length (uint32, little endian):
 * the JSON part, how much of each path repeats the one before, the rest of each path, link targets with their entries,
 * and the columns. Texts are separated by NUL, which no path contains.
 */
const magic = Buffer.from('IHLI\x01', 'latin1');
const maxSharedPrefix = 0xffff;
const maxInflatedBytes = 1024 ** 3;
const deflateAsync = promisify(deflateRaw);
const inflateAsync = promisify(inflateRaw) as (
  data: Uint8Array,
  options: { maxOutputLength: number },
) => Promise<Buffer>;

type Header = Omit<LayerIndex, 'entries'> & {
  readonly linkEntries: readonly number[];
  readonly count: number;
};

/** The index as bytes, to be stored. */
export async function encodeLayerIndex(index: LayerIndex): Promise<Buffer> {
  const { entries, ...rest } = index;
  const { columns } = entries;
  const header: Header = { ...rest, count: entries.length, linkEntries: [...columns.linkTargets.keys()] };
  const { shared, suffixes } = frontCoded(columns.paths);
  const sections = [
    Buffer.from(JSON.stringify(header)),
    bytesOf(shared),
    Buffer.from(suffixes),
    Buffer.from([...columns.linkTargets.values()].join('\0')),
    bytesOf(columns.kinds),
    bytesOf(columns.modes),
    bytesOf(columns.uids),
    bytesOf(columns.gids),
    bytesOf(columns.sizes),
  ];
  const framed = sections.flatMap((section) => [lengthOf(section), section]);
  return Buffer.concat([magic, await deflateAsync(Buffer.concat(framed), { level: 3 })]);
}

/** @throws ArchiveError `corrupt` when the bytes are no index, or of another version of the format. */
export async function decodeLayerIndex(encoded: Uint8Array): Promise<LayerIndex> {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    throw new ArchiveError('corrupt', 'This is no layer index, or one of another version');
  }
  try {
    const content = await inflateAsync(bytes.subarray(magic.length), { maxOutputLength: maxInflatedBytes });
    return indexFrom(sectionsOf(content));
  } catch (error) {
    throw new ArchiveError('corrupt', `The layer index is broken: ${String(error)}`, {}, { cause: error });
  }
}

function indexFrom(sections: readonly Buffer[]): LayerIndex {
  const [json, shared, suffixes, targets, kinds, modes, uids, gids, sizes] = sections as readonly [
    ...[Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer],
  ];
  const { count, linkEntries, ...rest } = JSON.parse(json.toString()) as Header;
  const linkTargets = linkEntries.length === 0 ? [] : targets.toString().split('\0');
  const columns: EntryColumns = {
    paths: frontDecoded(new Uint16Array(aligned(shared)), suffixes.toString(), count),
    kinds: new Uint8Array(aligned(kinds)),
    modes: new Uint16Array(aligned(modes)),
    uids: new Uint32Array(aligned(uids)),
    gids: new Uint32Array(aligned(gids)),
    sizes: new Float64Array(aligned(sizes)),
    linkTargets: new Map(linkEntries.map((entry, index) => [entry, linkTargets[index]!])),
  };
  const lengths = [columns.kinds, columns.modes, columns.uids, columns.gids, columns.sizes];
  const isEven =
    lengths.every((column) => column.length === count) && linkTargets.length === linkEntries.length;
  if (!isEven || columns.kinds.some((kind) => kind >= entryKinds.length)) {
    throw new RangeError('its columns do not fit each other');
  }
  return { ...rest, entries: new LayerEntries(columns) };
}

/** Paths follow each other in folders, so most of a path is that of the one before. */
function frontCoded(paths: readonly string[]): { shared: Uint16Array; suffixes: string } {
  const shared = new Uint16Array(paths.length);
  const suffixes: string[] = [];
  let previous = '';
  let folder = '';
  paths.forEach((path, index) => {
    // No more than its folder can be shared with the one before, and most often all of it is.
    const isWhole = folder.length <= maxSharedPrefix && path.startsWith(folder);
    const length = isWhole ? folder.length : sharedPrefix(previous, path);
    shared[index] = length;
    suffixes.push(path.slice(length));
    previous = path;
    if (path.lastIndexOf('/') + 1 !== folder.length || !isWhole)
      folder = path.slice(0, path.lastIndexOf('/') + 1);
  });
  return { shared, suffixes: suffixes.join('\0') };
}

/** Ends after a slash, so that no character is cut in two. */
function sharedPrefix(previous: string, path: string): number {
  const end = Math.min(previous.length, path.length, maxSharedPrefix);
  let length = 0;
  for (let index = 0; index < end && previous.charCodeAt(index) === path.charCodeAt(index); index++) {
    if (path.charCodeAt(index) === 0x2f) length = index + 1;
  }
  return length;
}

function frontDecoded(shared: Uint16Array, text: string, count: number): string[] {
  const suffixes = count === 0 ? [] : text.split('\0');
  if (suffixes.length !== count || shared.length !== count) throw new RangeError('its paths are incomplete');
  let previous = '';
  return suffixes.map((suffix, index) => (previous = previous.slice(0, shared[index]) + suffix));
}

function lengthOf(section: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(section.length);
  return length;
}

function sectionsOf(content: Buffer): Buffer[] {
  const sections: Buffer[] = [];
  for (let offset = 0; offset < content.length;) {
    const end = offset + 4 + content.readUInt32LE(offset);
    if (end > content.length) throw new RangeError('a section is cut off');
    sections.push(content.subarray(offset + 4, end));
    offset = end;
  }
  if (sections.length !== 9) throw new RangeError(`it has ${sections.length} sections`);
  return sections;
}

function bytesOf(column: Uint8Array | Uint16Array | Uint32Array | Float64Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

/** A copy that starts its own buffer, as wider columns need. */
function aligned(section: Buffer): ArrayBuffer {
  return new Uint8Array(section).buffer;
}
