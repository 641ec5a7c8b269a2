import { UnreadableFileError } from '../model/file-reader.js';

/** Bytes of a database, read by offset; an offset outside of them is the file's fault. */
export class BoundedView {
  private readonly view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** Unsigned, one byte. */
  u8(offset: number): number {
    return this.view.getUint8(this.checked(offset, 1));
  }

  /** Unsigned, two bytes. */
  u16(offset: number, isLittleEndian = false): number {
    return this.view.getUint16(this.checked(offset, 2), isLittleEndian);
  }

  /** Unsigned, four bytes. */
  u32(offset: number, isLittleEndian = false): number {
    return this.view.getUint32(this.checked(offset, 4), isLittleEndian);
  }

  /** A part of the bytes, not copied. */
  slice(offset: number, length: number): Uint8Array {
    this.checked(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  private checked(offset: number, length: number): number {
    if (offset >= 0 && length >= 0 && offset + length <= this.bytes.length) return offset;
    throw new UnreadableFileError(`it is cut off: byte ${offset + length} of ${this.bytes.length} is needed`);
  }
}
