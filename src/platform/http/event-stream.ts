import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { localizerOf } from '../../contracts/kit/localized.js';
import { languageOf } from './language.js';
import { languageHeaders } from './localizing.js';

/** A comment is sent this often, in milliseconds, so that proxies keep the connection open. */
const heartbeat = 15_000;

/**
 * Writes values of the contract as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to
 * their end, in the language that is asked for.
 */
export async function sendEvents<S extends z.ZodType>(
  request: FastifyRequest,
  reply: FastifyReply,
  { event, schema }: { readonly event: string; readonly schema: S },
  values: (signal: AbortSignal) => AsyncIterable<z.output<S>>,
): Promise<void> {
  const gone = new AbortController();
  request.raw.on('close', () => gone.abort());
  reply.hijack();
  const { raw } = reply;
  const localizer = localizerOf(schema);
  const language = languageOf(request.headers['accept-language']);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    ...(localizer ? languageHeaders(language) : {}),
  });
  const timer = setInterval(() => raw.write(':\n\n'), heartbeat);
  raw.on('close', () => gone.abort());
  try {
    for await (const value of values(gone.signal)) {
      const data = JSON.stringify(localizer ? localizer(value, language) : value);
      raw.write(`event: ${event}\ndata: ${data}\n\n`);
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    clearInterval(timer);
    raw.end();
  }
}
