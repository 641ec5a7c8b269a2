import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { Chunks } from './http-transport.js';

export interface UploadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: Chunks;
  readonly signal?: AbortSignal | undefined;
}

/** Longest time without anything sent or received, in milliseconds. */
const silence = 300_000;
/** Longest answer to an upload, in bytes. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * Posts a body as it is read. Through Node's own HTTP client: it takes less than half of fetch's time for a streamed body,
 * and hands over an answer that comes before the body is sent.
 * Rejects with the error of the body, of the connection, or with the signal's reason.
 */
export function postStream({ url, headers, chunks, signal }: UploadRequest): Promise<Response> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise<Response>((resolve, reject) => {
    let isAnswered = false;
    const request = send(url, { method: 'POST', headers });
    const stop = () => request.destroy(abortReason(signal));
    signal?.addEventListener('abort', stop, { once: true });
    request.setTimeout(silence, () => request.destroy(new DOMException('no sign of life', 'TimeoutError')));
    request.on('error', reject);
    request.on('close', () => {
      signal?.removeEventListener('abort', stop);
      if (!isAnswered) reject(new Error('the connection was closed'));
    });
    request.on('response', (response) => {
      isAnswered = true;
      answer(response)
        .then(resolve, reject)
        .finally(() => request.writableFinished || request.destroy());
    });
    pipeline(chunks, request).catch((error: unknown) => isAnswered || reject(error as Error));
    if (signal?.aborted) stop();
  });
}

async function answer(response: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxAnswerBytes) throw new Error('the answer is too long');
    parts.push(part);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  const status = response.statusCode ?? 500;
  return new Response(length === 0 ? null : Buffer.concat(parts), { status, headers });
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted');
}
