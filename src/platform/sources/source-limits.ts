const mebibyte = 1_048_576;

/** How much an advisory source may hold. Above, reading stops with `too-large`, or the single record is a problem. */
export interface SourceLimits {
  /** Bytes of one record, uncompressed. */
  readonly recordBytes: number;
  /** Bytes of all records of a zip together, uncompressed. */
  readonly totalBytes: number;
  /** Entries of a zip, or files below a folder. */
  readonly entries: number;
  /** Uncompressed to compressed bytes of a zip's entry; entries of less than a mebibyte may be denser. */
  readonly ratio: number;
  /** Levels of folders. */
  readonly depth: number;
}

export const defaultSourceLimits: SourceLimits = {
  recordBytes: 64 * mebibyte,
  totalBytes: 64 * 1024 * mebibyte,
  entries: 5_000_000,
  ratio: 200,
  depth: 16,
};

/** Entries below this many bytes are not held to the ratio. */
export const ratioFreeBytes = mebibyte;
