import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';

const pageBytes = 131_072;
const keptPages = 4;

/**
 * Reads a file at random places through a few cached pages, since a zip's directory and its entries are read in turn
 * and in small pieces. Closing the file is the caller's.
 */
export class PagedFile extends RandomAccessReader {
  private readonly pages = new Map<number, Buffer>();

  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {
    super();
  }

  /** What `fs.read` does; a short count means that the file ends there. */
  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.fill(target.subarray(offset, offset + length), position).then(
      (bytesRead) => callback(null, bytesRead),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  /** Bytes from `position` on; fewer than `length` when the file ends before. */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - position)));
    return bytes.subarray(0, await this.fill(bytes, position));
  }

  private async fill(target: Buffer, position: number): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      const at = position + filled;
      const page = await this.page(Math.floor(at / pageBytes));
      const copied = page.copy(target, filled, at % pageBytes);
      if (copied === 0) break;
      filled += copied;
    }
    return filled;
  }

  private async page(number: number): Promise<Buffer> {
    const page = this.pages.get(number) ?? (await this.load(number));
    this.pages.delete(number);
    this.pages.set(number, page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > keptPages && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }

  private async load(number: number): Promise<Buffer> {
    const page = Buffer.allocUnsafe(pageBytes);
    let filled = 0;
    while (filled < pageBytes) {
      const at = number * pageBytes + filled;
      const { bytesRead } = await this.handle.read(page, filled, pageBytes - filled, at);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return page.subarray(0, filled);
  }
}
