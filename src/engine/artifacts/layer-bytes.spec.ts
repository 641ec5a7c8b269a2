import { Readable } from 'node:stream';
import { crc32, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { decompress } from './compression.js';
import { layerBytes, type LayerBlob } from './layer-bytes.js';
import { StepGunzip } from './step-gunzip.js';
import { storedZstd } from './stored-zstd.js';

const noise = Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * index * 31) >>> 5));

/** A blob whose chunks all stand in the same memory, as those of a file do. */
function blobOf(bytes: Buffer, chunkBytes: number): LayerBlob & { isDestroyed: boolean } {
  const memory = Buffer.alloc(chunkBytes);
  return {
    isDestroyed: false,
    destroy: () => undefined,
    async *[Symbol.asyncIterator]() {
      try {
        for (let at = 0; at < bytes.length; at += chunkBytes) {
          memory.fill(0xee);
          yield memory.subarray(0, bytes.copy(memory, 0, at, at + chunkBytes));
        }
      } finally {
        this.isDestroyed = true;
      }
    },
  };
}

/** How Node's decoder says that a member's checksum differs. */
const checksumError = 'incorrect data check';

async function gathered(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  try {
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return message.includes(checksumError) ? checksumError : `refused: ${code}`;
  }
  return Buffer.concat(parts).toString('latin1');
}

const read = (bytes: Buffer, chunkBytes = 64 * 1024, limits: Partial<ArchiveLimits> = {}) =>
  gathered(layerBytes(blobOf(bytes, chunkBytes), archiveLimits(limits)));
const text = (bytes: Buffer) => bytes.toString('latin1');

describe('layerBytes', () => {
  it('decodes in the calling thread with this version of Node', () => {
    const steps = StepGunzip.open();
    expect(steps).not.toBeNull();
    steps?.close();
  });

  it.each([
    ['plain bytes', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['gzip in members', (bytes: Buffer) => Buffer.concat([gzipSync(bytes), gzipSync('more')])],
    ['zstd', (bytes: Buffer) => storedZstd(bytes)],
  ])('gives what %s hold, whatever the chunks', async (name, packed) => {
    for (const bytes of [noise, Buffer.from('a'), Buffer.alloc(300_000)]) {
      const expected = text(bytes) + (name === 'gzip in members' ? 'more' : '');
      for (const chunkBytes of [29, 1000, 1 << 20])
        expect(await read(packed(bytes), chunkBytes)).toBe(expected);
    }
  });

  it('refuses what is cut off, broken, or too much', async () => {
    const packed = gzipSync(noise);
    expect(await read(packed.subarray(0, -1))).toBe('refused: truncated');
    expect(await read(packed.subarray(0, 1000))).toBe('refused: truncated');
    expect(await read(Buffer.concat([packed.subarray(0, 1000), noise]))).toBe('refused: corrupt');
    expect(await read(packed, 1000, { maxUncompressedBytes: 1000 })).toBe('refused: too-large');
    const bomb = { ratioFloorBytes: 1 << 20, maxRatio: 100 };
    expect(await read(gzipSync(Buffer.alloc(4 << 20)), 1000, bomb)).toBe('refused: bomb');
  });

  it("reads whatever bytes as Node's own decoder does, but for the members' checksums", async () => {
    const changed = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 12 }),
      cut: fc.nat(12),
    });
    const content = fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.constant(new Uint8Array(3000)));
    await fc.assert(
      fc.asyncProperty(
        content,
        content,
        changed,
        fc.integer({ min: 1, max: 200 }),
        async (one, two, change, size) => {
          const whole = Buffer.concat([gzipSync(one), gzipSync(two)]);
          const at = 2 + Math.floor(change.at * (whole.length - 2));
          const bytes = Buffer.concat([whole.subarray(0, at), change.bytes, whole.subarray(at + change.cut)]);
          const { chunks } = await decompress(Readable.from([bytes]), archiveLimits());
          const [own, nodes] = [await read(bytes, size), await gathered(chunks)];
          if (nodes !== checksumError) expect(own).toBe(nodes);
        },
      ),
      { numRuns: 800 },
    );
  });

  it("leaves a member's checksum to whoever verifies the digest, but not its length", async () => {
    const packed = gzipSync(noise);
    const changedAt = (at: number) => {
      const copy = Buffer.from(packed);
      copy[copy.length - at]! ^= 1;
      return copy;
    };
    expect(await read(changedAt(8))).toBe(text(noise));
    expect(await read(changedAt(4))).toBe('refused: corrupt');
  });

  it.each([
    ['a name and a comment', 0x18, ['a name', 0, 'a comment', 0]],
    ['a long name', 0x08, ['n'.repeat(100_000), 0]],
    ['more fields, none of them', 0x04, [0, 0]],
    ['more fields', 0x04, [3, 0, 'abc']],
    ['all of them', 0x1c, [2, 0, 'ab', 'name', 0, 'comment', 0]],
  ])('reads a header with %s as Node does, wherever it is cut', async (_, flags, parts) => {
    const start = Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 3]);
    const more = Buffer.concat(
      parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))),
    );
    const body = gzipSync('content').subarray(10);
    const packed = Buffer.concat([start, more, body]);
    expect(gunzipSync(packed).toString()).toBe('content');
    const withSum = Buffer.concat([start, more]);
    withSum[3]! |= 2;
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(crc32(withSum) & 0xffff);
    const summed = (checksum: Buffer) => Buffer.concat([withSum, checksum, body]);
    for (const size of [1, 7, 1 << 20]) {
      expect(await read(packed, size)).toBe('content');
      expect(await read(summed(sum), size)).toBe('content');
      expect(await read(summed(Buffer.from([sum[0]!, sum[1]! ^ 1])), size)).toBe('refused: corrupt');
      expect(await read(packed.subarray(0, start.length + more.length - 1), size)).toBe('refused: truncated');
    }
  });

  it('refuses a header that does not end within a mebibyte', async () => {
    const start = Buffer.from([0x1f, 0x8b, 8, 0x08, 1, 2, 3, 4, 0, 3]);
    const named = (length: number) =>
      Buffer.concat([start, Buffer.alloc(length, 'n'), Buffer.of(0), gzipSync('content').subarray(10)]);
    expect(await read(named(1024 * 1024 - start.length - 1))).toBe('content');
    expect(await read(named(1024 * 1024 - start.length))).toBe('refused: corrupt');
    expect(await read(named(8 * 1024 * 1024))).toBe('refused: corrupt');
  });

  it('reads members that end with a chunk, what fills up after them, and no other bytes', async () => {
    const packed = Buffer.concat([gzipSync('one'), gzipSync(''), gzipSync('two')]);
    for (let size = 1; size <= packed.length; size += 1) {
      expect(await read(packed, size)).toBe('onetwo');
      expect(await read(Buffer.concat([packed, Buffer.alloc(600), noise]), size)).toBe('onetwo');
      expect(await read(Buffer.concat([packed, Buffer.from('more')]), size)).toBe('refused: corrupt');
    }
  });

  it('ends the blob when it is left early, and tells how much was taken', async () => {
    const packed = gzipSync(noise);
    const blob = blobOf(packed, 500);
    let taken = 0;
    for await (const chunk of layerBytes(blob, archiveLimits(), (count) => (taken += count))) {
      if (chunk.length > 0) break;
    }
    expect(blob.isDestroyed).toBe(true);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(packed.length);
  });
});
