/** What is wrong with an archive; stable, so callers may decide by it. */
export type ArchiveErrorCode =
  | 'truncated'
  | 'corrupt'
  | 'digest-mismatch'
  | 'too-many-entries'
  | 'too-large'
  | 'bomb'
  | 'path-escape'
  | 'path-too-long'
  | 'unsupported'
  | 'encrypted'
  | 'missing-blob'
  | 'not-an-archive'
  | 'several-images'
  | 'no-such-image'
  | 'invalid-document';

/** A layer that an archive names but does not hold. */
export interface MissingLayer {
  readonly diffId: string;
  readonly digest: string;
  /** Path of the archive's entry that would hold it. */
  readonly path: string;
}

export interface ArchiveErrorDetails {
  /** With `missing-blob`. */
  readonly missing?: readonly MissingLayer[];
  /** With `several-images` and `no-such-image`: the names to choose from. */
  readonly references?: readonly string[];
}

/** An archive or layer that is refused. The message says what is wrong and where. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(
    readonly code: ArchiveErrorCode,
    message: string,
    readonly details: ArchiveErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
