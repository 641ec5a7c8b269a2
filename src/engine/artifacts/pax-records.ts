import { ArchiveError } from './archive-error.js';
import { decodeName } from './tar-text.js';

/** What PAX records say about the next entry; undefined: nothing. */
export interface PaxRecords {
  path?: string;
  linkPath?: string;
  size?: number;
  uid?: number;
  gid?: number;
  /** GNU sparse files (https://www.gnu.org/software/tar/manual/html_section/Sparse-Formats.html). */
  isSparse?: boolean;
  realSize?: number;
  /** Value of the extended attribute `security.capability`. */
  capabilities?: Buffer;
}

const newline = 0x0a;
const space = 0x20;
const maxDigits = 9;
/** As star, GNU tar, BuildKit and containerd write extended attributes: the bytes as they are. */
const capabilityKey = 'SCHILY.xattr.security.capability';

/**
 * Parses the body of a PAX header: `length key=value\n` records. An empty value leaves the header's own; of several
 * records with one key the last counts; unknown keys are passed over.
 * @throws ArchiveError `corrupt` when a record is broken.
 */
export function parsePaxRecords(body: Buffer, where: string): PaxRecords {
  const records: PaxRecords = {};
  let sparseName: string | undefined;
  let offset = 0;
  while (offset < body.length) {
    const { start, end } = recordBounds(body, offset, where);
    const equals = body.indexOf(0x3d, start);
    if (equals < 0 || equals >= end) throw broken(where, 'a record has no =');
    const key = body.toString('latin1', start, equals);
    if (key === capabilityKey) {
      if (equals + 1 < end) records.capabilities = Buffer.from(body.subarray(equals + 1, end));
    } else if (equals + 1 < end && isOfInterest(key)) {
      const value = decodeName(body, equals + 1, end);
      if (key === 'GNU.sparse.name') sparseName = value;
      applyRecord(records, key, value, where);
    }
    offset = end + 1;
  }
  if (sparseName !== undefined) records.path = checkedName(sparseName, where);
  return records;
}

/** Times, of which there may be three for every file, are passed over as they are. */
function isOfInterest(key: string): boolean {
  return namedKeys.has(key) || key.startsWith('GNU.sparse.');
}

const namedKeys: ReadonlySet<string> = new Set(['path', 'linkpath', 'size', 'uid', 'gid']);

function recordBounds(body: Buffer, offset: number, where: string): { start: number; end: number } {
  let length = 0;
  let index = offset;
  while (index < body.length && index - offset <= maxDigits && body[index] !== space) {
    const digit = body[index]! - 0x30;
    if (digit < 0 || digit > 9) throw broken(where, 'a record does not begin with its length');
    length = length * 10 + digit;
    index++;
  }
  const end = offset + length - 1;
  if (index === offset || body[index] !== space || end <= index || body[end] !== newline) {
    throw broken(where, 'a record has a wrong length');
  }
  return { start: index + 1, end };
}

function applyRecord(records: PaxRecords, key: string, value: string, where: string): void {
  if (key === 'path') records.path = checkedName(value, where);
  else if (key === 'linkpath') records.linkPath = checkedName(value, where);
  else if (key === 'size') records.size = checkedNumber(value, where);
  else if (key === 'uid') records.uid = checkedNumber(value, where);
  else if (key === 'gid') records.gid = checkedNumber(value, where);
  else if (key.startsWith('GNU.sparse.')) {
    records.isSparse = true;
    if (key === 'GNU.sparse.realsize' || key === 'GNU.sparse.size') {
      records.realSize = checkedNumber(value, where);
    }
  }
}

function checkedName(value: string, where: string): string {
  if (value.includes('\0')) throw broken(where, 'a name contains a NUL');
  return value;
}

function checkedNumber(value: string, where: string): number {
  const number = Number(value);
  if (!/^\d{1,16}$/.test(value) || !Number.isSafeInteger(number)) {
    throw broken(where, `${JSON.stringify(value.slice(0, 40))} is no number`);
  }
  return number;
}

function broken(where: string, what: string): ArchiveError {
  return new ArchiveError('corrupt', `${where}: in the extended header ${what}`);
}
