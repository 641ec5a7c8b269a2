import { ArchiveError } from './archive-error.js';
import type { PaxRecords } from './pax-records.js';
import type { HeaderBlock } from './tar-header.js';

export type TarEntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'device' | 'fifo' | 'unknown';

/** One entry with everything its long-name and PAX headers say. */
export interface TarHeader {
  /** As written: it may be absolute or contain `..`. */
  readonly path: string;
  readonly type: TarEntryType;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of the file; for sparse files with their holes. */
  readonly size: number;
  /** Bytes of the body in the tar, without padding. */
  readonly storedBytes: number;
  /** Target of a link; empty for others. */
  readonly linkPath: string;
  /** The body is not the file's content but its parts between holes. */
  readonly isSparse: boolean;
  /** Value of the extended attribute `security.capability`; null: it has none. */
  readonly capabilities: Buffer | null;
}

/** What the headers before an entry's own say of it; `longPath` and `longLink` are GNU's. */
export interface HeaderOverrides {
  pax: PaxRecords;
  longPath: string | null;
  longLink: string | null;
}

const entryTypes: ReadonlyMap<string, TarEntryType> = new Map([
  ['\0', 'file'],
  ['0', 'file'],
  ['7', 'file'],
  ['S', 'file'],
  ['1', 'hardlink'],
  ['2', 'symlink'],
  ['3', 'device'],
  ['4', 'device'],
  ['5', 'directory'],
  ['D', 'directory'],
  ['6', 'fifo'],
]);

/** These have no body whatever size they state; container engines read them so. */
const bodiless: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);
const maxOwnerId = 0xffff_ffff;

/** Type flags of the headers that speak of the next entry (`x`, `X`: PAX; `L`, `K`: GNU) or of all (`g`). */
export const metadataFlags: ReadonlySet<string> = new Set(['x', 'X', 'g', 'L', 'K']);

/** Old and multi-volume formats: where the next header stands cannot be told. */
export const refusedFlags: ReadonlySet<string> = new Set(['M', 'N']);

/**
 * The entry a header block and the headers before it describe together.
 * @throws ArchiveError `corrupt` when an owner id is out of range.
 */
export function completeHeader(
  block: HeaderBlock,
  overrides: HeaderOverrides,
  where: () => string,
): TarHeader {
  const { pax, longPath, longLink } = overrides;
  const flag = String.fromCharCode(block.typeFlag);
  const path = longPath ?? pax.path ?? block.path;
  const isOldDirectory = flag === '\0' && path.endsWith('/');
  const storedBytes = bodiless.has(flag) || isOldDirectory ? 0 : (pax.size ?? block.size);
  return {
    path,
    type: isOldDirectory ? 'directory' : (entryTypes.get(flag) ?? 'unknown'),
    mode: block.mode,
    uid: ownerId(pax.uid ?? block.uid, where),
    gid: ownerId(pax.gid ?? block.gid, where),
    size: pax.realSize ?? block.realSize ?? storedBytes,
    storedBytes,
    linkPath: longLink ?? pax.linkPath ?? block.linkPath,
    isSparse: block.realSize !== null || pax.isSparse === true,
    capabilities: pax.capabilities ?? null,
  };
}

function ownerId(id: number, where: () => string): number {
  if (id > maxOwnerId) throw new ArchiveError('corrupt', `${where()}: owner id ${id} is out of range`);
  return id;
}
