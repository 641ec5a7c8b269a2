import { UnreadableFileError } from '../model/file-reader.js';
import { BoundedView } from './bounded-view.js';

/** What is read of a package's header; texts are as the package states them. */
export interface PackageHeader {
  readonly name: string | null;
  readonly epoch: number | null;
  readonly version: string | null;
  readonly release: string | null;
  readonly architecture: string | null;
  /** File name of the source package: `bash-5.1.8-6.el9.src.rpm`. */
  readonly sourcePackage: string | null;
  readonly licence: string | null;
  /** `nodejs:18:9010020221009220316:rhel9`; null outside of modules. */
  readonly module: string | null;
}

/** Numbers of tags (rpm's `rpmtag.h`). */
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  licence: 1014,
  architecture: 1022,
  sourcePackage: 1044,
  module: 5096,
} as const;
const types = { int32: 4, string: 6, stringArray: 8, localisedString: 9 } as const;
/** Entries of an index, and bytes of a text. */
const mostEntries = 65_536;
const longestText = 4_096;
const entryBytes = 16;

/**
 * A header as rpm's database holds it: count of entries, bytes of data, the entries (tag, type, offset, count) and the
 * data, all numbers big-endian.
 * @throws UnreadableFileError when it is none
 */
export function readPackageHeader(bytes: Uint8Array): PackageHeader {
  const view = new BoundedView(bytes);
  const count = view.u32(0);
  const dataLength = view.u32(4);
  const dataStart = 8 + count * entryBytes;
  if (count > mostEntries || dataStart + dataLength > view.length)
    throw new UnreadableFileError('the header of a package is longer than its record');
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const at = 8 + index * entryBytes;
    entries.set(view.u32(at), at);
  }
  const text = (tag: number) => textOf(view, entries.get(tag), dataStart);
  return {
    name: text(tags.name),
    epoch: numberOf(view, entries.get(tags.epoch), dataStart),
    version: text(tags.version),
    release: text(tags.release),
    architecture: text(tags.architecture),
    sourcePackage: text(tags.sourcePackage),
    licence: text(tags.licence),
    module: text(tags.module),
  };
}

function textOf(view: BoundedView, entry: number | undefined, dataStart: number): string | null {
  if (entry === undefined) return null;
  const type = view.u32(entry + 4);
  if (type !== types.string && type !== types.stringArray && type !== types.localisedString) return null;
  const start = dataStart + view.u32(entry + 8);
  const end = view.bytes.indexOf(0, start);
  if (end === -1 || end - start > longestText)
    throw new UnreadableFileError('a text in the header of a package has no end');
  return new TextDecoder().decode(view.slice(start, end - start));
}

function numberOf(view: BoundedView, entry: number | undefined, dataStart: number): number | null {
  if (entry === undefined || view.u32(entry + 4) !== types.int32 || view.u32(entry + 12) === 0) return null;
  return view.u32(dataStart + view.u32(entry + 8));
}
