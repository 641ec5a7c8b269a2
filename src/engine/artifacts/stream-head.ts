import { Readable } from 'node:stream';
import { ArchiveError } from './archive-error.js';

/** The first bytes of a stream, and a stream that begins with them. */
export interface StreamHead {
  /** At least as long as asked for, unless the stream is shorter. */
  readonly head: Buffer;
  readonly source: Readable;
}

/** Looks at the first bytes of a stream of bytes. @throws the stream's own error; ArchiveError `truncated` when it is closed early. */
export async function peek(input: Readable, length: number): Promise<StreamHead> {
  const parts: Uint8Array[] = [];
  let total = 0;
  while (total < length) {
    const chunk = input.read() as Uint8Array | null;
    if (chunk) {
      parts.push(chunk);
      total += chunk.length;
    } else if (!(await hasMore(input))) break;
  }
  const head = Buffer.concat(parts);
  if (total < length) return { head, source: Readable.from(total > 0 ? [head] : []) };
  input.unshift(head);
  return { head, source: input };
}

/** Waits until something can be read; false at the end of the stream. */
function hasMore(input: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => () => {
      for (const [event, listener] of listeners) input.off(event, listener);
      action();
    };
    const fail = () =>
      reject(input.errored ?? new ArchiveError('truncated', 'The input was closed before its end'));
    const listeners = [
      ['readable', settle(() => resolve(true))],
      ['end', settle(() => resolve(false))],
      ['error', settle(fail)],
      ['close', settle(fail)],
    ] as const;
    if (input.readableEnded) return resolve(false);
    if (input.destroyed) return fail();
    for (const [event, listener] of listeners) input.on(event, listener);
  });
}
