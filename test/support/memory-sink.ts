import { createHash } from 'node:crypto';
import type { BlobSink, BlobWriter, StoredBlob } from '../../src/engine/artifacts/blob-sink.js';

/** A blob store in memory, for specs; it knows how many writers are neither committed nor aborted. */
export class MemorySink implements BlobSink {
  readonly blobs = new Map<string, Buffer>();
  openWriters = 0;
  /** From this commit on (1: the first), commits fail. */
  failingCommit = Infinity;
  private commits = 0;

  async create(): Promise<BlobWriter> {
    this.openWriters++;
    return new MemoryWriter(this);
  }

  async remove(digest: string): Promise<void> {
    this.blobs.delete(digest);
  }

  /** @throws Error from `failingCommit` on. */
  put(digest: string, bytes: Buffer): boolean {
    if (++this.commits >= this.failingCommit) throw new Error('the disk is full');
    const isNew = !this.blobs.has(digest);
    this.blobs.set(digest, bytes);
    return isNew;
  }
}

class MemoryWriter implements BlobWriter {
  private readonly parts: Buffer[] = [];
  private isOpen = true;

  constructor(private readonly sink: MemorySink) {}

  write(chunk: Uint8Array): void {
    this.parts.push(Buffer.from(chunk));
  }

  async seal(): Promise<StoredBlob> {
    const bytes = Buffer.concat(this.parts);
    return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, sizeBytes: bytes.length };
  }

  async commit(): Promise<StoredBlob & { isNew: boolean }> {
    const blob = await this.seal();
    const isNew = this.sink.put(blob.digest, Buffer.concat(this.parts));
    this.close();
    return { ...blob, isNew };
  }

  async abort(): Promise<void> {
    this.close();
  }

  private close(): void {
    if (this.isOpen) this.sink.openWriters--;
    this.isOpen = false;
  }
}
