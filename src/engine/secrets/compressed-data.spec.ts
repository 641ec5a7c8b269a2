import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isCompressedLike } from './compressed-data.js';

/** Bytes that look random and are the same each time. */
const noise = (count: number) =>
  Buffer.concat(
    Array.from({ length: count / 64 }, (_, index) => createHash('sha512').update(String(index)).digest()),
  );
const hexText = Buffer.from(noise(64 * 1024).toString('hex'));

describe('isCompressedLike', () => {
  it('knows compressed data and noise', () => {
    expect(isCompressedLike(noise(128 * 1024))).toBe(true);
    expect(isCompressedLike(gzipSync(noise(128 * 1024)))).toBe(true);
  });

  it('takes nothing else for compressed: text, and noise with something readable where it is looked at', () => {
    expect(isCompressedLike(hexText)).toBe(false);
    expect(isCompressedLike(Buffer.alloc(128 * 1024))).toBe(false);
    expect(isCompressedLike(noise(1024))).toBe(false);
    for (const start of [0, 126 * 1024]) {
      const mixed = noise(128 * 1024);
      mixed.set(hexText.subarray(0, 2048), start);
      expect(isCompressedLike(mixed)).toBe(false);
    }
  });
});
