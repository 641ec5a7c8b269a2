import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import { jsonItems } from './json-source.js';
import { shownName, type KnownRecords, type SourceItem } from './source-item.js';
import type { SourceLimits } from './source-limits.js';
import { countZipEntries, zipItems } from './zip-source.js';

/** A file of a folder that may hold records, or what stands in a record's place but is not read. */
export type FolderFile =
  | { readonly kind: 'json' | 'zip'; readonly path: string; readonly shown: string }
  | { readonly kind: 'problem'; readonly shown: string; readonly problem: string };

/**
 * The `.json` and `.zip` files below a folder, sorted by name; symbolic links are not followed but reported.
 * @throws AdvisorySourceError when the folder cannot be read, holds too many files, or none at all
 */
export async function listFolder(
  folder: string,
  shown: string,
  limits: SourceLimits,
): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  const waiting = [{ path: folder, shown, depth: 1 }];
  let seen = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for await (const entry of entriesOf(next.path, next.shown)) {
      seen += 1;
      if (seen > limits.entries) {
        throw new AdvisorySourceError('too-large', `${shown}: more than ${limits.entries} files`);
      }
      const below = {
        path: join(next.path, entry.name),
        shown: `${next.shown}/${shownName(entry.name)}`,
        depth: next.depth + 1,
      };
      if (!entry.isDirectory()) files.push(...fileOf(entry, below));
      else if (next.depth < limits.depth) waiting.push(below);
      else files.push({ kind: 'problem', shown: below.shown, problem: 'the folder lies too deep' });
    }
  }
  if (files.length === 0) {
    throw new AdvisorySourceError('empty', `${shown}: the folder holds no .json or .zip file`);
  }
  return files.sort((a, b) => (a.shown < b.shown ? -1 : Number(a.shown > b.shown)));
}

/** Entries in the folder's zips, plus one for each JSON file. */
export async function countFolder(files: readonly FolderFile[], limits: SourceLimits): Promise<number> {
  let total = 0;
  for (const file of files) {
    total += file.kind === 'zip' ? await countZipEntries(file.path, file.shown, limits) : 1;
  }
  return total;
}

/**
 * The records of all files, file by file. A JSON file that cannot be read is a problem of its own.
 * @throws AdvisorySourceError when a zip is damaged
 */
export async function* folderItems(
  files: readonly FolderFile[],
  limits: SourceLimits,
  known: KnownRecords | null = null,
): AsyncGenerator<SourceItem> {
  for (const file of files) {
    if (file.kind === 'problem') yield { name: file.shown, problem: file.problem };
    else if (file.kind === 'zip') yield* zipItems(file.path, file.shown, limits, known);
    else yield* tolerantJsonItems(file.path, file.shown, limits, known);
  }
}

/** The records of a JSON file of a folder; what keeps it from being read is a problem of its own. */
export async function* tolerantJsonItems(
  path: string,
  shown: string,
  limits: SourceLimits,
  known: KnownRecords | null = null,
): AsyncGenerator<SourceItem> {
  try {
    yield* jsonItems(path, shown, limits, known);
  } catch (error) {
    if (!(error instanceof AdvisorySourceError)) throw error;
    yield { name: shown, problem: error.message };
  }
}

async function* entriesOf(path: string, shown: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(path);
  } catch (error) {
    if (error instanceof AdvisorySourceError) throw error;
    throw new AdvisorySourceError('unreadable', `${shown}: ${systemReason(error)}`, { cause: error });
  }
}

function fileOf(entry: Dirent, { path, shown }: { path: string; shown: string }): FolderFile[] {
  const extension = /\.(json|zip)$/i.exec(entry.name)?.[1]?.toLowerCase();
  if (entry.isFile()) {
    if (extension === 'json' || extension === 'zip') return [{ kind: extension, path, shown }];
    return [];
  }
  if (entry.isSymbolicLink()) {
    return [{ kind: 'problem', shown, problem: 'a symbolic link is not followed' }];
  }
  return extension ? [{ kind: 'problem', shown, problem: 'not a regular file' }] : [];
}
