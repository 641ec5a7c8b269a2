import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ecosystemsOf } from '../catalogers/found-components.js';
import type { FoundComponent } from '../model/component.js';
import type { FactProblem, SourceFacts, SourceFile } from '../model/facts.js';
import { UnreadableFileError, type ExtractedFile, type SourceReader } from '../model/file-reader.js';
import { digestOf } from '../policy/canonical-json.js';
import { ArchiveError } from './archive-error.js';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { decompress } from './compression.js';
import { cleanPath } from './entry-path.js';
import type { TarHeader } from './tar-entry.js';
import { TarReader, type BodyHandler } from './tar-reader.js';

export interface ReadSourceOptions {
  /** Readers of lock files. */
  readonly readers: readonly SourceReader[];
  /** Default: `sourceLimits`. */
  readonly limits?: ArchiveLimits;
  /** Told how many more bytes of the tar were taken in. */
  readonly onBytes?: (count: number) => void;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const mebibyte = 1024 * 1024;

/** A folder costs less than an image: nothing but its lock files is looked at. */
export const sourceLimits: ArchiveLimits = archiveLimits({
  maxEntries: 500_000,
  maxUncompressedBytes: 4096 * mebibyte,
  maxPathsTotal: 64 * mebibyte,
  maxExtractedBytes: 128 * mebibyte,
});

/** More lock files than this are not read. */
const mostFiles = 10_000;
/** More problems than this are summed up in one. */
const mostProblems = 1_000;

/** What a folder without any lock file leaves open. */
const noLockFile = 'The folder has no lock file that is known: which packages it uses cannot be told';

/**
 * Reads the lock files of a folder that comes as a tar (plain, gzip or zstd), in one pass; every other file is passed
 * over. Lock files that cannot be read, that are links, and a folder without any become problems.
 * @throws ArchiveError when the tar is broken or leads out of the folder; the stream's own errors as they are.
 */
export async function readSourceFolder(
  tarStream: Readable,
  { readers, limits = sourceLimits, onBytes, signal }: ReadSourceOptions,
): Promise<SourceFacts> {
  const collector = new SourceCollector(readers, limits);
  const tar = new TarReader({
    limits,
    isEndMarkOptional: true,
    onEntry: (header) => collector.onEntry(header),
  });
  try {
    let isEmpty = true;
    const { chunks } = await decompress(tarStream, limits, onBytes);
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      isEmpty = false;
      tar.write(chunk);
    }
    if (isEmpty) throw new ArchiveError('truncated', 'The tar is empty');
    tar.end();
    return collector.facts();
  } finally {
    tarStream.destroy();
  }
}

interface ReadFile extends SourceFile {
  readonly extracts: readonly { readonly reader: SourceReader; readonly extract: ExtractedFile['extract'] }[];
  readonly problems: readonly string[];
}

/** What stands at each path in the end: of several entries the last one counts, as when a tar is unpacked. */
class SourceCollector {
  private readonly files = new Map<string, ReadFile>();
  /** Lock files that are there and were not read, and why. */
  private readonly unread = new Map<string, string>();
  private unnamed = 0;
  private extractedBytes = 0;

  constructor(
    private readonly readers: readonly SourceReader[],
    private readonly limits: ArchiveLimits,
  ) {}

  /** @throws ArchiveError `path-escape`. */
  onEntry(header: TarHeader): BodyHandler | null {
    const path = cleanPath(header.path);
    if (header.type === 'directory' || path === '') return null;
    const readers = this.readers.filter((reader) => reader.wants(path));
    if (readers.length === 0) return null;
    const refusal = this.refusalOf(header, readers);
    this.files.delete(path);
    if (refusal !== null) {
      this.refuse(path, refusal);
      return null;
    }
    this.unread.delete(path);
    return this.bodyOf(path, header.size, readers);
  }

  private refusalOf({ type, isSparse, size }: TarHeader, readers: readonly SourceReader[]): string | null {
    if (type === 'symlink' || type === 'hardlink') return 'It is a link, and links are not followed';
    if (type !== 'file') return 'It is no regular file';
    if (isSparse) return 'It is stored with holes, which are not read';
    const most = Math.min(...readers.map(({ maxBytes }) => maxBytes));
    if (size > most) return `It has ${size} bytes; at most ${most} are read`;
    if (this.files.size >= mostFiles) return `There are more than ${mostFiles} lock files`;
    this.extractedBytes += size;
    const { maxExtractedBytes } = this.limits;
    return this.extractedBytes > maxExtractedBytes
      ? `The lock files together exceed ${maxExtractedBytes} bytes`
      : null;
  }

  private refuse(path: string, detail: string): void {
    if (this.unread.has(path) || this.unread.size < mostProblems) this.unread.set(path, detail);
    else this.unnamed += 1;
  }

  private bodyOf(path: string, size: number, readers: readonly SourceReader[]): BodyHandler {
    const content = Buffer.allocUnsafe(size);
    let fill = 0;
    return {
      write: (chunk) => {
        fill += chunk.copy(content, fill);
      },
      end: () => void this.files.set(path, readFile(path, content, readers)),
    };
  }

  facts(): SourceFacts {
    const files = [...this.files.values()].sort(byPath);
    const refused = [...this.unread].map(([path, detail]) => ({ path: `/${path}`, layer: null, detail }));
    if (this.unnamed > 0) {
      refused.push({ path: '/', layer: null, detail: `${this.unnamed} more lock files were not read` });
    }
    if (files.length + refused.length === 0) refused.push({ path: '/', layer: null, detail: noLockFile });
    const listed = files.map(({ path, sizeBytes, digest }) => ({ path, sizeBytes, digest }));
    const { components, unresolved } = togetherOf(this.readers, files);
    const contents = listed.map(({ path, digest }) => ({ path, digest }));
    return {
      kind: 'source',
      digest: digestOf({ kind: 'source', files: contents, refused: refused.toSorted(byPath) }),
      files: listed,
      inventory: {
        ecosystems: ecosystemsOf(components),
        components,
        problems: [...refused, ...problemsOf(files), ...unresolved].sort(byPath),
      },
    };
  }
}

function readFile(path: string, content: Buffer, readers: readonly SourceReader[]): ReadFile {
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
function togetherOf(
  readers: readonly SourceReader[],
  files: readonly ReadFile[],
): { components: FoundComponent[]; unresolved: FactProblem[] } {
  const sourceFiles = new Set(files.map(({ path }) => path.slice(1)));
  const context = { osRelease: null, distribution: null, sourceFiles };
  const components: FoundComponent[] = [];
  const unresolved: FactProblem[] = [];
  for (const reader of readers) {
    const own = files.flatMap(({ path, extracts }) =>
      extracts
        .filter((one) => one.reader === reader)
        .map(({ extract }) => ({ path: path.slice(1), layer: '', extract })),
    );
    if (own.length === 0) continue;
    for (const found of reader.components(own, context)) components.push({ ...found, layer: null });
    for (const { path, detail } of reader.unresolved?.(own, sourceFiles) ?? [])
      unresolved.push({ path: `/${path}`, layer: null, detail });
  }
  return { components, unresolved };
}

function problemsOf(files: readonly ReadFile[]): FactProblem[] {
  return files.flatMap(({ path, problems }) => problems.map((detail) => ({ path, layer: null, detail })));
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
