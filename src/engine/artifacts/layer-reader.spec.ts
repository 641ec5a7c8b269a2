import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError, type FileReader } from '../model/file-reader.js';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import type { LayerIndex } from './layer-index.js';
import { readLayer } from './layer-reader.js';
import { storedZstd } from './stored-zstd.js';
import { TarBuilder, tarHeaderBlock } from './tar-builder.js';

/** Keeps the text of files named `note`; broken ones say so. */
const notes: FileReader<string> = {
  id: 'notes',
  version: 3,
  maxBytes: 100_000,
  wants: (path) => path.endsWith('note'),
  extract(_, content) {
    const text = Buffer.from(content).toString();
    if (text === 'broken') throw new UnreadableFileError('line 1 is broken');
    if (text.startsWith('half')) throw new UnreadableFileError('the end is missing', text);
    if (text === 'bug') throw new TypeError('x is undefined');
    return text === 'other' ? null : text;
  },
};

interface ReadSettings {
  readonly readers?: readonly FileReader[];
  readonly limits?: Partial<ArchiveLimits>;
  readonly diffId?: string;
  readonly signal?: AbortSignal;
  readonly compress?: (tar: Buffer) => Buffer;
  readonly chunkBytes?: number;
}

function diffIdOf(tar: Buffer): string {
  return `sha256:${createHash('sha256').update(tar).digest('hex')}`;
}

async function read(tar: Buffer, settings: ReadSettings = {}): Promise<LayerIndex> {
  const {
    readers = [notes],
    limits,
    diffId = diffIdOf(tar),
    signal,
    compress = gzipSync,
    chunkBytes = 65_536,
  } = settings;
  const bytes = compress(tar);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const options = { diffId, readers, limits: archiveLimits(limits), ...(signal ? { signal } : {}) };
  return readLayer(Readable.from(chunks), options);
}

function summary({ entries }: LayerIndex): string[] {
  return [...entries].map(
    ({ kind, path, linkTarget }) => `${kind} ${path}${linkTarget && ` -> ${linkTarget}`}`,
  );
}

