import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobSink, BlobWriter, StoredBlob } from '../../engine/artifacts/blob-sink.js';

const digestPattern = /^sha256:([0-9a-f]{64})$/;
const readBytes = 256 * 1024;
/** Bytes that are written at a time. */
const batchBytes = 1024 * 1024;

export interface ContentStoreOptions {
  /** Wait until a blob is on the disk before it counts as stored. Default false. */
  readonly isDurable?: boolean;
}

/** A blob in the store. */
export interface ContentEntry extends StoredBlob {
  readonly modifiedAt: Date;
}

/**
 * Blobs in a folder by their sha256: `sha256/ab/abcd…`. A blob is written beside them under a name of its own and moved
 * into place when it is complete, so that readers see whole blobs only.
 */
export class ContentStore implements BlobSink {
  private readonly incoming: string;

  constructor(
    private readonly folder: string,
    private readonly options: ContentStoreOptions = {},
  ) {
    this.incoming = join(folder, 'incoming');
  }

  /** Begins a blob. Nothing of it is in the store before `commit`. */
  async create(): Promise<BlobWriter> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const path = join(this.incoming, randomUUID());
    const handle = await open(path, 'wx', 0o600);
    return new FileBlobWriter(handle, path, (digest) => this.pathOf(digest), this.options.isDurable ?? false);
  }

  /** The blob's bytes. The stream fails with ENOENT when the store does not have it. */
  open(digest: string): Readable {
    return createReadStream(this.pathOf(digest), { highWaterMark: readBytes });
  }

  /** A small blob as a whole. Fails with ENOENT when the store does not have it. */
  read(digest: string): Promise<Buffer> {
    return readFile(this.pathOf(digest));
  }

  async has(digest: string): Promise<boolean> {
    return exists(this.pathOf(digest));
  }

  /** Does nothing when the store does not have it. */
  async remove(digest: string): Promise<void> {
    await unlink(this.pathOf(digest)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  /** Every blob, in no particular order. A blob that is removed meanwhile is left out. */
  async *list(): AsyncGenerator<ContentEntry> {
    const root = join(this.folder, 'sha256');
    for (const prefix of await namesIn(root)) {
      for (const name of await namesIn(join(root, prefix))) {
        const digest = `sha256:${name}`;
        if (!digestPattern.test(digest)) continue;
        const found = await statOrNull(join(root, prefix, name));
        if (found) yield { digest, sizeBytes: found.size, modifiedAt: found.mtime };
      }
    }
  }

  /**
   * Removes what writers that were killed left behind: unfinished blobs last written before `before`.
   * @returns how many there were.
   */
  async sweep(before: Date): Promise<number> {
    let count = 0;
    for (const name of await namesIn(this.incoming)) {
      const path = join(this.incoming, name);
      const found = await statOrNull(path);
      if (!found || found.mtime >= before) continue;
      await rm(path, { force: true });
      count++;
    }
    return count;
  }

  /** Where the blob is, or would be. */
  pathOf(digest: string): string {
    const hex = digestPattern.exec(digest)?.[1];
    if (!hex) throw new RangeError(`${JSON.stringify(digest.slice(0, 100))} is no sha256 digest`);
    return join(this.folder, 'sha256', hex.slice(0, 2), hex);
  }
}

/**
 * Writes while the next bytes come in: chunks are gathered and go to the disk together, one batch at a time. A chunk
 * belongs to the writer once it is given.
 */
class FileBlobWriter implements BlobWriter {
  private readonly hash: Hash = createHash('sha256');
  private sizeBytes = 0;
  private sealed: StoredBlob | null = null;
  private isDone = false;
  private gathered: Uint8Array[] = [];
  private gatheredBytes = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    private readonly targetOf: (digest: string) => string,
    private readonly isDurable: boolean,
  ) {}

  async write(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.sizeBytes += chunk.length;
    this.gathered.push(chunk);
    this.gatheredBytes += chunk.length;
    if (this.gatheredBytes >= batchBytes) await this.writeGathered();
  }

  async seal(): Promise<StoredBlob> {
    if (this.sealed) return this.sealed;
    await this.writeGathered();
    await this.writing;
    if (this.isDurable) await this.handle.datasync();
    await this.handle.close();
    this.sealed = { digest: `sha256:${this.hash.digest('hex')}`, sizeBytes: this.sizeBytes };
    return this.sealed;
  }

  /** Waits for the batch before, and starts the next one. */
  private async writeGathered(): Promise<void> {
    await this.writing;
    const batch = this.gathered;
    this.gathered = [];
    this.gatheredBytes = 0;
    this.writing = writeAll(this.handle, batch);
    // Whoever waits for the batch hears of its failure; until then it is nobody's.
    this.writing.catch(() => undefined);
  }

  /** Moving over a blob that is there already changes nothing but its time, which shows that it is in use. */
  async commit(): Promise<StoredBlob & { isNew: boolean }> {
    const blob = await this.seal();
    const target = this.targetOf(blob.digest);
    const isNew = !(await exists(target));
    await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
    await rename(this.path, target);
    this.isDone = true;
    return { ...blob, isNew };
  }

  async abort(): Promise<void> {
    if (this.isDone) return;
    this.isDone = true;
    await this.writing.catch(() => undefined);
    if (!this.sealed) await this.handle.close();
    await rm(this.path, { force: true });
  }
}

async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return;
  const { bytesWritten } = await handle.writev(chunks);
  let skip = bytesWritten;
  for (const chunk of chunks) {
    // A short write: what is left goes out chunk by chunk.
    for (let offset = Math.min(skip, chunk.length); offset < chunk.length;) {
      offset += (await handle.write(chunk, offset)).bytesWritten;
    }
    skip = Math.max(0, skip - chunk.length);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Empty when the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

async function statOrNull(path: string): Promise<{ size: number; mtime: Date } | null> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
