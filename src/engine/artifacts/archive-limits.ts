const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const gibibyte = 1024 * mebibyte;

/** Bounds on what one archive or layer may cost. All sizes in bytes. */
export interface ArchiveLimits {
  /** Entries of one tar; long-name and PAX headers may be four times as many. */
  readonly maxEntries: number;
  /** Bytes of one tar after decompression. */
  readonly maxUncompressedBytes: number;
  /** Uncompressed to compressed; looked at only above `ratioFloorBytes`. */
  readonly maxRatio: number;
  /** Uncompressed bytes from which on `maxRatio` counts. */
  readonly ratioFloorBytes: number;
  /** Bytes of one path or link target: Linux' PATH_MAX. */
  readonly maxPathBytes: number;
  /** Characters of all paths and link targets of one tar together. */
  readonly maxPathsTotal: number;
  /** Bytes of one PAX or long-name header. */
  readonly maxHeaderBytes: number;
  /** Bytes of the files of one layer that readers look into, together. */
  readonly maxExtractedBytes: number;
  /** Window a zstd frame may ask for: the memory it takes to decompress it. */
  readonly maxWindowBytes: number;
  /** Bytes of one index, manifest or config. */
  readonly maxDocumentBytes: number;
  /** Bytes of all documents of one archive together. */
  readonly maxDocumentsTotal: number;
  /** Blobs of one image archive. */
  readonly maxBlobs: number;
}

export const defaultArchiveLimits: ArchiveLimits = Object.freeze({
  maxEntries: 2_000_000,
  maxUncompressedBytes: 64 * gibibyte,
  maxRatio: 500,
  ratioFloorBytes: gibibyte,
  maxPathBytes: 4096,
  maxPathsTotal: 256 * mebibyte,
  maxHeaderBytes: mebibyte,
  maxExtractedBytes: 512 * mebibyte,
  maxWindowBytes: 128 * mebibyte,
  maxDocumentBytes: 4 * mebibyte,
  maxDocumentsTotal: 64 * mebibyte,
  maxBlobs: 5000,
});

/** The default limits with some of them replaced. */
export function archiveLimits(overrides: Partial<ArchiveLimits> = {}): ArchiveLimits {
  return { ...defaultArchiveLimits, ...overrides };
}
