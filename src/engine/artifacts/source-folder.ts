import type { Readable } from 'node:stream';
import { ecosystemsOf } from '../catalogers/found-components.js';
import type { SourceFacts } from '../model/facts.js';
import type { SourceReader } from '../model/file-reader.js';
import { digestOf } from '../policy/canonical-json.js';
import { ArchiveError } from './archive-error.js';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { decompress } from './compression.js';
import { cleanPath } from './entry-path.js';
import {
  byPath,
  extractsOf,
  problemsOf,
  type ReadFile,
  readFile,
  togetherOf,
  unreadProject,
} from './source-file.js';
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

/** More lock files than this are not read; nor are more project files beside them. */
const mostFiles = 10_000;
/** Of project files together, in bytes. */
const mostProjectBytes = 64 * mebibyte;
/** More problems than this are summed up in one. */
const mostProblems = 1_000;

/** What a folder without any lock file leaves open. */
const noLockFile = 'The folder has no lock file that is known: which packages it uses cannot be told';

/**
 * Reads the lock files of a folder that comes as a tar (plain, gzip or zstd), in one pass, and the project files that say
 * more of them; every other file is passed over. Lock files that cannot be read, that are links, and a folder without any
 * become problems; project files never do.
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

/** Files that count together, by path: of several entries the last one counts, as when a tar is unpacked. */
interface Collected {
  readonly files: Map<string, ReadFile>;
  readonly mostBytes: number;
  bytes: number;
}

/** What stands at each path in the end. */
class SourceCollector {
  private readonly locks: Collected;
  private readonly projects: Collected = { files: new Map(), mostBytes: mostProjectBytes, bytes: 0 };
  /** Lock files that are there and were not read, and why. */
  private readonly unread = new Map<string, string>();
  private unnamed = 0;

  constructor(
    private readonly readers: readonly SourceReader[],
    { maxExtractedBytes }: ArchiveLimits,
  ) {
    this.locks = { files: new Map(), mostBytes: maxExtractedBytes, bytes: 0 };
  }

  /** @throws ArchiveError `path-escape`. */
  onEntry(header: TarHeader): BodyHandler | null {
    const path = cleanPath(header.path);
    if (header.type === 'directory' || path === '') return null;
    const readers = this.readers.filter((reader) => reader.wants(path));
    if (readers.length === 0) return null;
    const isProject = readers.every(({ projectFiles }) => projectFiles?.isOne(path));
    const collected = isProject ? this.projects : this.locks;
    const { files } = collected;
    files.delete(path);
    const refusal = refusalOf(header, readers, collected);
    if (refusal === null) {
      this.unread.delete(path);
      return bodyOf(header.size, (content) => files.set(path, readFile(path, content, readers)));
    }
    if (isProject) files.set(path, unreadProject(path, header.size, readers));
    else this.refuse(path, refusal);
    return null;
  }

  private refuse(path: string, detail: string): void {
    if (this.unread.has(path) || this.unread.size < mostProblems) this.unread.set(path, detail);
    else this.unnamed += 1;
  }

  facts(): SourceFacts {
    const locks = [...this.locks.files.values()];
    const files = [...locks, ...this.usedProjects(locks)].sort(byPath);
    const refused = [...this.unread].map(([path, detail]) => ({ path: `/${path}`, layer: null, detail }));
    if (this.unnamed > 0) {
      refused.push({ path: '/', layer: null, detail: `${this.unnamed} more lock files were not read` });
    }
    if (locks.length + refused.length === 0) refused.push({ path: '/', layer: null, detail: noLockFile });
    const listed = files.flatMap(({ path, sizeBytes, digest }) =>
      digest === null ? [] : { path, sizeBytes, digest },
    );
    const { components, unresolved } = togetherOf(this.readers, files);
    const contents = files.map(({ path, digest }) => ({ path, digest }));
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

  /** Project files that no lock file is read with count for nothing; when there are too many, none does. */
  private usedProjects(locks: readonly ReadFile[]): ReadFile[] {
    const projects = [...this.projects.files.values()];
    if (projects.length > mostFiles) return [];
    const used = new Set(
      this.readers.flatMap((reader) => [
        ...(reader.projectFiles?.used(extractsOf(reader, [...locks, ...projects])) ?? []),
      ]),
    );
    return projects.filter(({ path }) => used.has(path.slice(1)));
  }
}

function refusalOf(
  { type, isSparse, size }: TarHeader,
  readers: readonly SourceReader[],
  collected: Collected,
): string | null {
  if (type === 'symlink' || type === 'hardlink') return 'It is a link, and links are not followed';
  if (type !== 'file') return 'It is no regular file';
  if (isSparse) return 'It is stored with holes, which are not read';
  const most = Math.min(...readers.map(({ maxBytes }) => maxBytes));
  if (size > most) return `It has ${size} bytes; at most ${most} are read`;
  if (collected.files.size >= mostFiles) return `There are more than ${mostFiles} lock files`;
  collected.bytes += size;
  return collected.bytes > collected.mostBytes
    ? `The lock files together exceed ${collected.mostBytes} bytes`
    : null;
}

function bodyOf(size: number, end: (content: Buffer) => void): BodyHandler {
  const content = Buffer.allocUnsafe(size);
  let fill = 0;
  return {
    write: (chunk) => {
      fill += chunk.copy(content, fill);
    },
    end: () => end(content),
  };
}
