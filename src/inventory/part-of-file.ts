import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ArchiveError } from '../engine/artifacts/archive-error.js';
import type { LayerBlob } from '../engine/artifacts/layer-bytes.js';

/** Some bytes of a file that stands outside the content store. */
export interface PartOfFile {
  readonly file: string;
  readonly start: number;
  readonly sizeBytes: number;
}

/** What holds a blob: a file, or a part of one. */
export type BlobPlace = string | PartOfFile;

const readBytes = 256 * 1024;
/** Chunks from one look at what the thread was told meanwhile to the next: it may be to stop. */
const chunksAtATime = 8;

/** The bytes. @throws what `openFile` and `openPart` throw. */
export function openBlob(blob: BlobPlace): LayerBlob {
  return typeof blob === 'string' ? openFile(blob) : openPart(blob);
}

/**
 * The bytes. A file that was cut off since ends early.
 * @throws ArchiveError `missing-blob` when the file is gone or cannot be read any more.
 */
export function openPart({ file, start, sizeBytes }: PartOfFile): LayerBlob {
  try {
    return new FileBytes(openSync(file, 'r'), start, start + sizeBytes);
  } catch (error) {
    const what = `The archive ${file} can no longer be read (${(error as NodeJS.ErrnoException).code}); submit it again`;
    throw new ArchiveError('missing-blob', what, {}, { cause: error });
  }
}

/** The bytes of a file. @throws the system's error when it cannot be opened. */
function openFile(file: string): LayerBlob {
  return new FileBytes(openSync(file, 'r'), 0, Number.POSITIVE_INFINITY);
}

/**
 * Reads a file by the calling thread, which has to wait for it anyway: the system reads ahead. Each chunk stands in the
 * memory of the one before. Closes the file when reading ends, however it does.
 */
class FileBytes implements LayerBlob {
  private isOpen = true;
  private failure: Error | null = null;

  constructor(
    private readonly descriptor: number,
    private position: number,
    private readonly end: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const memory = Buffer.allocUnsafeSlow(Math.min(readBytes, Math.max(0, this.end - this.position)));
    try {
      for (let chunks = 1; this.isOpen && this.position < this.end; chunks++) {
        const length = Math.min(memory.length, this.end - this.position);
        const count = readSync(this.descriptor, memory, 0, length, this.position);
        if (count === 0) break;
        this.position += count;
        yield memory.subarray(0, count);
        if (chunks % chunksAtATime === 0) await setImmediate();
      }
      if (this.failure) throw this.failure;
    } finally {
      this.destroy();
    }
  }

  destroy(error?: Error): void {
    this.failure ??= error ?? null;
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}
