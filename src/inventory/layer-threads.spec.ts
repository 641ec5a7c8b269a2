import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tarHeaderBlock } from '../engine/artifacts/tar-builder.js';
import { decodeLayerIndex } from '../engine/artifacts/layer-index.js';
import { runLayerTask } from './layer-task.js';
import { LayerThreads } from './layer-threads.js';

const programs = {
  reader: program('src/inventory/layer-thread-main.ts'),
  decoder: program('src/inventory/layer-decoder-main.ts'),
};
const threads = LayerThreads.running(programs);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-threads-'));
});
afterAll(async () => {
  await threads.onModuleDestroy();
  await rm(folder, { recursive: true, force: true });
});

function program(module: string) {
  return { entry: pathToFileURL(resolve('test/support/run-typescript.mjs')), argv: [module] };
}

/** A layer of so many empty files, as a file. */
async function layer(name: string, files: number): Promise<{ diffId: string; blob: string; bytes: number }> {
  const entries = Array.from({ length: files }, (_, index) =>
    tarHeaderBlock({ path: `${name}/${index}`, typeFlag: '0', size: 0 }),
  );
  const content = Buffer.concat([...entries, Buffer.alloc(1024)]);
  const blob = join(folder, name);
  await writeFile(blob, content);
  const diffId = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { diffId, blob, bytes: content.length };
}

/** The same, compressed. */
async function packedLayer(name: string, files: number) {
  const { diffId, blob } = await layer(name, files);
  const content = gzipSync(await readFile(blob), { level: 1 });
  await writeFile(blob, content);
  return { diffId, blob, content };
}
const nothing = () => undefined;

describe('LayerThreads', () => {
  it('read what the calling thread would read, several at a time, and tell of every byte', async () => {
    const layers = await Promise.all([layer('a', 3), layer('b', 5_000), layer('c', 1)]);
    const told = layers.map(() => 0);
    const read = await Promise.all(
      layers.map(({ diffId, blob }, index) =>
        threads.read({ diffId, blob }, (count) => void (told[index]! += count)),
      ),
    );
    expect(told).toEqual(layers.map(({ bytes }) => bytes));
    for (const [index, { diffId, blob }] of layers.entries()) {
      const here = await runLayerTask({ diffId, blob }, nothing);
      expect(read[index]!.uncompressedBytes).toBe(here.uncompressedBytes);
      expect(await decodeLayerIndex(read[index]!.content)).toEqual(await decodeLayerIndex(here.content));
    }
  });

  it('read the same when another thread decodes, and tell of as many bytes', async () => {
    const { diffId, blob, content } = await packedLayer('apart', 12_000);
    let told = 0;
    const read = await threads.read({ diffId, blob }, (count) => void (told += count), undefined, true);
    const here = await runLayerTask({ diffId, blob }, nothing);
    expect(read.uncompressedBytes).toBe(here.uncompressedBytes);
    expect(await decodeLayerIndex(read.content)).toEqual(await decodeLayerIndex(here.content));
    expect(told).toBe(content.length);
  });

  it('fail as they would alone when another thread decodes', async () => {
    const { diffId, content } = await packedLayer('packed', 12_000);
    const read = (blob: string) => threads.read({ diffId, blob }, nothing, undefined, true);
    const cut = join(folder, 'cut');
    await writeFile(cut, content.subarray(0, content.length / 2));
    await expect(read(cut)).rejects.toMatchObject({ name: 'ArchiveError', code: 'truncated' });
    await expect(read(join(folder, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
    const mine = LayerThreads.running({ ...programs, decoder: program('test/support/exiting-thread.ts') });
    const reading = mine.read({ diffId, blob: cut }, nothing, undefined, true);
    await expect(reading).rejects.toThrow('the thread that decodes it has ended');
    await mine.onModuleDestroy();
  });

  it('stop when they are told to while another thread decodes', async () => {
    const { diffId, blob } = await layer('left', 40_000);
    const stop = new AbortController();
    const told = () => stop.abort(new Error('enough'));
    await expect(threads.read({ diffId, blob }, told, stop.signal, true)).rejects.toThrow('enough');
  });

  it('are used again', async () => {
    const { diffId, blob } = await layer('again', 2);
    const before = threads.count;
    await threads.read({ diffId, blob }, nothing);
    await threads.read({ diffId, blob }, nothing);
    expect(threads.count).toBe(before);
  });

  it('end when they are asked to and have nothing to do, and others read what comes', async () => {
    const { diffId, blob } = await layer('idle', 2);
    const mine = LayerThreads.running(programs);
    await mine.read({ diffId, blob }, nothing);
    await mine.endIdle();
    expect(mine.count).toBe(0);
    await expect(mine.read({ diffId, blob }, nothing)).resolves.toMatchObject({ uncompressedBytes: 2048 });
    await mine.onModuleDestroy();
  });

  it('that are kept ready are there before anything is read, and read it', async () => {
    const { diffId, blob } = await layer('ready', 2);
    const mine = LayerThreads.running(programs);
    mine.keepReady(2);
    expect(mine.count).toBe(2);
    await expect(mine.read({ diffId, blob }, nothing)).resolves.toMatchObject({ uncompressedBytes: 2048 });
    expect(mine.count).toBe(2);
    await mine.onModuleDestroy();
    expect(mine.count).toBe(0);
  });

  it('that are kept ready come back a while after they were ended', async () => {
    const mine = LayerThreads.running(programs);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      mine.keepReady(2);
      await mine.endIdle();
      expect(mine.count).toBe(0);
      vi.runAllTimers();
      expect(mine.count).toBe(2);
    } finally {
      vi.useRealTimers();
      await mine.onModuleDestroy();
    }
  });

  it('refuse what the calling thread would refuse, by the same error, and go on', async () => {
    const { diffId, blob } = await layer('refused', 2);
    const other = `sha256:${'0'.repeat(64)}`;
    await expect(threads.read({ diffId: other, blob }, nothing)).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'digest-mismatch',
    });
    const gone = join(folder, 'gone');
    await expect(threads.read({ diffId, blob: gone }, nothing)).rejects.toMatchObject({ code: 'ENOENT' });
    const part = { file: gone, start: 0, sizeBytes: 5 };
    await expect(threads.read({ diffId, blob: part }, nothing)).rejects.toMatchObject({
      code: 'missing-blob',
    });
    await expect(threads.read({ diffId, blob }, nothing)).resolves.toMatchObject({ uncompressedBytes: 2048 });
  });

  it('stop when they are told to, with the reason', async () => {
    const { diffId, blob } = await layer('stopped', 40_000);
    const stop = new AbortController();
    const reading = threads.read({ diffId, blob }, () => stop.abort(new Error('enough')), stop.signal);
    await expect(reading).rejects.toThrow('enough');
    await expect(threads.read({ diffId, blob }, nothing, stop.signal)).rejects.toThrow('enough');
  });

  it('that end take their layer with them only', async () => {
    const { diffId, blob } = await layer('ended', 2);
    const mine = LayerThreads.running({ ...programs, reader: program('test/support/ending-thread.ts') });
    await expect(mine.read({ diffId, blob }, nothing)).rejects.toThrow('ended with code 3');
    expect(mine.count).toBe(0);
    await expect(threads.read({ diffId, blob }, nothing)).resolves.toMatchObject({ uncompressedBytes: 2048 });
  });
});
