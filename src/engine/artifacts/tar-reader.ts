import { ArchiveError } from './archive-error.js';
import type { ArchiveLimits } from './archive-limits.js';
import { parsePaxRecords, type PaxRecords } from './pax-records.js';
import { blockBytes, isZeroBlock, parseHeaderBlock, type HeaderBlock } from './tar-header.js';
import {
  completeHeader,
  metadataFlags,
  refusedFlags,
  type HeaderOverrides,
  type TarHeader,
} from './tar-entry.js';
import { decodeField } from './tar-text.js';

/** Receives an entry's body. Chunks are views of the bytes written to the reader and are not copied. */
export interface BodyHandler {
  write(chunk: Buffer): void;
  /** The body is complete. */
  end(): void;
}

export type TarReaderLimits = Pick<
  ArchiveLimits,
  'maxEntries' | 'maxPathBytes' | 'maxPathsTotal' | 'maxHeaderBytes'
>;

export interface TarReaderOptions {
  readonly limits: TarReaderLimits;
  /** Called for every entry; null: its body is passed over. */
  onEntry(header: TarHeader): BodyHandler | null;
  /** The tar may end without the two blocks of zeros, as some writers leave them out. Default false. */
  readonly isEndMarkOptional?: boolean;
}

/** Long-name and PAX headers and sparse maps, as a multiple of the entries allowed. */
const metadataPerEntry = 4;
/** UTF-8 bytes that one UTF-16 unit can take. */
const maxBytesPerUnit = 3;
const noRecords: PaxRecords = Object.freeze({});

/**
 * Reads a tar that is pushed into it chunk by chunk: ustar, GNU long names, base-256 numbers and sparse headers, PAX.
 * Bodies nobody wants are passed over without being copied. Every error is an ArchiveError.
 */
export class TarReader {
  private readonly block = Buffer.allocUnsafe(blockBytes);
  private blockFill = 0;
  /** Offset in the tar of the byte that comes next. */
  private position = 0;
  private skipBytes = 0;
  private bodyBytes = 0;
  private paddingBytes = 0;
  private body: BodyHandler | null = null;
  private zeroBlocks = 0;
  private isInSparseMap = false;
  private sparseHeader: HeaderBlock | null = null;
  private overrides: HeaderOverrides = { pax: noRecords, longPath: null, longLink: null };
  private entries = 0;
  private metadataHeaders = 0;
  private pathsTotal = 0;

  constructor(private readonly options: TarReaderOptions) {}

  private readonly where = (): string => `The tar at byte ${this.position - blockBytes}`;

