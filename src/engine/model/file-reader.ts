import type { FoundComponent } from './component.js';
import type { OsRelease } from './facts.js';

/** A plain JSON value: what is kept of a file with its layer. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Reads one kind of file while a layer streams by. What `extract` returns is stored with the layer, so it is plain
 * JSON, compact, and depends on the file's path and bytes alone.
 */
export interface FileReader<Extract extends Json = Json> {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  /** Raised when `extract` changes what it returns: layers read with an older version are read again. */
  readonly version: number;
  /** Files above this many bytes are not read; the scan reports them as a problem. */
  readonly maxBytes: number;
  /** Whether a regular file at this path (relative, no leading slash: `var/lib/dpkg/status`) is to be read. */
  wants(path: string): boolean;
  /**
   * Whether a file, which stood at `path` in its layer, is left out although the linked folder at `link` gives it a
   * path that is wanted. Absent: none is.
   */
  leavesOut?(path: string, link: string): boolean;
  /**
   * What is kept of the file; null when it is none of this reader's after all.
   * @throws UnreadableFileError when the file is broken; the scan goes on and is marked incomplete.
   */
  extract(path: string, content: Uint8Array): Extract | null;
  /**
   * For readers of what an archive says of a file beside its content, as `extract`.
   * @param capabilities Value of the extended attribute `security.capability`.
   */
  attributes?(capabilities: Uint8Array): Extract | null;
  /**
   * For readers that know their files by what is in them: they are shown every file they want piece by piece, of any
   * size, and `extract` is not called. Null: the file cannot be one of theirs.
   */
  scanner?(path: string, size: number): FileScanner<Extract> | null;
  /** The scanner may be shown files stored with holes, without the holes. Absent: they are passed over. */
  readonly takesHoles?: boolean;
}

/** Looks at one file as it streams by; keeps no more of it than it needs. */
export interface FileScanner<Extract extends Json = Json> {
  /** The next piece, which is the scanner's during the call only. Returns false when it needs no more of the file. */
  write(chunk: Uint8Array): boolean;
  /**
   * What is kept of the file; null when it is none of this reader's.
   * @throws UnreadableFileError when the file is broken
   */
  end(): Extract | null;
}

/** The file is not what its path promises. The message says what is wrong and where in the file. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  constructor(
    message: string,
    /** What could be read all the same: kept with the layer, beside the problem. Null: nothing. */
    readonly partial: Json | null = null,
  ) {
    super(message);
  }
}

/** One file that survived all layers. */
export interface ExtractedFile<Extract extends Json = Json> {
  /** Relative path, no leading slash. */
  readonly path: string;
  /** Diff id of the layer that brought this version of the file. */
  readonly layer: string;
  readonly extract: Extract;
}

/** What a cataloger may know of the image besides its own files. */
export interface CatalogContext {
  readonly osRelease: OsRelease | null;
  /** OSV ecosystem of the distribution (`Debian:12`); null when there is none or it is not known. */
  readonly distribution: string | null;
  /** Of a folder of sources: the paths of all files that were read, as the files'. Absent: it is none. */
  readonly sourceFiles?: ReadonlySet<string>;
}

/** Turns one package format's files into components. Pure. */
export interface Cataloger<Extract extends Json = Json> extends FileReader<Extract> {
  /** OSV ecosystems it can emit, without releases: `['Debian', 'Ubuntu']`. */
  readonly ecosystems: readonly string[];
  components(files: readonly ExtractedFile<Extract>[], context: CatalogContext): FoundComponent[];
}

/** Reads one format of lock files in a folder of sources. */
export interface SourceReader<Extract extends Json = Json> extends Cataloger<Extract> {
  /**
   * What cannot be told although every file was read, and the path (as the files') that leaves it open: the list of
   * components is incomplete then. Absent: there is no such thing.
   * @param sourceFiles Paths of all files of the folder that were read, whichever the reader.
   */
  unresolved?(
    files: readonly ExtractedFile<Extract>[],
    sourceFiles?: ReadonlySet<string>,
  ): readonly Unresolved[];
  /** Files that are no lock files, but say more of one. Absent: there are none. */
  readonly projectFiles?: ProjectFiles<Extract>;
}

/** A project's own files, which count beside a lock file alone. */
export interface ProjectFiles<Extract extends Json = Json> {
  /** Whether a path that the reader wants is one of them. */
  isOne(path: string): boolean;
  /** Stands for one that is there and was not read. */
  readonly unread: Extract;
  /** Paths of those that any lock file among the files is read with. */
  used(files: readonly ExtractedFile<Extract>[]): ReadonlySet<string>;
}

export interface Unresolved {
  readonly path: string;
  /** In plain words. */
  readonly detail: string;
}
