import { open, stat } from 'node:fs/promises';
import type { Chunks } from './http-transport.js';

/** What is to be scanned, and of which kind it is. */
export type ScanInput =
  | { readonly kind: 'image' | 'sbom'; /** Path of a file, or its bytes. */ readonly source: string | Chunks }
  | { readonly kind: 'source'; /** Path of a folder. */ readonly source: string };

/** Bytes that are looked at. */
const headBytes = 4_096;

/**
 * Finds out what there is to scan: a folder is one of sources; text that begins as JSON, as XML or as SPDX's tags do is a
 * bill of materials; anything else is an image archive.
 * @throws the system's error when the file cannot be read
 */
export async function recogniseInput(source: string | Chunks): Promise<ScanInput> {
  if (typeof source !== 'string') return recogniseChunks(source);
  const stats = await stat(source);
  if (stats.isDirectory()) return { kind: 'source', source };
  // What can be read only once is sent as it is.
  if (!stats.isFile()) return { kind: 'image', source };
  const handle = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return { kind: kindOf(buffer.subarray(0, bytesRead)), source };
  } finally {
    await handle.close();
  }
}

async function recogniseChunks(chunks: Chunks): Promise<ScanInput> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < headBytes) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(next.value);
    length += next.value.length;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { kind: kindOf(Buffer.concat(head)), source: whole() };
}

/** A tar begins with a path, which may be any text; its magic tells (POSIX ustar, 257 bytes in). */
function kindOf(head: Uint8Array): 'image' | 'sbom' {
  const bytes = Buffer.from(head);
  if (bytes.toString('latin1', 257, 262) === 'ustar' || bytes.includes(0)) return 'image';
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return /^(?:\{|<|SPDXVersion:|#)/.test(text) ? 'sbom' : 'image';
}