  /** @throws ArchiveError `corrupt`, `unsupported`, `too-many-entries`, `path-too-long`. */
  write(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length && this.zeroBlocks < 2) {
      if (this.skipBytes > 0) {
        const count = Math.min(this.skipBytes, chunk.length - offset);
        this.skipBytes -= count;
        offset += count;
        this.position += count;
      } else if (this.body) offset += this.consumeBody(this.body, chunk, offset);
      else offset += this.consumeBlock(chunk, offset);
    }
  }

  /** @throws ArchiveError `truncated` when the tar is not complete. */
  end(): void {
    if (this.zeroBlocks === 2) return;
    const isBetweenEntries =
      this.skipBytes === 0 && this.blockFill === 0 && !this.body && !this.isInSparseMap && !this.hasPending();
    if (isBetweenEntries && this.options.isEndMarkOptional) return;
    const what = isBetweenEntries ? 'the end mark is missing' : 'it ends in the middle of an entry';
    throw new ArchiveError('truncated', `The tar is cut off at byte ${this.position}: ${what}`);
  }

  private hasPending(): boolean {
    const { pax, longPath, longLink } = this.overrides;
    return pax !== noRecords || longPath !== null || longLink !== null;
  }

  private consumeBody(body: BodyHandler, chunk: Buffer, offset: number): number {
    const count = Math.min(this.bodyBytes, chunk.length - offset);
    this.bodyBytes -= count;
    this.position += count;
    body.write(offset === 0 && count === chunk.length ? chunk : chunk.subarray(offset, offset + count));
    if (this.bodyBytes === 0) this.endBody(body);
    return count;
  }

  private endBody(body: BodyHandler): void {
    this.body = null;
    this.skipBytes = this.paddingBytes;
    body.end();
  }

  private consumeBlock(chunk: Buffer, offset: number): number {
    const available = chunk.length - offset;
    if (this.blockFill === 0 && available >= blockBytes) {
      this.position += blockBytes;
      this.onBlock(chunk, offset);
      return blockBytes;
    }
    const count = Math.min(blockBytes - this.blockFill, available);
    chunk.copy(this.block, this.blockFill, offset, offset + count);
    this.blockFill += count;
    this.position += count;
    if (this.blockFill === blockBytes) {
      this.blockFill = 0;
      this.onBlock(this.block, 0);
    }
    return count;
  }

  private onBlock(block: Buffer, offset: number): void {
    if (this.isInSparseMap) return this.onSparseMap(block, offset);
    if (block[offset] === 0 && isZeroBlock(block, offset)) {
      if (this.hasPending()) throw this.error('corrupt', 'an extended header is followed by no entry');
      this.zeroBlocks++;
      return;
    }
    if (this.zeroBlocks > 0) throw this.error('corrupt', 'a lone block of zeros is followed by more');
    this.onHeader(parseHeaderBlock(block, offset, this.where));
  }

  /** Blocks that continue a GNU sparse map stand between the header and the body. */
  private onSparseMap(block: Buffer, offset: number): void {
    if (++this.metadataHeaders > this.options.limits.maxEntries * metadataPerEntry) throw this.tooMany();
    if (block[offset + 504] !== 0) return;
    this.isInSparseMap = false;
    const header = this.sparseHeader;
    this.sparseHeader = null;
    if (header) this.onEntryHeader(header);
  }

  private onHeader(header: HeaderBlock): void {
    const flag = String.fromCharCode(header.typeFlag);
    if (refusedFlags.has(flag)) throw this.error('unsupported', `entries of type ${flag} are not supported`);
    if (metadataFlags.has(flag)) return this.onMetadata(flag, header.size);
    if (flag === 'V') return this.beginBody(header.size, null);
    if (header.isExtended) {
      this.sparseHeader = header;
      this.isInSparseMap = true;
    } else this.onEntryHeader(header);
  }

  private onMetadata(flag: string, size: number): void {
    const { maxEntries, maxHeaderBytes } = this.options.limits;
    if (++this.metadataHeaders > maxEntries * metadataPerEntry) throw this.tooMany();
    if (size > maxHeaderBytes) {
      throw this.error(
        'too-large',
        `an extended header has ${size} bytes; at most ${maxHeaderBytes} are read`,
      );
    }
    const content = Buffer.allocUnsafe(size);
    let fill = 0;
    this.beginBody(size, {
      write: (chunk) => {
        fill += chunk.copy(content, fill);
      },
      end: () => this.onMetadataBody(flag, content),
    });
  }

  /** Global PAX headers (`g`) say nothing that container engines apply to entries. */
  private onMetadataBody(flag: string, content: Buffer): void {
    if (flag === 'L') this.overrides.longPath = decodeField(content, 0, content.length);
    else if (flag === 'K') this.overrides.longLink = decodeField(content, 0, content.length);
    else {
      const records = parsePaxRecords(content, this.where());
      if (flag !== 'g') this.overrides.pax = records;
    }
  }

  private onEntryHeader(block: HeaderBlock): void {
    const { limits } = this.options;
    if (++this.entries > limits.maxEntries) throw this.tooMany();
    const header = completeHeader(block, this.overrides, this.where);
    this.checkPaths(header);
    if (this.hasPending()) this.overrides = { pax: noRecords, longPath: null, longLink: null };
    this.beginBody(header.storedBytes, this.options.onEntry(header));
  }

  private checkPaths({ path, linkPath }: TarHeader): void {
    const { maxPathBytes, maxPathsTotal } = this.options.limits;
    for (const text of [path, linkPath]) {
      if (text.length * maxBytesPerUnit > maxPathBytes && Buffer.byteLength(text) > maxPathBytes) {
        throw this.error(
          'path-too-long',
          `the path ${text.slice(0, 80)}… is longer than ${maxPathBytes} bytes`,
        );
      }
    }
    this.pathsTotal += path.length + linkPath.length;
    if (this.pathsTotal > maxPathsTotal) {
      throw this.error('too-large', `the paths together are longer than ${maxPathsTotal} characters`);
    }
  }

  private beginBody(size: number, handler: BodyHandler | null): void {
    const padding = (blockBytes - (size % blockBytes)) % blockBytes;
    if (!handler) {
      this.skipBytes = size + padding;
      return;
    }
    this.paddingBytes = padding;
    this.bodyBytes = size;
    if (size === 0) this.endBody(handler);
    else this.body = handler;
  }

  private error(code: 'corrupt' | 'unsupported' | 'too-large' | 'path-too-long', what: string): ArchiveError {
    return new ArchiveError(code, `${this.where()}: ${what}`);
  }

  private tooMany(): ArchiveError {
    const { maxEntries } = this.options.limits;
    return new ArchiveError('too-many-entries', `The tar has more than ${maxEntries} entries`);
  }
}
