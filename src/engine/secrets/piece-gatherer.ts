/** A part of a file that is searched at once. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Where in the file it begins. */
  readonly offset: number;
  /** Where in it what was not searched before begins. */
  readonly searchFrom: number;
  readonly isLast: boolean;
}

const pieceBytes = 128 * 1024;
/** Memory for pieces that is not in use, wiped: taken anew for each file, it would keep the garbage collector busy. */
const spares: Buffer[] = [];
const maxSpares = 4;

/**
 * Makes pieces of a file that comes in chunks of any size. Each piece begins with the last `keptBytes` of the one before,
 * so that nothing is cut at a border. A file that comes in one chunk is one piece and is not copied.
 */
export class PieceGatherer {
  /** Of the piece being gathered: as much of the memory as the file needs. */
  private buffer: Buffer | null = null;
  private memory: Buffer | null = null;
  private fill = 0;
  private offset = 0;
  private searchFrom = 0;
  private hasEnded = false;
  /** Bytes given so far. */
  taken = 0;

  /** @param size bytes of the file, as announced. */
  constructor(
    private readonly size: number,
    private readonly options: { readonly keptBytes: number; readonly reachBytes: number },
    private readonly onPiece: (piece: Piece) => void,
  ) {}

  write(chunk: Uint8Array): void {
    if (this.hasEnded) return;
    const isWhole = this.taken === 0 && chunk.length === this.size;
    this.taken += chunk.length;
    if (isWhole) {
      this.hasEnded = true;
      this.onPiece({ bytes: chunk, offset: 0, searchFrom: 0, isLast: true });
    } else for (let from = 0; from < chunk.length;) from += this.gather(chunk, from);
  }

  /** Searches what is left. */
  end(): void {
    if (this.hasEnded || !this.buffer) return;
    this.hasEnded = true;
    const { offset, searchFrom } = this;
    this.onPiece({ bytes: this.buffer.subarray(0, this.fill), offset, searchFrom, isLast: true });
    this.giveBack(this.buffer);
  }

  private take(): Buffer {
    this.memory = spares.pop() ?? Buffer.allocUnsafeSlow(pieceBytes);
    return this.memory.subarray(0, Math.min(this.size, pieceBytes));
  }

  private giveBack(buffer: Buffer): void {
    buffer.fill(0);
    if (this.memory && spares.length < maxSpares) spares.push(this.memory);
    this.buffer = null;
    this.memory = null;
  }

  /** Returns how many bytes of the chunk are done with; those beyond the announced size are passed over. */
  private gather(chunk: Uint8Array, from: number): number {
    this.buffer ??= this.take();
    if (this.fill === this.buffer.length) return chunk.length - from;
    const count = Math.min(chunk.length - from, this.buffer.length - this.fill);
    this.buffer.set(chunk.subarray(from, from + count), this.fill);
    this.fill += count;
    if (this.fill === this.buffer.length && this.offset + this.fill < this.size) this.next(this.buffer);
    return count;
  }

  private next(buffer: Buffer): void {
    const { offset, searchFrom } = this;
    this.onPiece({ bytes: buffer, offset, searchFrom, isLast: false });
    const kept = this.options.keptBytes;
    buffer.copyWithin(0, buffer.length - kept);
    this.offset += buffer.length - kept;
    this.fill = kept;
    this.searchFrom = kept - this.options.reachBytes;
  }
}
