import type { Readable } from 'node:stream';
import { AppError } from '../errors/app-error.js';

/** A streamed body as a whole. @throws AppError `payload-too-large` as soon as it is longer */
export async function collectedBody(body: Readable, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes)
      throw new AppError('payload-too-large', `The document is larger than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
