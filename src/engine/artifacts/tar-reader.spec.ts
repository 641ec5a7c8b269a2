import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tarSamples } from '../../../test/support/tar-samples.js';
import { ArchiveError, type ArchiveErrorCode } from './archive-error.js';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { sealHeaderBlock, TarBuilder, tarHeaderBlock } from './tar-builder.js';
import type { TarHeader } from './tar-entry.js';
import { TarReader } from './tar-reader.js';

interface ReadEntry extends TarHeader {
  readonly content: string;
}

function readTar(
  bytes: Buffer,
  limits: Partial<ArchiveLimits> = {},
  chunkSizes: readonly number[] = [],
): ReadEntry[] {
  const entries: ReadEntry[] = [];
  const reader = new TarReader({
    limits: archiveLimits(limits),
    onEntry(header) {
      const parts: Buffer[] = [];
      const position = entries.push({ ...header, content: '' }) - 1;
      const end = () => (entries[position] = { ...header, content: Buffer.concat(parts).toString('latin1') });
      return { write: (chunk) => parts.push(chunk), end };
    },
  });
  let offset = 0;
  for (const size of chunkSizes) reader.write(bytes.subarray(offset, (offset += size)));
  reader.write(bytes.subarray(offset));
  reader.end();
  return entries;
}

function codeOf(act: () => unknown): ArchiveErrorCode | 'no error' {
  try {
    act();
    return 'no error';
  } catch (error) {
    if (error instanceof ArchiveError) return error.code;
    throw error;
  }
}

function header(overrides: Partial<Parameters<typeof tarHeaderBlock>[0]> = {}): Buffer {
  return tarHeaderBlock({ path: 'a', typeFlag: '0', size: 0, ...overrides });
}

