import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DocumentKind } from '../contracts/document.contract.js';
import type { InputAdapter } from '../engine/adapters/input-adapter.js';

/** A document that defines workloads, a Dockerfile, or what was collected or said of a host, as it is sent. */
export interface ScannedDocument {
  readonly kind: DocumentKind;
  /** What findings call it. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Larger files are no documents that people write: they are left to the readers of archives and SBOMs. */
const mostBytes = 16 * 2 ** 20;
const headBytes = 4_096;

/**
 * The document that stands in a file, by its form and its name; null: it is something else.
 * @throws the system's error when the file cannot be read
 */
export async function findDocument(path: string): Promise<ScannedDocument | null> {
  const handle = await open(path, 'r');
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > mostBytes) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    if (buffer.subarray(0, bytesRead).includes(0)) return null;
    const bytes = await readAll(handle, stats.size);
    const { recogniseInput } = await import('../engine/adapters/read-input.js');
    const name = basename(path);
    const adapter = recogniseInput(bytes.toString('utf8'), name);
    return adapter && { kind: kindOf(adapter.id), name, bytes };
  } finally {
    await handle.close();
  }
}

function kindOf(input: InputAdapter['id']): ScannedDocument['kind'] {
  return input === 'dockerfile' || input === 'host' || input === 'docker-bench' ? input : 'workload';
}

async function readAll(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
  return buffer.subarray(0, bytesRead);
}
