/** A number of 2, 4 or 8 bytes; 0 where the bytes do not reach so far. What is beyond 2^53 is not exact. */
export function numberAt(bytes: Buffer, at: number, width: 2 | 4 | 8, isLittle: boolean): number {
  if (at < 0 || at + width > bytes.length) return 0;
  if (width === 2) return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  if (width === 4) return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
}

/** Where each entry of a table stands, as far as the bytes hold it whole. */
export function* entriesAt(bytes: Buffer, start: number, count: number, step: number): Generator<number> {
  for (let index = 0; index < count && step > 0; index += 1) {
    const at = start + index * step;
    if (at + step > bytes.length) return;
    yield at;
  }
}
