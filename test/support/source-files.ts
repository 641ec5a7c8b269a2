import { expect } from 'vitest';
import type { SourceReader } from '../../src/engine/model/file-reader.js';
import { readFile } from './read-file.js';

/** What a reader makes of the files of a folder together. */
export interface FolderReading {
  /** Package URLs; those for development end with ` (development)`. */
  readonly packages: readonly string[];
  /** `path: why`. */
  readonly unresolved: readonly string[];
}

/** Reads files, of which none has a problem, that lie beside files of other readers. */
export function readFolder(
  reader: SourceReader,
  contents: Readonly<Record<string, string>>,
  others: readonly string[] = [],
): FolderReading {
  const files = Object.entries(contents).map(([path, content]) => {
    const { extract, problem } = readFile(reader, path, content);
    expect(problem).toBeNull();
    return { path, layer: '', extract: extract! };
  });
  const sourceFiles = new Set([...Object.keys(contents), ...others]);
  const context = { osRelease: null, distribution: null, sourceFiles };
  return {
    packages: reader
      .components(files, context)
      .map(({ purl, isDevelopment }) => purl + (isDevelopment ? ' (development)' : '')),
    unresolved: (reader.unresolved?.(files, sourceFiles) ?? []).map(
      ({ path, detail }) => `${path}: ${detail}`,
    ),
  };
}
