import type { FastifyReply, FastifyRequest } from 'fastify';

/** A comment is sent this often, in milliseconds, so that proxies keep the connection open. */
const heartbeat = 15_000;

/** Writes values as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to their end. */
export async function sendEvents<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  event: string,
  values: (signal: AbortSignal) => AsyncIterable<T>,
): Promise<void> {
  const gone = new AbortController();
  request.raw.on('close', () => gone.abort());
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const timer = setInterval(() => raw.write(':\n\n'), heartbeat);
  raw.on('close', () => gone.abort());
  try {
    for await (const value of values(gone.signal))
      raw.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    clearInterval(timer);
    raw.end();
  }
}
