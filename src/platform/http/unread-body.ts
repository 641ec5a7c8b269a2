import type { IncomingMessage } from 'node:http';

/** How much of a refused upload is taken in and thrown away before the connection is cut. */
export interface DiscardLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

const defaultLimits: DiscardLimits = { bytes: 64 * 1024 * 1024, milliseconds: 10_000 };

/**
 * Lets a client that still sends get the answer it has been given already: a connection that is closed with bytes unread
 * is reset, and the answer is lost with it. The rest of the body is thrown away; beyond the limit in bytes it is left
 * unread, so that the client stalls, and beyond the limit in time the connection is cut.
 */
export function discardRest(request: IncomingMessage, limits: DiscardLimits = defaultLimits): void {
  if (request.complete || request.destroyed) return;
  let discarded = 0;
  const cut = setTimeout(() => request.socket.destroy(), limits.milliseconds);
  const onData = (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > limits.bytes) request.pause();
  };
  request.on('data', onData);
  request.once('close', () => clearTimeout(cut));
  request.once('end', () => clearTimeout(cut));
  request.once('error', () => clearTimeout(cut));
}
