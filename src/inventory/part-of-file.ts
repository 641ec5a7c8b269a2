import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ArchiveError } from '../engine/artifacts/archive-error.js';

/** Some bytes of a file that stands outside the content store. */
export interface PartOfFile {
  readonly file: string;
  readonly start: number;
  readonly sizeBytes: number;
}

export const readBytes = 256 * 1024;

/**
 * The bytes. A file that was cut off since ends early.
 * @throws ArchiveError `missing-blob` when the file is gone or cannot be read any more.
 */
export async function openPart({ file, start, sizeBytes }: PartOfFile): Promise<Readable> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    const what = `The archive ${file} can no longer be read (${error.code}); submit it again`;
    throw new ArchiveError('missing-blob', what, {}, { cause: error });
  });
  if (sizeBytes > 0) {
    return createReadStream(file, {
      fd: handle,
      start,
      end: start + sizeBytes - 1,
      highWaterMark: readBytes,
    });
  }
  await handle.close();
  return Readable.from([]);
}
