import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';

/** Route configuration of routes that take their body as a stream, whatever its content type says. */
export const streamedRoute = { isStreamed: true };

const passThrough = 'application/octet-stream';

/** Hands the raw body on for streamed routes; `curl --data-binary` and `curl -T` both work. */
export function acceptStreamedBodies(server: FastifyInstance): void {
  server.addContentTypeParser(passThrough, (_request, payload, done) => done(null, payload));
  server.addHook('onRequest', (request, _reply, done) => {
    const { isStreamed } = request.routeOptions.config as { isStreamed?: boolean };
    if (isStreamed) request.headers['content-type'] = passThrough;
    done();
  });
}

/** @throws AppError `bad-request` when the request has no body. */
export function streamedBody(body: unknown): Readable {
  if (body instanceof Readable) return body;
  throw new AppError('bad-request', 'The request has no body; send the file as the body.');
}
