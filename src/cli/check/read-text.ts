import { open } from 'node:fs/promises';

/** Bytes of one input. */
export const largestInput = 256 * 1024 * 1024;

export type ReadText =
  /** `isWhole` is false: the text is the first part of a file that is larger than what may be read. */
  | { readonly text: string; readonly isWhole: boolean }
  /** It is no text. */
  | null;

const headBytes = 64 * 1024;
const binaryLooksWithin = 8 * 1024;

/**
 * Reads a text of at most `largest` bytes; of a larger one its beginning.
 * @throws the system's error when it cannot be read
 */
export async function readTextFile(path: string, largest: number): Promise<ReadText> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const isWhole = size <= largest;
    if (isWhole && size > 0) return textOf(await handle.readFile(), true);
    if (isWhole) return await readStream(handle.createReadStream({ autoClose: false }), largest);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return textOf(buffer.subarray(0, bytesRead), false);
  } finally {
    await handle.close();
  }
}

/** Reads a stream to its end, or to `largest` bytes. */
export async function readStream(chunks: AsyncIterable<Uint8Array>, largest: number): Promise<ReadText> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length > largest) return textOf(Buffer.concat(read).subarray(0, headBytes), false);
  }
  return textOf(Buffer.concat(read), true);
}

function textOf(bytes: Buffer, isWhole: boolean): ReadText {
  if (bytes.subarray(0, binaryLooksWithin).includes(0)) return null;
  return { text: bytes.toString('utf8'), isWhole };
}
