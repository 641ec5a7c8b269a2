import { createHash } from 'node:crypto';
import type { FoundComponent } from '../model/component.js';
import type { FactProblem, SourceFile } from '../model/facts.js';
import { type ExtractedFile, type SourceReader, UnreadableFileError } from '../model/file-reader.js';

/** A file of a folder of sources, and what each reader keeps of it. */
export interface ReadFile extends Omit<SourceFile, 'digest'> {
  /** Null: it was not read. */
  readonly digest: string | null;
  readonly extracts: readonly { readonly reader: SourceReader; readonly extract: ExtractedFile['extract'] }[];
  readonly problems: readonly string[];
}

/** It says nothing, and what it would say is not taken for nothing. */
export function unreadProject(path: string, sizeBytes: number, readers: readonly SourceReader[]): ReadFile {
  const extracts = readers.flatMap((reader) =>
    reader.projectFiles ? { reader, extract: reader.projectFiles.unread } : [],
  );
  return { path: `/${path}`, sizeBytes, digest: null, extracts, problems: [] };
}

/** Reads a file with each of the readers. */
export function readFile(path: string, content: Buffer, readers: readonly SourceReader[]): ReadFile {
  const extracts: ReadFile['extracts'][number][] = [];
  const problems: string[] = [];
  for (const reader of readers) {
    try {
      const extract = reader.extract(path, content);
      if (extract !== null) extracts.push({ reader, extract });
    } catch (error) {
      const isExpected = error instanceof UnreadableFileError;
      const message = error instanceof Error ? error.message : String(error);
      problems.push(isExpected ? message : `The ${reader.id} reader failed on it: ${message}`);
      if (isExpected && error.partial !== null) extracts.push({ reader, extract: error.partial });
    }
  }
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { path: `/${path}`, sizeBytes: content.length, digest, extracts, problems };
}

/** What each reader makes of all its files. */
export function togetherOf(
  readers: readonly SourceReader[],
  files: readonly ReadFile[],
): { components: FoundComponent[]; unresolved: FactProblem[] } {
  const sourceFiles = new Set(files.map(({ path }) => path.slice(1)));
  const context = { osRelease: null, distribution: null, sourceFiles };
  const components: FoundComponent[] = [];
  const unresolved: FactProblem[] = [];
  for (const reader of readers) {
    const own = extractsOf(reader, files);
    if (own.length === 0) continue;
    for (const found of reader.components(own, context)) components.push({ ...found, layer: null });
    for (const { path, detail } of reader.unresolved?.(own, sourceFiles) ?? [])
      unresolved.push({ path: `/${path}`, layer: null, detail });
  }
  return { components, unresolved };
}

/** What is kept of the files for one reader. */
export function extractsOf(reader: SourceReader, files: readonly ReadFile[]): ExtractedFile[] {
  return files.flatMap(({ path, extracts }) =>
    extracts
      .filter((one) => one.reader === reader)
      .map(({ extract }) => ({ path: path.slice(1), layer: '', extract })),
  );
}

/** What is wrong with the files, each by itself. */
export function problemsOf(files: readonly ReadFile[]): FactProblem[] {
  return files.flatMap(({ path, problems }) => problems.map((detail) => ({ path, layer: null, detail })));
}

/** An order of whatever has a path. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
