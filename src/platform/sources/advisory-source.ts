import { open, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { beginsPredictions } from '../../engine/advisories/exploit-prediction.js';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import { countFolder, folderItems, listFolder } from './folder-source.js';
import { jsonItems } from './json-source.js';
import { predictionItems } from './prediction-source.js';
import { shownName, type KnownRecords, type SourceItem } from './source-item.js';
import { defaultSourceLimits, type SourceLimits } from './source-limits.js';
import { countZipEntries, zipItems } from './zip-source.js';

/** A file or folder with OSV records, CISA's catalogue, or both; or a file with FIRST's scores. */
export interface AdvisorySource {
  /**
   * About how many items there are, for showing progress: entries of zips, plus one for each JSON file of a folder.
   * Null for any other single file.
   */
  readonly total: number | null;
  /**
   * Reads from the beginning, a few records in memory at a time. Ending the iteration early closes what is open.
   * @param known records that are given without being read
   * @throws AdvisorySourceError while iterating, when the rest cannot be read
   */
  records(known?: KnownRecords): AsyncIterable<SourceItem>;
}

/**
 * Opens a zip file, a folder (its `.json` and `.zip` files, at any depth), a JSON file (a record, an array of records,
 * or newline-delimited ones) or FIRST's CSV, gzipped or plain. A file's kind is told by its first bytes, not its name.
 * @param name the source's name in messages; default: the file's
 * @throws AdvisorySourceError when there is nothing readable at `path`
 */
export async function openAdvisorySource(
  path: string,
  overrides: Partial<SourceLimits> = {},
  name = basename(path),
): Promise<AdvisorySource> {
  const limits = { ...defaultSourceLimits, ...overrides };
  const shown = shownName(name);
  const { kind, location } = await identify(path, shown);
  if (kind === 'folder') {
    const files = await listFolder(location, shown, limits);
    return { total: await countFolder(files, limits), records: (known) => folderItems(files, limits, known) };
  }
  if (kind === 'zip') {
    const total = await countZipEntries(location, shown, limits);
    return { total, records: (known) => zipItems(location, shown, limits, known) };
  }
  if (kind === 'predictions') return { total: null, records: () => predictionItems(location, shown, limits) };
  return { total: null, records: (known) => jsonItems(location, shown, limits, known) };
}

/** Links in the given path itself are followed, once, here. */
async function identify(
  path: string,
  shown: string,
): Promise<{ readonly kind: 'folder' | FileKind; readonly location: string }> {
  try {
    const location = await realpath(path);
    const stats = await stat(location);
    if (stats.isDirectory()) return { kind: 'folder', location };
    if (!stats.isFile()) throw new AdvisorySourceError('unsupported', `${shown}: not a file or folder`);
    return { kind: kindOf(await firstBytes(location), shown), location };
  } catch (error) {
    if (error instanceof AdvisorySourceError) throw error;
    throw new AdvisorySourceError('unreadable', `${shown}: ${systemReason(error)}`, { cause: error });
  }
}

async function firstBytes(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

type FileKind = 'zip' | 'json' | 'predictions';

function kindOf(beginning: string, shown: string): FileKind {
  if (beginning === '') throw new AdvisorySourceError('empty', `${shown}: the file is empty`);
  if (beginning.startsWith('PK')) return 'zip';
  if (/^(?:\xef\xbb\xbf)?\s*(?:[[{]|$)/.test(beginning)) return 'json';
  if (beginning.startsWith('\x1f\x8b') || beginsPredictions(beginning)) return 'predictions';
  const message = `${shown}: neither a zip, nor JSON, nor FIRST's CSV of EPSS scores`;
  throw new AdvisorySourceError('unsupported', message);
}
