const windowBytes = 1024;
const windows = 4;
/** Of 256 byte values, 251 stand in a kibibyte of random ones on average; in one of machine code less than 200. */
const manyValues = 238;

/** Whether bytes look compressed or encrypted throughout, by some parts of them: no text can be read there. */
export function isCompressedLike(bytes: Uint8Array): boolean {
  if (bytes.length < windows * windowBytes * 2) return false;
  const step = Math.floor((bytes.length - windowBytes) / (windows - 1));
  for (let window = 0; window < windows; window++) {
    const start = window * step;
    if (valuesIn(bytes, start, start + windowBytes) < manyValues) return false;
  }
  return true;
}

/** How many different bytes there are. */
function valuesIn(bytes: Uint8Array, from: number, to: number): number {
  const seen = new Uint8Array(256);
  for (let at = from; at < to; at++) seen[bytes[at]!] = 1;
  let count = 0;
  for (let value = 0; value < seen.length; value++) count += seen[value]!;
  return count;
}
