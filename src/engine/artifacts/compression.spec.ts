import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from './archive-error.js';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { decompress, detectCompression } from './compression.js';
import { storedZstd } from './stored-zstd.js';

const greeting = 'hello zstd, hello zstd, hello zstd\n'.repeat(400);
/** `greeting` as `zstd -19` and `zstd --no-check` write it. */
const zstdFrames = [
  'KLUv/WSwNb0AAGhoZWxsbyB6c3RkLCAKAgCK1iheXClJLy6TEw==',
  'KLUv/WCwNeUAAGhoZWxsbyB6c3RkLCAKBABo1igeAAc6lXulJAE=',
].map((text) => Buffer.from(text, 'base64'));

/** One frame of RLE blocks: each 4 bytes stand for 128 KiB of zeros. */
function zstdBomb(blocks: number): Buffer {
  const parts = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 7 << 3])];
  for (let index = 0; index < blocks; index++) {
    const block = Buffer.alloc(4);
    block.writeUIntLE(128 * 1024 * 8 + 2 + Number(index === blocks - 1), 0, 3);
    parts.push(block);
  }
  return Buffer.concat(parts);
}

async function expand(
  bytes: Buffer,
  { limits = {}, chunkBytes = 64 * 1024 }: { limits?: Partial<ArchiveLimits>; chunkBytes?: number } = {},
): Promise<Buffer> {
  const input = Readable.from(chunksOf(bytes, chunkBytes));
  const parts: Buffer[] = [];
  const { chunks } = await decompress(input, archiveLimits(limits));
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

function* chunksOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let offset = 0; offset < bytes.length; offset += size) yield bytes.subarray(offset, offset + size);
}

describe('detectCompression', () => {
  it.each([
    ['gzip', gzipSync('x')],
    ['zstd', zstdFrames[0]!],
    ['zstd', Buffer.from([0x5a, 0x2a, 0x4d, 0x18])],
    ['none', Buffer.from('plain')],
    ['none', Buffer.alloc(0)],
  ])('tells %s by its first bytes', (expected, head) => {
    expect(detectCompression(head)).toBe(expected);
  });
});

describe('decompress', () => {
  it('gives plain bytes as they are, however short', async () => {
    for (const text of ['', 'a', 'abc', 'abcd', greeting]) {
      expect((await expand(Buffer.from(text))).toString()).toBe(text);
    }
  });

  it('reads all members of a gzip file', async () => {
    const bytes = Buffer.concat([gzipSync('one '), gzipSync('two '), gzipSync('three')]);
    expect((await expand(bytes, { chunkBytes: 7 })).toString()).toBe('one two three');
  });

  it.each(zstdFrames)('reads a zstd frame', async (frame) => {
    expect((await expand(frame, { chunkBytes: 5 })).toString()).toBe(greeting);
  });

  it('reads zstd frames after each other and passes over skippable ones', async () => {
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]);
    const bytes = Buffer.concat([skippable, ...zstdFrames, skippable, storedZstd(Buffer.from('end'))]);
    expect((await expand(bytes)).toString()).toBe(`${greeting}${greeting}end`);
  });

  it('gives back what was compressed, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400_000, size: 'max' }),
        fc.integer({ min: 50, max: 9000 }),
        async (content, chunkBytes) => {
          const bytes = Buffer.from(content);
          expect((await expand(gzipSync(bytes), { chunkBytes })).equals(bytes)).toBe(true);
          expect((await expand(storedZstd(bytes), { chunkBytes })).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('refuses a stream that is cut off anywhere', async () => {
    for (const [name, bytes] of [
      ['gzip', gzipSync(greeting)],
      ['zstd', zstdFrames[0]!],
    ] as const) {
      for (let length = 5; length < bytes.length; length++) {
        await expect(expand(bytes.subarray(0, length)), `${name} at ${length}`).rejects.toMatchObject({
          name: 'ArchiveError',
        });
      }
    }
  });

  it('refuses a broken gzip stream', async () => {
    const bytes = gzipSync(greeting);
    bytes.fill(0xff, 12, 20);
    await expect(expand(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('throws nothing but ArchiveErrors on damaged zstd', async () => {
    const damage = fc.array(fc.tuple(fc.integer({ min: 4, max: zstdFrames[0]!.length - 1 }), fc.nat(255)), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(zstdFrames[0]!);
        for (const [offset, value] of changes) bytes[offset] = value;
        const result = await expand(bytes, { limits: { maxWindowBytes: 1 << 20 } }).catch(
          (error: Error) => error,
        );
        expect(Buffer.isBuffer(result) || result instanceof ArchiveError).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a zstd frame whose window would take too much memory, before it is allocated', async () => {
    const windowOf64Gigabytes = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 26 << 3, 1, 0, 0]);
    await expect(expand(windowOf64Gigabytes)).rejects.toMatchObject({ code: 'unsupported' });
    const singleSegment = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    await expect(expand(singleSegment)).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('refuses what expands too far, without holding it', async () => {
    const limits = { ratioFloorBytes: 1 << 20, maxRatio: 100 };
    await expect(expand(zstdBomb(60_000), { limits })).rejects.toMatchObject({ code: 'bomb' });
    await expect(expand(gzipSync(Buffer.alloc(8 << 20)), { limits })).rejects.toMatchObject({ code: 'bomb' });
    expect(await expand(gzipSync(Buffer.alloc(1 << 20)), { limits })).toHaveLength(1 << 20);
  });

  it('refuses more bytes than allowed', async () => {
    const limits = { maxUncompressedBytes: 1000 };
    await expect(expand(gzipSync(greeting), { limits })).rejects.toMatchObject({ code: 'too-large' });
    await expect(expand(Buffer.from(greeting), { limits })).rejects.toMatchObject({ code: 'too-large' });
  });

  it('tells how many bytes were taken in', async () => {
    const bytes = gzipSync(greeting);
    let taken = 0;
    const { chunks } = await decompress(
      Readable.from(chunksOf(bytes, 10)),
      archiveLimits(),
      (count) => (taken += count),
    );
    for await (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0);
    expect(taken).toBe(bytes.length);
  });

  it("passes the input's own errors on and closes it when reading stops", async () => {
    const failing = Readable.from(
      (function* () {
        yield gzipSync(greeting).subarray(0, 20);
        throw new Error('disk on fire');
      })(),
    );
    const { chunks } = await decompress(failing, archiveLimits());
    await expect(async () => {
      for await (const chunk of chunks) expect(chunk).toBeDefined();
    }).rejects.toThrow('disk on fire');
    const input = Readable.from(chunksOf(gzipSync(Buffer.alloc(5 << 20)), 100));
    const opened = await decompress(input, archiveLimits());
    for await (const chunk of opened.chunks) if (chunk.length > 0) break;
    expect(input.destroyed).toBe(true);
  });
});
