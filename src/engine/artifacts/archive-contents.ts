import { createHash } from 'node:crypto';
import { ArchiveError } from './archive-error.js';
import type { ArchiveLimits } from './archive-limits.js';
import type { BlobSink, BlobWriter, StoredBlob } from './blob-sink.js';
import { detectCompression, type Compression } from './compression.js';
import { baseNameOf, cleanPath, directoryOf } from './entry-path.js';
import type { TarHeader } from './tar-entry.js';
import type { BodyHandler } from './tar-reader.js';

/** A blob that was written, but not yet put into the store. */
export interface PendingBlob extends StoredBlob {
  readonly writer: BlobWriter;
  readonly compression: Compression;
}

/** Links followed from one entry of an archive to another. */
const maxLinks = 8;
const blobFolder = 'blobs/sha256/';
/** What `docker save` keeps for Docker before 1.10. */
const skippedNames: ReadonlySet<string> = new Set(['VERSION', 'json', 'repositories']);

/**
 * What an image archive holds: JSON documents in memory, everything else as sealed blobs that are not in the store yet.
 * Entries are handed in while the tar is read; their bytes are written by `flush`, which sets the pace.
 */
export class ArchiveContents {
  private readonly documents = new Map<string, Buffer>();
  private readonly blobs = new Map<string, PendingBlob>();
  private readonly links = new Map<string, string>();
  private readonly writers = new Set<BlobWriter>();
  private readonly steps: (() => Promise<void> | void)[] = [];
  private documentBytes = 0;
  private blobCount = 0;

  constructor(
    private readonly sink: BlobSink,
    private readonly limits: ArchiveLimits,
  ) {}

  /** @throws ArchiveError `path-escape`, `too-large`, `too-many-entries`. */
  onEntry(header: TarHeader): BodyHandler | null {
    const path = cleanPath(header.path);
    if (header.type === 'symlink') this.links.set(path, cleanPath(besides(path, header.linkPath)));
    else if (header.type === 'hardlink') this.links.set(path, cleanPath(header.linkPath));
    if (header.type !== 'file' || skippedNames.has(baseNameOf(path))) return null;
    if (header.isSparse) throw new ArchiveError('unsupported', `The entry ${path} is stored with holes`);
    if (path.endsWith('.json') || path === 'oci-layout') return this.documentBody(path, header.size);
    if (++this.blobCount > this.limits.maxBlobs) {
      throw new ArchiveError('too-many-entries', `The archive has more than ${this.limits.maxBlobs} blobs`);
    }
    return this.sniffedBody(path, header.size);
  }

  /** Writes what was handed in since the last call. */
  async flush(): Promise<void> {
    for (const step of this.steps.splice(0)) await step();
  }

  /** The document at a path; null when there is none. */
  document(path: string): Buffer | null {
    return this.documents.get(this.resolve(path)) ?? null;
  }

  /** The blob at a path; null when there is none, or when it is a document. */
  blob(path: string): PendingBlob | null {
    return this.blobs.get(this.resolve(path)) ?? null;
  }

  /** Where the links from a path lead within the archive. @throws ArchiveError `corrupt` when in a circle. */
  resolve(path: string): string {
    let current = path;
    for (let links = 0; links < maxLinks; links++) {
      const next = this.links.get(current);
      if (next === undefined) return current;
      current = next;
    }
    throw new ArchiveError('corrupt', `The links from ${path} lead in a circle`);
  }

  /** Removes every trace of what was not committed. */
  async abort(): Promise<void> {
    this.steps.length = 0;
    await Promise.allSettled([...this.writers].map((writer) => writer.abort()));
  }

  private documentBody(path: string, size: number): BodyHandler {
    if (size > this.limits.maxDocumentBytes) {
      const what = `${path} has ${size} bytes; a document has at most ${this.limits.maxDocumentBytes}`;
      throw new ArchiveError('too-large', what);
    }
    this.documentBytes += size;
    if (this.documentBytes > this.limits.maxDocumentsTotal) {
      throw new ArchiveError(
        'too-large',
        `The documents together exceed ${this.limits.maxDocumentsTotal} bytes`,
      );
    }
    const content = Buffer.allocUnsafe(size);
    let fill = 0;
    return {
      write: (chunk) => {
        fill += chunk.copy(content, fill);
      },
      end: () => this.keepDocument(path, content),
    };
  }

  private keepDocument(path: string, content: Buffer): void {
    verifyName(path, `sha256:${createHash('sha256').update(content).digest('hex')}`);
    const earlier = this.documents.get(path);
    if (this.blobs.has(path) || (earlier && !earlier.equals(content))) throw twice(path);
    this.documents.set(path, content);
  }

  /** Small things that begin like JSON are documents, whatever their names. */
  private sniffedBody(path: string, size: number): BodyHandler {
    let chosen: BodyHandler | null = null;
    const choose = (first: number | undefined) => {
      const isDocument = first === 0x7b && size <= this.limits.maxDocumentBytes;
      return isDocument ? this.documentBody(path, size) : this.blobBody(path);
    };
    return {
      write: (chunk) => {
        chosen ??= choose(chunk[0]);
        chosen.write(chunk);
      },
      end: () => {
        chosen ??= choose(undefined);
        chosen.end();
      },
    };
  }

  private blobBody(path: string): BodyHandler {
    let writer: BlobWriter | null = null;
    let head = Buffer.alloc(0);
    const opened = async () => {
      writer = await this.sink.create();
      this.writers.add(writer);
    };
    this.steps.push(opened);
    return {
      write: (chunk) => {
        if (head.length < 4) head = Buffer.concat([head, chunk.subarray(0, 4)]);
        this.steps.push(() => writer!.write(chunk));
      },
      end: () => {
        this.steps.push(async () => this.keepBlob(path, writer!, detectCompression(head)));
      },
    };
  }

  private async keepBlob(path: string, writer: BlobWriter, compression: Compression): Promise<void> {
    const blob = await writer.seal();
    verifyName(path, blob.digest);
    const earlier = this.blobs.get(path);
    if (this.documents.has(path) || (earlier && earlier.digest !== blob.digest)) throw twice(path);
    if (earlier) await earlier.writer.abort();
    this.blobs.set(path, { ...blob, writer, compression });
  }
}

/** Where a relative link of an entry leads; absolute ones are taken from the root. */
function besides(path: string, target: string): string {
  return target.startsWith('/') ? target : `${directoryOf(path)}/${target}`;
}

function verifyName(path: string, digest: string): void {
  if (!path.startsWith(blobFolder) || `sha256:${path.slice(blobFolder.length)}` === digest) return;
  throw new ArchiveError('digest-mismatch', `The content of ${path} has the digest ${digest}`);
}

function twice(path: string): ArchiveError {
  return new ArchiveError('corrupt', `The archive holds ${path} twice, with different content`);
}
