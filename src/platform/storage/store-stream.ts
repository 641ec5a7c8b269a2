import { Transform, type Readable } from 'node:stream';
import type { BlobSink } from '../../engine/artifacts/blob-sink.js';
import { AppError } from '../errors/app-error.js';

/** The stream, ended with an error that names the setting once it has carried more than `limit` bytes. */
export function limited(body: Readable, limit: number, setting = 'IRONHULL_MAX_UPLOAD'): Readable {
  let count = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.length;
      done(count <= limit ? null : tooLarge(limit, setting), chunk);
    },
  });
  body.on('error', (error) => counter.destroy(error));
  return body.pipe(counter);
}

/** @throws AppError `payload-too-large` as `limited` does. */
export function refuseLarger(sizeBytes: number, limit: number, setting = 'IRONHULL_MAX_UPLOAD'): void {
  if (sizeBytes > limit) throw tooLarge(limit, setting);
}

function tooLarge(limit: number, setting: string): AppError {
  return new AppError('payload-too-large', `The upload is larger than ${limit} bytes (${setting}).`);
}

/** Stores a whole stream as one blob; nothing is kept when it fails or is longer than `limit` bytes. */
export async function storeStream(
  content: BlobSink,
  body: Readable,
  limit: number,
  setting?: string,
): Promise<{ digest: string; sizeBytes: number }> {
  const blob = await content.create();
  try {
    for await (const chunk of limited(body, limit, setting)) await blob.write(chunk as Buffer);
    return await blob.commit();
  } catch (error) {
    await blob.abort();
    throw error;
  }
}
