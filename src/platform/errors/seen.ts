import { AppError } from './app-error.js';

/** What a client says that it has seen of something: `If-Match`. Null: it said nothing. */
export type Seen = string | null;

/** How something stands. */
export interface Known {
  readonly etag: string;
  /** Who changed it last, and when. */
  readonly author: string;
  readonly updatedAt: Date;
}

/**
 * Keeps anybody from changing what they have not seen.
 * @param what `the draft of "x"`
 * @throws AppError `precondition-required` when the client does not say what it has seen; `precondition-failed` when it is
 * not that any more
 */
export function refuseUnseen(what: string, { etag, author, updatedAt }: Known, seen: Seen): void {
  if (seen === null) {
    const detail = `${what[0]?.toUpperCase()}${what.slice(1)} is there already. Read it, and send its ETag as If-Match with the change.`;
    throw new AppError('precondition-required', detail);
  }
  if (seen === etag || seen === '*') return;
  const detail = `${author} changed ${what} at ${updatedAt.toISOString()}. Read it again, and put the two together.`;
  throw new AppError('precondition-failed', detail);
}
