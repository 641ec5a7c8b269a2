import { readFile } from 'node:fs/promises';
import { AdvisorySourceError } from './advisory-source-error.js';

/** A record that a feed's list names. */
export interface ModifiedId {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9:._-]{0,199}$/;

/**
 * Reads a list of OSV's, `<time>,<id>` a line (https://google.github.io/osv.dev/data/#modified-ids).
 * @throws AdvisorySourceError when a line is something else: what it names would be missed
 */
export async function readModifiedIds(path: string, shown: string): Promise<ModifiedId[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    const text = line.trim();
    if (text === '') return [];
    const comma = text.indexOf(',');
    const id = text.slice(comma + 1);
    const modifiedAt = Date.parse(text.slice(0, Math.max(0, comma)));
    if (comma > 0 && !Number.isNaN(modifiedAt) && idPattern.test(id)) return [{ id, modifiedAt }];
    throw new AdvisorySourceError('corrupt', `${shown}: line ${index + 1} is not a time and an id`);
  });
}
