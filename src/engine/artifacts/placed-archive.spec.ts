import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemorySink } from '../../../test/support/memory-sink.js';
import type { IngestOptions } from './archive-reader.js';
import { anImage } from './image-builder.js';
import { placeArchive, type PlacedArchive } from './placed-archive.js';
import { TarBuilder } from './tar-builder.js';

const image = anImage()
  .withLayer((layer) => layer.file('base', 'b'.repeat(50_000)), { compression: 'gzip' })
  .withLayer((layer) => layer.file('app', 'a'.repeat(90_000)), { compression: 'none' })
  .named('app:1');
const { imageId, layers } = image.build();
/** Its config and its manifest as `docker save` writes them, and nothing else. */
function withoutLayers(): Buffer {
  const { configBytes } = image.build();
  const config = `blobs/sha256/${imageId.slice(7)}`;
  const names = layers.map(({ digest }) => `blobs/sha256/${digest.slice(7)}`);
  const manifest = [{ Config: config, RepoTags: ['app:1'], Layers: names }];
  return new TarBuilder()
    .file('manifest.json', JSON.stringify(manifest))
    .file(config, configBytes)
    .toBuffer();
}

const [base, app] = layers.map(({ diffId }) => diffId) as [string, string];

describe('placeArchive', () => {
  let path: string;
  beforeAll(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'ironhull-placed-')), 'image.tar');
  });
  afterAll(() => rm(join(path, '..'), { recursive: true }));

  async function place(bytes: Buffer, sink: MemorySink, options: IngestOptions = {}): Promise<PlacedArchive> {
    await writeFile(path, bytes);
    const handle = await open(path, 'r');
    try {
      return await placeArchive(handle, sink, options);
    } finally {
      await handle.close();
    }
  }

  it.each([
    ['docker save', image.asDockerArchive()],
    ['an OCI layout', image.asOciArchive()],
  ])('tells where the layers of %s stand, and stores the config alone', async (_kind, bytes) => {
    const sink = new MemorySink();
    const { archive, places } = await place(bytes, sink);
    expect(archive.imageId).toBe(imageId);
    expect([...sink.blobs.keys()]).toEqual([imageId]);
    expect([...places.keys()]).toEqual([base, app]);
    for (const { diffId, digest, sizeBytes } of archive.layers) {
      const found = places.get(diffId)!;
      const content = bytes.subarray(found.start, found.start + found.sizeBytes);
      expect(`sha256:${createHash('sha256').update(content).digest('hex')}`).toBe(digest);
      expect(sizeBytes).toBe(found.sizeBytes);
    }
  });

  it('places no layer that is known', async () => {
    const isKnownLayer = async (diffId: string) => diffId === base;
    const { places } = await place(image.asOciArchive(), new MemorySink(), { isKnownLayer });
    expect([...places.keys()]).toEqual([app]);
  });

  it.each([
    ['a layer that is not there', withoutLayers(), 'missing-blob'],
    ['an archive that is compressed as a whole', gzipSync(image.asOciArchive()), 'unsupported'],
    ['an archive that is cut off', image.asOciArchive().subarray(0, 40_000), 'truncated'],
  ])('refuses %s, and stores nothing', async (_what, bytes, code) => {
    const sink = new MemorySink();
    await expect(place(bytes, sink)).rejects.toMatchObject({ code });
    expect(sink.blobs.size).toBe(0);
  });
});
