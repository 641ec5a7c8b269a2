/** A number of 2, 4 or 8 bytes; what is beyond 2^53 is not exact. */
export function numberAt(bytes: Buffer, at: number, width: 2 | 4 | 8, isLittle: boolean): number {
  if (width === 2) return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  if (width === 4) return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
}
