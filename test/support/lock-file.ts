import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FoundComponent } from '../../src/engine/model/component.js';
import type { Cataloger, SourceReader } from '../../src/engine/model/file-reader.js';
import { readFile } from './read-file.js';

/** What a lock file holds, and what is wrong with it. */
export interface LockReading {
  /** Package URLs; those for development end with ` (development)`. */
  readonly packages: readonly string[];
  readonly components: readonly FoundComponent[];
  readonly problem: string | null;
}

/** Reads a lock file at this path. */
export function readLockFile(lockFile: Cataloger, path: string, content: string | Uint8Array): LockReading {
  const { extract, problem } = readFile(lockFile, path, content);
  const context = { osRelease: null, distribution: null };
  const components = extract ? lockFile.components([{ path, layer: 'sha256:1', extract }], context) : [];
  return { packages: components.map(packageOf), components, problem };
}

/** The example beside the lock file: `npm.example.txt`. */
export function exampleOf(lockFile: Cataloger): string {
  const path = new URL(`../../src/engine/lock-files/${lockFile.id}.example.txt`, import.meta.url);
  return readFileSync(fileURLToPath(path), 'utf8');
}

/** A lock file of another project, with what it is known to hold. */
export interface KnownAnswer {
  readonly input: string;
  readonly packages: readonly { readonly Name: string; readonly Version?: string; readonly Dev?: string }[];
  readonly content: string;
}

/** The known answers of one format; none where they are not there. */
export function knownAnswers(format: string): KnownAnswer[] {
  const folder = new URL(`../../../shared/fixtures/lockfiles/${format}/`, import.meta.url);
  if (!existsSync(folder)) return [];
  const answers = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as KnownAnswer[];
  return answers.map((answer) => {
    const name = answer.input.split('/').at(-1)!;
    return { ...answer, content: readFileSync(new URL(name, folder), 'utf8') };
  });
}

/** Reads the files of a folder, lock files and project files, as a scan of the folder does. */
export function readLockFolder(
  lockFile: SourceReader,
  files: Readonly<Record<string, string | Uint8Array>>,
): readonly string[] {
  const extracted = Object.entries(files).flatMap(([path, content]) => {
    const { extract } = readFile(lockFile, path, content);
    return lockFile.wants(path) && extract !== null ? { path, layer: '', extract } : [];
  });
  const context = { osRelease: null, distribution: null };
  return lockFile.components(extracted, context).map(packageOf);
}

function packageOf({ purl, isDevelopment }: FoundComponent): string {
  return purl + (isDevelopment ? ' (development)' : '');
}
