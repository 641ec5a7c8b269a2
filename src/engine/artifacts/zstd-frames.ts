import { ArchiveError } from './archive-error.js';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
const rleBlock = 1;
const reservedBlock = 3;

/**
 * Follows zstd frames as their bytes go by (https://www.rfc-editor.org/rfc/rfc8878#section-3.1) and refuses a frame
 * whose window asks for more memory than allowed, before any decompressor sees its header.
 */
export class ZstdFrameGuard {
  private readonly field = Buffer.alloc(18);
  private fieldFill = 0;
  private fieldBytes = 4;
  private skipBytes = 0;
  private state: 'magic' | 'descriptor' | 'header' | 'skippable' | 'block' = 'magic';
  private hasChecksum = false;
  private isLastBlock = false;

  constructor(private readonly maxWindowBytes: number) {}

  /** @throws ArchiveError `corrupt`, `unsupported`. */
  push(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.skipBytes > 0) {
        const count = Math.min(this.skipBytes, chunk.length - offset);
        this.skipBytes -= count;
        offset += count;
        continue;
      }
      this.field[this.fieldFill++] = chunk[offset++]!;
      if (this.fieldFill === this.fieldBytes) this.onField();
    }
  }

  /** @throws ArchiveError `truncated` when the last frame is not complete. */
  end(): void {
    if (this.state === 'magic' && this.fieldFill === 0 && this.skipBytes === 0) return;
    throw new ArchiveError('truncated', 'The zstd stream ends in the middle of a frame');
  }

  private onField(): void {
    if (this.state === 'magic') this.onMagic();
    else if (this.state === 'skippable') this.expect('magic', 4, this.field.readUInt32LE(0));
    else if (this.state === 'descriptor') this.onDescriptor();
    else if (this.state === 'header') this.onFrameHeader();
    else this.onBlockHeader();
  }

  private onMagic(): void {
    const magic = this.field.readUInt32LE(0);
    if (magic === frameMagic) {
      this.state = 'descriptor';
      this.fieldBytes = 5;
    } else if ((magic & 0xfffffff0) >>> 0 === skippableMagic) this.expect('skippable', 4);
    else throw new ArchiveError('corrupt', 'The zstd stream goes on with something that is no frame');
  }

  private onDescriptor(): void {
    const descriptor = this.field[4]!;
    if (descriptor & 0x08) throw new ArchiveError('corrupt', 'A zstd frame header has its reserved bit set');
    const { windowBytes, dictionaryBytes, contentBytes } = headerFields(descriptor);
    if (dictionaryBytes > 0) throw new ArchiveError('unsupported', 'The zstd stream needs a dictionary');
    this.hasChecksum = (descriptor & 0x04) !== 0;
    this.state = 'header';
    this.fieldBytes = 5 + windowBytes + contentBytes;
    if (this.fieldBytes === 5) this.onFrameHeader();
  }

  private onFrameHeader(): void {
    const { windowBytes, contentBytes } = headerFields(this.field[4]!);
    const window = windowBytes > 0 ? windowSize(this.field[5]!) : contentSize(this.field, 5, contentBytes);
    if (window > this.maxWindowBytes) {
      const what = `A zstd frame needs a window of ${window} bytes; at most ${this.maxWindowBytes} are allowed`;
      throw new ArchiveError('unsupported', what);
    }
    this.expect('block', 3);
  }

  private onBlockHeader(): void {
    const header = this.field.readUIntLE(0, 3);
    const type = (header >> 1) & 3;
    if (type === reservedBlock) throw new ArchiveError('corrupt', 'A zstd block has a reserved type');
    this.isLastBlock = (header & 1) === 1;
    const body = type === rleBlock ? 1 : header >> 3;
    if (this.isLastBlock) this.expect('magic', 4, body + (this.hasChecksum ? 4 : 0));
    else this.expect('block', 3, body);
  }

  private expect(state: 'magic' | 'skippable' | 'block', fieldBytes: number, skipBytes = 0): void {
    this.state = state;
    this.fieldBytes = fieldBytes;
    this.fieldFill = 0;
    this.skipBytes = skipBytes;
  }
}

/** Bytes of the optional fields of a frame header. A frame without a window has its content as the window. */
function headerFields(descriptor: number): {
  windowBytes: number;
  dictionaryBytes: number;
  contentBytes: number;
} {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentFlag = descriptor >> 6;
  return {
    windowBytes: isSingleSegment ? 0 : 1,
    dictionaryBytes: [0, 1, 2, 4][descriptor & 3]!,
    contentBytes: contentFlag === 0 ? Number(isSingleSegment) : 1 << contentFlag,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(field: Buffer, offset: number, bytes: number): number {
  if (bytes === 8) return Number(field.readBigUInt64LE(offset));
  const size = field.readUIntLE(offset, bytes);
  return bytes === 2 ? size + 256 : size;
}
