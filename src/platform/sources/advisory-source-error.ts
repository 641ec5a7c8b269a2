/** What is wrong with an advisory source as a whole. */
export type AdvisorySourceErrorCode =
  /** There is no such file or folder, or it may not be read. */
  | 'unreadable'
  /** Neither a zip, a folder nor JSON. */
  | 'unsupported'
  /** The file ends before its content does. */
  | 'truncated'
  /** The file contradicts itself. */
  | 'corrupt'
  /** More than an advisory source may hold. */
  | 'too-large'
  /** Nothing in it that could be a record. */
  | 'empty';

/** The source cannot be read any further; the message says what is wrong and where. Nothing after it was read. */
export class AdvisorySourceError extends Error {
  override readonly name = 'AdvisorySourceError';

  constructor(
    readonly code: AdvisorySourceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the system says is wrong, without the paths it names: `ENOENT: no such file or directory`. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(', ', 1)[0] ?? message;
}
