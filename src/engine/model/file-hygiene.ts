import type { FileFact } from './facts.js';

/** A file that gives capabilities to whoever runs it (capabilities(7)). */
export interface CapableFile extends FileFact {
  /** Names without `CAP_`, sorted; a number where it has none. */
  readonly capabilities: readonly string[];
}

/** Programs and libraries of a folder that somebody besides root may replace. */
export interface WritableCode {
  /** Absolute path of the folder, of no more than two names. */
  readonly folder: string;
  /** Who owns the files or the folders they stand in, and may write to them; null: root alone, or may not write. */
  readonly uid: number | null;
  /** Whose group may write to them; null: none, or root's. */
  readonly gid: number | null;
  readonly count: number;
  /** The first of them by path. */
  readonly example: string;
  /** Diff id of the layer that last wrote it. */
  readonly layer: string;
}

/** Files and folders that belong to development and not into an image, by the pattern they match. */
export interface DevelopmentFiles {
  readonly pattern: string;
  readonly count: number;
  /** The first of them by path; no more than 100. */
  readonly paths: readonly { readonly path: string; readonly layer: string }[];
}

/** What a layer has in the cache of a package manager, whether or not a later layer deletes it. */
export interface PackageCache {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly layer: string;
  readonly bytes: number;
}

/** What the files of an image tell of how it was put together. */
export interface FileHygiene {
  readonly capabilities: readonly CapableFile[];
  readonly writableCode: readonly WritableCode[];
  readonly developmentFiles: readonly DevelopmentFiles[];
  readonly packageCaches: readonly PackageCache[];
  /** Manual pages and documents of packages, without the licences: minimal images have none. */
  readonly documentCount: number;
}