describe('TarReader', () => {
  it.each(Object.keys(tarSamples) as (keyof typeof tarSamples)[])(
    'reads what GNU tar writes as %s',
    (format) => {
      const folder = 'very-long-folder-name-'.repeat(6);
      const entries = readTar(tarSamples[format]);
      expect(
        entries.map(({ path, type, size, linkPath, isSparse }) => [path, type, size, linkPath, isSparse]),
      ).toEqual([
        [`${folder}/`, 'directory', 0, '', false],
        [`${folder}/file.txt`, 'file', 3, '', false],
        ['hard', 'hardlink', 0, `${folder}/file.txt`, false],
        ['holes', 'file', 2_621_440, '', true],
        ['link', 'symlink', 0, `${folder}/file.txt`, false],
        ['sparse', 'file', 1_048_576, '', true],
        ['zlast', 'file', 5, '', false],
      ]);
      expect(entries.at(-1)).toMatchObject({ content: 'last\n', uid: 1000, gid: 1000, mode: 0o644 });
    },
  );

  it('gives every kind of entry with its attributes', () => {
    const tar = new TarBuilder()
      .file('bin/su', 'x', { mode: 0o4755, uid: 1, gid: 2 })
      .directory('tmp', { mode: 0o1777 })
      .symlink('a', '/b')
      .hardLink('c', 'bin/su')
      .characterDevice('dev/null')
      .fifo('pipe');
    const entries = readTar(tar.toBuffer());
    expect(entries.map(({ path, type }) => `${type} ${path}`)).toEqual([
      'file bin/su',
      'directory tmp/',
      'symlink a',
      'hardlink c',
      'device dev/null',
      'fifo pipe',
    ]);
    expect(entries[0]).toMatchObject({ mode: 0o4755, uid: 1, gid: 2, size: 1, content: 'x' });
    expect(entries[1]!.mode).toBe(0o1777);
  });

  it('reads the same however the bytes are cut into chunks', () => {
    const whole = readTar(tarSamples.pax);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 60 }), (sizes) => {
        expect(readTar(tarSamples.pax, {}, sizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.keys(tarSamples) as (keyof typeof tarSamples)[])(
    'refuses the %s sample cut off at any block as truncated',
    (format) => {
      const bytes = tarSamples[format];
      const end = bytes.length - 512 * trailingZeroBlocks(bytes) + 1024;
      const codes = new Set<string>();
      for (let length = 0; length < end; length += 512)
        codes.add(codeOf(() => readTar(bytes.subarray(0, length))));
      expect([...codes]).toEqual(['truncated']);
    },
  );

  it('refuses a body cut off at any byte', () => {
    const bytes = new TarBuilder().file('a', 'content').toBuffer();
    for (let length = 1; length < 1100; length += 37) {
      expect(codeOf(() => readTar(bytes.subarray(0, length)))).toBe('truncated');
    }
  });

  it('refuses a header whose checksum is wrong', () => {
    const bytes = new TarBuilder().file('a').toBuffer();
    bytes[0] = 0x62;
    expect(codeOf(() => readTar(bytes))).toBe('corrupt');
  });

  it('refuses more entries than allowed', () => {
    const bytes = new TarBuilder().file('a').file('b').file('c').toBuffer();
    expect(codeOf(() => readTar(bytes, { maxEntries: 2 }))).toBe('too-many-entries');
    expect(readTar(bytes, { maxEntries: 3 })).toHaveLength(3);
  });

  it('refuses endless extended headers', () => {
    const record = Buffer.alloc(512);
    record.write('6 a=b\n');
    const pair = Buffer.concat([header({ typeFlag: 'g', size: 6 }), record]);
    const bytes = Buffer.concat(Array.from({ length: 20 }, () => pair));
    expect(codeOf(() => readTar(bytes, { maxEntries: 2 }))).toBe('too-many-entries');
  });

  it('refuses an extended header that is too large before it is read', () => {
    expect(codeOf(() => readTar(header({ typeFlag: 'x', size: 2_000_000 })))).toBe('too-large');
    expect(codeOf(() => readTar(header({ typeFlag: 'L', size: 2_000_000 })))).toBe('too-large');
  });

  it('refuses a path longer than a file system takes', () => {
    const bytes = new TarBuilder().file(`a/${'b'.repeat(5000)}`).toBuffer();
    expect(codeOf(() => readTar(bytes))).toBe('path-too-long');
  });

  it('refuses paths that together take too much memory', () => {
    const bytes = new TarBuilder().file('aaaaaa').file('bbbbbb').toBuffer();
    expect(codeOf(() => readTar(bytes, { maxPathsTotal: 11 }))).toBe('too-large');
  });

  it('refuses a lone zero block between entries and an extended header without an entry', () => {
    const entry = header();
    expect(codeOf(() => readTar(Buffer.concat([entry, Buffer.alloc(512), entry])))).toBe('corrupt');
    const record = Buffer.alloc(512);
    record.write('9 path=b\n');
    const orphan = Buffer.concat([header({ typeFlag: 'x', size: 9 }), record, Buffer.alloc(1024)]);
    expect(codeOf(() => readTar(orphan))).toBe('corrupt');
  });

  it('refuses formats in which the next header cannot be found', () => {
    expect(codeOf(() => readTar(header({ typeFlag: 'M', size: 5 })))).toBe('unsupported');
  });

  it('names entries of unknown types', () => {
    const bytes = Buffer.concat([header({ typeFlag: 'Z' }), Buffer.alloc(1024)]);
    expect(readTar(bytes)[0]).toMatchObject({ type: 'unknown', path: 'a' });
  });

  it('reads base-256 numbers and refuses those that are negative or too large', () => {
    const block = header();
    block.fill(0, 108, 116);
    block[108] = 0x80;
    block.writeUInt32BE(3_000_000, 112);
    const bytes = Buffer.concat([sealHeaderBlock(block), Buffer.alloc(1024)]);
    expect(readTar(bytes)[0]!.uid).toBe(3_000_000);
    block[108] = 0xff;
    expect(codeOf(() => readTar(sealHeaderBlock(block)))).toBe('corrupt');
    block.fill(0xbf, 124, 136);
    expect(codeOf(() => readTar(sealHeaderBlock(block)))).toBe('corrupt');
  });

  it('reads the path prefix of ustar headers and none of GNU headers', () => {
    const block = header({ path: 'name' });
    block.write('prefix', 345);
    expect(readTar(Buffer.concat([sealHeaderBlock(block), Buffer.alloc(1024)]))[0]!.path).toBe('prefix/name');
    block.write('ustar  \0', 257, 'latin1');
    expect(readTar(Buffer.concat([sealHeaderBlock(block), Buffer.alloc(1024)]))[0]!.path).toBe('name');
  });

  it('gives links no body whatever size they state, as container engines do', () => {
    const link = header({ path: 'link', typeFlag: '1', size: 512, linkPath: 'a' });
    const bytes = Buffer.concat([link, header({ path: 'hidden' }), Buffer.alloc(1024)]);
    expect(readTar(bytes).map((entry) => entry.path)).toEqual(['link', 'hidden']);
  });

  it('keeps names apart that are no UTF-8', () => {
    const names = [0xe9, 0xe8].map((byte) => {
      const block = header();
      block[0] = byte;
      return sealHeaderBlock(block);
    });
    const paths = readTar(Buffer.concat([...names, Buffer.alloc(1024)])).map((entry) => entry.path);
    expect(new Set(paths).size).toBe(2);
    expect(readTar(new TarBuilder().file('größe').toBuffer())[0]!.path).toBe('größe');
  });

  it('throws nothing but ArchiveErrors on garbage and on damaged tars', () => {
    const damage = fc.array(fc.tuple(fc.nat(tarSamples.pax.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(tarSamples.pax);
        for (const [offset, value] of changes) bytes[offset] = value;
        expect(codeOf(() => readTar(bytes))).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), (bytes) => {
        const code = codeOf(() => readTar(Buffer.from(bytes)));
        expect(['corrupt', 'truncated', 'no error']).toContain(code);
      }),
    );
  });
});

function trailingZeroBlocks(bytes: Buffer): number {
  let count = 0;
  while (
    bytes.subarray(bytes.length - 512 * (count + 1), bytes.length - 512 * count).every((byte) => byte === 0)
  )
    count++;
  return count;
}
