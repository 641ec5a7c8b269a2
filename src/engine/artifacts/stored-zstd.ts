const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** A window of 128 KiB, no checksum, no content size. */
const header = Buffer.from([0x00, 7 << 3]);
const maxBlockBytes = 128 * 1024;

/**
 * The bytes as a zstd frame of raw blocks (https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.2): every decoder reads
 * it, and nothing is compressed.
 */
export function storedZstd(content: Uint8Array): Buffer {
  const parts: Uint8Array[] = [magic, header];
  let offset = 0;
  do {
    const block = content.subarray(offset, offset + maxBlockBytes);
    offset += block.length;
    const blockHeader = Buffer.alloc(3);
    blockHeader.writeUIntLE(block.length * 8 + Number(offset >= content.length), 0, 3);
    parts.push(blockHeader, block);
  } while (offset < content.length);
  return Buffer.concat(parts);
}
