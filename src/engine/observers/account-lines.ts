import { quoted, type ReadProblems } from '../text/read-problems.js';
import { plainText, textLines } from '../text/text-lines.js';

/** One entry of passwd(5), shadow(5) or group(5). */
export interface AccountLine {
  /** 1-based. */
  readonly line: number;
  /** Not empty. */
  readonly name: string;
  /** All fields, the name first. */
  readonly fields: readonly string[];
}

/**
 * The entries of an account database. Comments and empty lines are none; an entry without a name, with another number
 * of fields than `fieldCount`, or one that takes accounts from elsewhere (`+`, `-`) is reported, and given as far as it
 * has a name.
 */
export function accountLines(content: Uint8Array, fieldCount: number, problems: ReadProblems): AccountLine[] {
  return [...textLines(content, problems)].flatMap(({ number: line, text }) => {
    if (text.trim() === '' || text.startsWith('#')) return [];
    if (text.startsWith('+') || text.startsWith('-')) {
      problems.add(`line ${line} takes accounts from elsewhere`);
      return [];
    }
    const fields = text.split(':');
    if (fields.length !== fieldCount) {
      problems.add(`line ${line} has ${fields.length} fields instead of ${fieldCount}`);
    }
    const name = plainText(fields[0] ?? '');
    if (name === '') problems.add(`line ${line} names no account`);
    return name === '' ? [] : [{ line, name, fields }];
  });
}

const greatestId = 4_294_967_295;

/** A user or group id, 0 to 2³² − 1; null, and reported, when the field holds none. */
export function readId(
  field: string | undefined,
  { line, name }: AccountLine,
  problems: ReadProblems,
): number | null {
  const id = field !== undefined && /^[0-9]{1,10}$/.test(field) ? Number(field) : Infinity;
  if (id <= greatestId) return id;
  problems.add(`line ${line} gives ${quoted(name)} no id that is a number`);
  return null;
}
