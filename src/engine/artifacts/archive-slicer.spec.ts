import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemorySink } from '../../../test/support/memory-sink.js';
import type { ArchiveError } from './archive-error.js';
import { ingestArchive } from './archive-reader.js';
import { sliceArchive } from './archive-slicer.js';
import { anImage, type ImageBuilder } from './image-builder.js';
import { TarBuilder, tarHeaderBlock } from './tar-builder.js';

const image = (): ImageBuilder =>
  anImage()
    .withLayer((layer) => layer.file('base', Buffer.alloc(600_000, 1)), { compression: 'none' })
    .withLayer((layer) => layer.file('top', Buffer.alloc(5000, 2)), { compression: 'none' })
    .withLayer((layer) => layer.file('top', Buffer.alloc(5000, 2)), { compression: 'none' })
    .named('demo:1');

describe('sliceArchive', () => {
  let folder: string;
  let handle: FileHandle | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ironhull-slice-'));
  });
  afterEach(async () => {
    await handle?.close();
    handle = undefined;
    await rm(folder, { recursive: true });
  });

  async function slice(bytes: Buffer, include: (path: string, size: number) => boolean): Promise<Buffer> {
    const path = join(folder, 'archive.tar');
    await writeFile(path, bytes);
    handle ??= await open(path);
    const parts: Buffer[] = [];
    for await (const chunk of sliceArchive(handle, { include })) parts.push(chunk as Buffer);
    return Buffer.concat(parts);
  }

  it('reads what stands close together at once', async () => {
    const tar = new TarBuilder();
    for (let number = 0; number < 40; number += 1) tar.file(`blobs/sha256/${number}`, Buffer.alloc(100, 1));
    await writeFile(join(folder, 'archive.tar'), tar.toBuffer());
    handle = await open(join(folder, 'archive.tar'));
    const read = vi.spyOn(handle, 'read');
    const seen: string[] = [];
    const include = (path: string) => seen.push(path) < 0;
    for await (const _ of sliceArchive(handle, { include }));
    expect(seen).toHaveLength(40);
    expect(read.mock.calls.length).toBeLessThan(20);
  });

  it.each([
    ['an OCI layout', image().asOciArchive()],
    ['docker save', image().asDockerArchive()],
    ['docker save before version 25', image().asOldDockerArchive()],
  ])('sends of %s first the documents, then also the layers that are lacking', async (_, archive) => {
    const documents = await slice(archive, () => false);
    expect(documents.length).toBeLessThan(archive.length / 20);
    const ingest = (bytes: Buffer) =>
      ingestArchive(Readable.from([bytes]), new MemorySink(), { isKnownLayer });
    const base = image().build().layers[0]!;
    const isKnownLayer = async (diffId: string) => diffId === base.diffId;
    const error = (await ingest(documents).catch((reason: unknown) => reason)) as ArchiveError;
    expect(error.code).toBe('missing-blob');
    const lacking = new Set(error.details.missing?.map((layer) => layer.path));
    expect(lacking.size).toBe(1);
    const rest = await slice(archive, (path) => lacking.has(path));
    expect(rest.length).toBeLessThan(archive.length / 10);
    expect((await ingest(rest)).imageId).toBe(image().build().imageId);
  });

  it('keeps long names, and gives sizes', async () => {
    const path = `${'long/'.repeat(40)}layer`;
    const seen: [string, number][] = [];
    const bytes = new TarBuilder().file(path, 'content').file('./other', 'x').toBuffer();
    const part = await slice(bytes, (name, size) => seen.push([name, size]) > 0 && name === path);
    expect(seen).toEqual([
      [path, 7],
      ['other', 1],
    ]);
    expect(part.equals(new TarBuilder().file(path, 'content').toBuffer())).toBe(true);
  });

  it('gives back the whole archive when everything is included', async () => {
    const bytes = new TarBuilder()
      .file('a', Buffer.alloc(700_000, 5))
      .symlink('b', 'a')
      .hardLink('c', 'a')
      .toBuffer();
    expect((await slice(bytes, () => true)).equals(bytes)).toBe(true);
  });

  it('refuses a compressed archive', async () => {
    await expect(slice(gzipSync(image().asOciArchive()), () => true)).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('refuses an archive that is cut off at any block', async () => {
    const bytes = new TarBuilder().file('a', 'content').file('b.json', '{}').toBuffer();
    for (let length = 0; length < bytes.length - 512; length += 512) {
      await expect(slice(bytes.subarray(0, length), () => true)).rejects.toMatchObject({ code: 'truncated' });
    }
  });

  it('refuses broken headers and formats it cannot follow', async () => {
    await expect(slice(Buffer.alloc(512, 0x41), () => true)).rejects.toMatchObject({ code: 'corrupt' });
    const multiVolume = tarHeaderBlock({ path: 'a', typeFlag: 'M', size: 0 });
    await expect(slice(multiVolume, () => true)).rejects.toMatchObject({ code: 'unsupported' });
    const endlessName = tarHeaderBlock({ path: 'a', typeFlag: 'L', size: 2 ** 30 });
    await expect(slice(endlessName, () => true)).rejects.toMatchObject({ code: 'too-large' });
  });
});
