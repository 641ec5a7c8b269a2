import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FoundComponent } from '../../src/engine/model/component.js';
import type { Cataloger } from '../../src/engine/model/file-reader.js';
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
  const packages = components.map(
    ({ purl, isDevelopment }) => purl + (isDevelopment ? ' (development)' : ''),
  );
  return { packages, components, problem };
}

/** The example beside the lock file: `npm.example.txt`. */
export function exampleOf(lockFile: Cataloger): string {
  const path = new URL(`../../src/engine/lock-files/${lockFile.id}.example.txt`, import.meta.url);
  return readFileSync(fileURLToPath(path), 'utf8');
}