describe('readLayer', () => {
  it('lists the entries with clean relative paths', async () => {
    const tar = new TarBuilder()
      .directory('.')
      .directory('./etc', { mode: 0o750, uid: 1, gid: 2 })
      .file('/etc/passwd', 'root', { mode: 0o644 })
      .file('a/../b//c')
      .symlink('bin', 'usr/bin')
      .hardLink('hard', './etc/passwd')
      .characterDevice('dev/null')
      .fifo('pipe')
      .whiteout('etc/old')
      .opaque('var')
      .file('.wh..wh.plnk');
    const index = await read(tar.toBuffer());
    expect(summary(index)).toEqual([
      'directory ',
      'directory etc',
      'file etc/passwd',
      'file b/c',
      'symlink bin -> usr/bin',
      'hardlink hard -> etc/passwd',
      'device dev/null',
      'fifo pipe',
      'whiteout etc/old',
      'opaque var',
    ]);
    expect(index.entries.at(1)).toMatchObject({ mode: 0o750, uid: 1, gid: 2, sizeBytes: 0 });
    expect(index.entries.at(2)).toMatchObject({ mode: 0o644, sizeBytes: 4 });
    expect(index.problems).toEqual([]);
  });

  it.each([
    ['plain', (tar: Buffer) => tar],
    ['gzip', (tar: Buffer) => gzipSync(tar)],
    ['zstd', storedZstd],
  ])('reads %s layers and what readers keep of their files', async (_, compress) => {
    const tar = new TarBuilder()
      .file('a/note', 'one')
      .file('b')
      .file('c/note', 'two'.repeat(9000))
      .toBuffer();
    const index = await read(tar, { compress, chunkBytes: 1000 });
    expect(index.extracts).toEqual({
      notes: [
        { path: 'a/note', entry: 0, extract: 'one' },
        { path: 'c/note', entry: 2, extract: 'two'.repeat(9000) },
      ],
    });
    expect(index).toMatchObject({
      diffId: diffIdOf(tar),
      uncompressedBytes: tar.length,
      readers: { notes: 3 },
    });
  });

  it('turns files that cannot be read into problems and goes on', async () => {
    const tar = new TarBuilder()
      .file('1/note', 'broken')
      .file('2/note', 'half of it')
      .file('3/note', 'bug')
      .file('4/note', 'x'.repeat(100_001))
      .file('5/note', 'other')
      .file('6/note', 'fine');
    const { problems, extracts } = await read(tar.toBuffer());
    expect(problems).toEqual([
      { path: '1/note', entry: 0, detail: 'line 1 is broken' },
      { path: '2/note', entry: 1, detail: 'the end is missing' },
      { path: '3/note', entry: 2, detail: 'The notes reader failed on it: x is undefined' },
      { path: '4/note', entry: 3, detail: 'It has 100001 bytes; notes reads at most 100000' },
    ]);
    expect(extracts['notes']?.map(({ path, extract }) => [path, extract])).toEqual([
      ['2/note', 'half of it'],
      ['6/note', 'fine'],
    ]);
  });

  it('keeps no more problems than it can, and says how many more there were', async () => {
    const tar = new TarBuilder();
    for (let index = 0; index < 1003; index++) tar.file(`${index}/note`, 'broken');
    const { problems } = await read(tar.toBuffer());
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)).toEqual({
      path: '',
      entry: null,
      detail: '3 more of its files could not be read',
    });
  });

  it('reports files beyond what may be read of one layer', async () => {
    const tar = new TarBuilder().file('1/note', '12345').file('2/note', '12345').toBuffer();
    const { problems } = await read(tar, { limits: { maxExtractedBytes: 9 } });
    expect(problems.map((problem) => problem.path)).toEqual(['2/note']);
  });

  it('reports entries of unknown types', async () => {
    const tar = Buffer.concat([tarHeaderBlock({ path: 'odd', typeFlag: 'Z', size: 0 }), Buffer.alloc(1024)]);
    expect((await read(tar)).problems).toMatchObject([{ path: 'odd', entry: null }]);
  });

  it('reads a file under usr/lib for a reader that knows it under lib', async () => {
    const reader = { ...notes, wants: (path: string) => path === 'lib/note' };
    const index = await read(new TarBuilder().file('usr/lib/note', 'x').toBuffer(), { readers: [reader] });
    expect(index.extracts['notes']).toMatchObject([{ path: 'usr/lib/note', extract: 'x' }]);
  });

  it.each([
    ['a file', (tar: TarBuilder) => tar.file('a/../../etc/passwd')],
    ['the target of a hard link', (tar: TarBuilder) => tar.hardLink('a', '../b')],
    ['a whiteout of its own folder', (tar: TarBuilder) => tar.file('a/.wh.')],
    ['a whiteout of the folder above', (tar: TarBuilder) => tar.file('a/.wh...')],
  ])('refuses a layer in which %s leads out of the root', async (_, fill) => {
    await expect(read(fill(new TarBuilder()).toBuffer())).rejects.toMatchObject({ code: 'path-escape' });
  });

  it('names the layer and the path in its errors', async () => {
    const tar = new TarBuilder().file('../x').toBuffer();
    await expect(read(tar)).rejects.toThrow(`Layer ${diffIdOf(tar)}: The entry "../x" leads out of the root`);
  });

  it('refuses a layer whose content is not what its diff id says', async () => {
    const tar = new TarBuilder().file('a').toBuffer();
    const diffId = diffIdOf(Buffer.from('other'));
    await expect(read(tar, { diffId })).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  it('refuses a layer cut off at any block, compressed or not', async () => {
    const tar = new TarBuilder().file('a/note', 'one').file('b', 'two').symlink('c', 'd').toBuffer();
    const diffId = diffIdOf(tar);
    for (let length = 0; length < tar.length; length += 512) {
      const cut = tar.subarray(0, length);
      await expect(read(cut, { diffId, compress: (bytes) => bytes })).rejects.toMatchObject({
        name: 'ArchiveError',
      });
    }
    const truncated = read(tar, { compress: (bytes) => gzipSync(bytes).subarray(0, 60) });
    await expect(truncated).rejects.toMatchObject({ code: 'truncated' });
  });

  it('reads a layer without an end mark, and one without anything', async () => {
    const tar = new TarBuilder().file('a').toBuffer();
    expect(summary(await read(tar.subarray(0, 512)))).toEqual(['file a']);
    expect(summary(await read(Buffer.alloc(0)))).toEqual([]);
  });

  it('refuses more entries than allowed without reading on', async () => {
    let blocks = 0;
    const header = tarHeaderBlock({ path: 'a', typeFlag: '0', size: 0 });
    const endless = Readable.from(
      (function* () {
        while (blocks < 10_000_000) {
          blocks += 100;
          yield Buffer.concat(Array.from({ length: 100 }, () => header));
        }
      })(),
    );
    const options = { diffId: diffIdOf(header), readers: [], limits: archiveLimits({ maxEntries: 5000 }) };
    await expect(readLayer(endless, options)).rejects.toMatchObject({ code: 'too-many-entries' });
    expect(blocks).toBeLessThan(10_000);
  });

  it('refuses bombs', async () => {
    const limits = { ratioFloorBytes: 1 << 20, maxRatio: 100 };
    const tar = new TarBuilder().file('zeros', Buffer.alloc(4 << 20)).toBuffer();
    await expect(read(tar, { limits })).rejects.toMatchObject({ code: 'bomb' });
    await expect(read(tar, { limits: { maxUncompressedBytes: 1 << 20 } })).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  it('stops when it is told to, with the reason, and closes the blob', async () => {
    const controller = new AbortController();
    const blob = new Readable({ read: () => undefined });
    blob.push(new TarBuilder().file('a').toBuffer().subarray(0, 512));
    const reading = readLayer(blob, {
      diffId: diffIdOf(Buffer.alloc(0)),
      readers: [],
      signal: controller.signal,
      onBytes: () => setImmediate(() => controller.abort(new Error('enough'))),
    });
    await expect(reading).rejects.toThrow('enough');
    expect(blob.destroyed).toBe(true);
    await expect(
      read(Buffer.alloc(1024), { signal: AbortSignal.abort(new Error('before')) }),
    ).rejects.toThrow('before');
  });
});

describe('a reader that knows its files by what is in them', () => {
  /** Keeps the size of files that begin with `!`, and says so of those that end with `?`. */
  const scanning: FileReader<number> = {
    id: 'scanning',
    version: 1,
    maxBytes: 10,
    wants: () => true,
    extract: () => null,
    scanner(_path, size) {
      if (size < 3) return null;
      let [first, last, seen] = ['', '', 0];
      return {
        write(chunk) {
          const text = Buffer.from(chunk).toString();
          first ||= text.charAt(0);
          last = text.slice(-1);
          seen += chunk.length;
          return first === '!';
        },
        end() {
          if (last === '?') throw new UnreadableFileError('it ends with a question', seen);
          return first === '!' ? seen : null;
        },
      };
    },
  };

  it('is shown every file piece by piece, whatever its size, beside the readers of whole files', async () => {
    const tar = new TarBuilder()
      .file('program', `!${'x'.repeat(300_000)}`)
      .file('small', '!')
      .file('text', 'text of some length')
      .file('broken', '!what?')
      .toBuffer();
    const diffId = `sha256:${createHash('sha256').update(tar).digest('hex')}`;
    const { extracts, problems } = await readLayer(Readable.from([tar]), { diffId, readers: [scanning] });
    expect(extracts['scanning']).toEqual([
      { path: 'program', entry: 0, extract: 300_001 },
      { path: 'broken', entry: 3, extract: 6 },
    ]);
    expect(problems).toEqual([{ path: 'broken', entry: 3, detail: 'it ends with a question' }]);
  });
});
