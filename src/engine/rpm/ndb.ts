import { UnreadableFileError } from '../model/file-reader.js';
import { type BoundedView } from './bounded-view.js';

const magics = { database: 0x506d7052, slot: 0x746f6c53, blob: 0x53626c42 } as const;
const headerBytes = 32;
const slotBytes = 16;
const slotPageBytes = 4_096;
const blockBytes = 16;

/** Whether the file is a database in rpm's own format, "NDB" (SUSE's `Packages.db`). */
export function isNdb(view: BoundedView): boolean {
  return view.length >= headerBytes && view.u32(0, true) === magics.database;
}

/**
 * The records of an NDB: slots that point at blobs, numbers little-endian.
 * @throws UnreadableFileError where it is broken, after the records before that place
 */
export function* ndbRecords(view: BoundedView): Generator<Uint8Array> {
  const end = view.u32(12, true) * slotPageBytes;
  if (end > view.length) throw new UnreadableFileError('it is cut off within its slots');
  for (let at = headerBytes; at + slotBytes <= end; at += slotBytes) {
    if (view.u32(at, true) !== magics.slot) throw new UnreadableFileError(`at byte ${at} there is no slot`);
    const [number, block] = [view.u32(at + 4, true), view.u32(at + 8, true)];
    if (number === 0 || block === 0) continue;
    const start = block * blockBytes;
    if (view.u32(start, true) !== magics.blob || view.u32(start + 4, true) !== number)
      throw new UnreadableFileError(`at byte ${start} there is no record of package ${number}`);
    yield view.slice(start + 16, view.u32(start + 12, true));
  }
}
