import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySink } from '../../../test/support/memory-sink.js';
import { archiveLimits } from './archive-limits.js';
import { ingestArchive, type ImageArchive, type IngestOptions } from './archive-reader.js';
import { anImage, oldDockerArchive, type ImageBuilder } from './image-builder.js';
import { storedZstd } from './stored-zstd.js';
import { TarBuilder } from './tar-builder.js';

const compressions = ['none', 'gzip', 'zstd'] as const;

function ingest(
  archive: Buffer,
  options: IngestOptions = {},
  sink = new MemorySink(),
  chunkBytes = 4000,
): Promise<ImageArchive> {
  const count = Math.ceil(archive.length / chunkBytes);
  const chunks = Array.from({ length: count }, (_, index) =>
    archive.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return ingestArchive(Readable.from(chunks), sink, options);
}

/** The error's code; also holds the sink to being as it was. */
async function refusal(archive: Buffer, options: IngestOptions = {}): Promise<string> {
  const sink = new MemorySink();
  const error = await ingest(archive, options, sink).then(
    () => null,
    (reason: { code?: string }) => reason,
  );
  expect(sink.blobs.size).toBe(0);
  expect(sink.openWriters).toBe(0);
  return error?.code ?? 'no code';
}

function demo(compression: 'none' | 'gzip' | 'zstd' = 'gzip'): ImageBuilder {
  return anImage()
    .withLayer((layer) => layer.file('etc/passwd', 'root:x:0:0').file('big', Buffer.alloc(9000, 7)), {
      compression,
    })
    .withStep('USER 1000')
    .withLayer((layer) => layer.file('app/run', 'x'), { compression })
    .withConfig({ User: '1000' })
    .named('demo:1');
}

describe('ingestArchive', () => {
  it.each(compressions)('takes in every kind of archive with %s layers', async (compression) => {
    const image = demo(compression).build();
    const kinds = [
      demo(compression).asOciArchive(),
      demo(compression).asDockerArchive(),
      demo(compression).asOldDockerArchive(),
    ];
    for (const [kind, archive] of kinds.entries()) {
      const sink = new MemorySink();
      const result = await ingest(archive, {}, sink);
      expect(result).toMatchObject({
        imageId: image.imageId,
        manifestDigest: kind === 2 ? null : image.manifestDigest,
        references: ['demo:1'],
        config: { os: 'linux', architecture: 'amd64', config: { User: '1000' } },
        layers: image.layers.map(({ diffId, digest, bytes }) => ({
          diffId,
          digest,
          sizeBytes: bytes.length,
        })),
      });
      expect([...sink.blobs.keys()].sort()).toEqual(
        [image.imageId, ...image.layers.map((layer) => layer.digest)].sort(),
      );
      for (const { digest, bytes } of image.layers) expect(sink.blobs.get(digest)?.equals(bytes)).toBe(true);
      expect(sink.openWriters).toBe(0);
    }
  });

  it('takes in archives that are compressed as a whole', async () => {
    const archive = demo().asOciArchive();
    for (const bytes of [gzipSync(archive), storedZstd(archive)]) {
      expect((await ingest(bytes)).imageId).toBe(demo().build().imageId);
    }
  });

  it('follows the links that docker save writes for layers that repeat', async () => {
    const fill = (layer: TarBuilder) => layer.file('same');
    const image = anImage().withLayer(fill, { compression: 'none' }).withLayer(fill, { compression: 'none' });
    const { layers } = await ingest(image.asOldDockerArchive());
    expect(layers).toHaveLength(2);
    expect(layers[0]).toEqual(layers[1]);
  });

  it('gives an image of an OCI layout all its names', async () => {
    const { references } = await ingest(demo().named('demo:latest').asOciArchive());
    expect(references).toEqual(['demo:1', 'demo:latest']);
  });

  it('takes what is a tag alone for no name', async () => {
    const both = await ingest(demo().named('latest').asOciArchive());
    expect(both).toMatchObject({ references: ['demo:1'], tags: ['latest'] });
    const alone = await ingest(anImage().named('v1.0').asOciArchive(), { reference: 'v1.0' });
    expect(alone).toMatchObject({ references: [], tags: ['v1.0'] });
  });

  it('refuses an archive cut off at any block, and leaves nothing behind', async () => {
    for (const archive of [demo('none').asOldDockerArchive(), demo().asDockerArchive()]) {
      for (let length = 0; length < archive.length; length += 512) {
        expect(await refusal(archive.subarray(0, length))).toMatch(/^(truncated|not-an-archive)$/);
      }
    }
  });

  it('refuses what is no image archive', async () => {
    expect(await refusal(Buffer.from('hello'.repeat(500)))).toBe('not-an-archive');
    expect(await refusal(new TarBuilder().file('etc/passwd').toBuffer())).toBe('not-an-archive');
    expect(await refusal(Buffer.alloc(0))).toBe('not-an-archive');
  });

  it('refuses entries that lead out of the root', async () => {
    expect(await refusal(new TarBuilder().file('../manifest.json', '[]').toBuffer())).toBe('path-escape');
    expect(await refusal(new TarBuilder().symlink('a/layer.tar', '../../x').toBuffer())).toBe('path-escape');
  });

  it('refuses links in a circle', async () => {
    const tar = new TarBuilder()
      .symlink('manifest.json', 'index.json')
      .symlink('index.json', 'manifest.json');
    expect(await refusal(tar.toBuffer())).toBe('corrupt');
  });

  it('refuses documents that are too large, or none', async () => {
    const large = new TarBuilder().file('index.json', `{"a":"${'x'.repeat(5 << 20)}"}`).toBuffer();
    expect(await refusal(large)).toBe('too-large');
    const limits = archiveLimits({ maxDocumentsTotal: 100 });
    expect(await refusal(demo().asOciArchive(), { limits })).toBe('too-large');
    for (const text of ['{', '[]', '{"schemaVersion":2,"manifests":[{}]}', '\xff']) {
      const tar = new TarBuilder().file('index.json', Buffer.from(text, 'latin1'));
      expect(await refusal(tar.toBuffer())).toBe('invalid-document');
    }
  });

  it('refuses more blobs than allowed', async () => {
    expect(await refusal(demo().asOciArchive(), { limits: archiveLimits({ maxBlobs: 2 }) })).toBe(
      'too-many-entries',
    );
  });

  it('refuses an entry that stands twice in the archive with different content', async () => {
    const tar = new TarBuilder().file('manifest.json', '[]').file('manifest.json', '[1]');
    expect(await refusal(tar.toBuffer())).toBe('corrupt');
  });

  it('is not misled by keys of prototypes', async () => {
    const manifest = '[{"__proto__":{"Config":"x"},"constructor":{},"Layers":[]}]';
    expect(await refusal(new TarBuilder().file('manifest.json', manifest).toBuffer())).toBe(
      'invalid-document',
    );
    expect(({} as Record<string, unknown>)['Config']).toBeUndefined();
  });

  it('refuses a docker save archive whose layer is not what the config says', async () => {
    const other = anImage()
      .withLayer((layer) => layer.file('other'), { compression: 'none' })
      .build();
    const image = anImage()
      .withLayer((layer) => layer.file('a'), { compression: 'none' })
      .build();
    expect(await refusal(oldDockerArchive([{ ...image, layers: other.layers }]))).toBe('digest-mismatch');
  });

  it('refuses a layer blob whose bytes are not what its name says', async () => {
    const archive = demo('none').asOciArchive();
    archive[archive.indexOf(Buffer.alloc(9000, 7)) + 4000] = 8;
    expect(await refusal(archive)).toBe('digest-mismatch');
  });

  it('refuses a docker save archive whose config is not what its name says', async () => {
    const image = demo('none').build();
    expect(await refusal(oldDockerArchive([{ ...image, imageId: `sha256:${'0'.repeat(64)}` }]))).toBe(
      'digest-mismatch',
    );
  });

  it('takes out again what it put into the store when that fails half-way, but not what was there', async () => {
    const image = demo().build();
    const sink = new MemorySink();
    sink.blobs.set(image.layers[0]!.digest, image.layers[0]!.bytes);
    sink.failingCommit = 3;
    await expect(ingest(demo().asOciArchive(), {}, sink)).rejects.toThrow('the disk is full');
    expect([...sink.blobs.keys()]).toEqual([image.layers[0]!.digest]);
    expect(sink.openWriters).toBe(0);
  });

  it('stops when it is told to, with the reason', async () => {
    const controller = new AbortController();
    const sink = new MemorySink();
    const input = new Readable({ read: () => undefined });
    input.push(demo().asOciArchive().subarray(0, 5000));
    const reading = ingestArchive(input, sink, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(reading).rejects.toThrow('enough');
    expect(sink.openWriters).toBe(0);
    expect(input.destroyed).toBe(true);
  });
});

describe('ingestArchive, when layers are left out', () => {
  const image = demo().build();
  const without = oldDockerArchive([{ ...demo('none').build(), layers: [] }]);

  it('accepts known layers and names the others', async () => {
    const [base, top] = image.layers as [(typeof image.layers)[number], (typeof image.layers)[number]];
    const archive = new TarBuilder()
      .file('index.json', indexOf({ digest: image.manifestDigest, size: image.manifestBytes.length }))
      .file(`blobs/sha256/${image.manifestDigest.slice(7)}`, image.manifestBytes)
      .file(`blobs/sha256/${image.imageId.slice(7)}`, image.configBytes)
      .file(`blobs/sha256/${top.digest.slice(7)}`, top.bytes)
      .toBuffer();
    const path = `blobs/sha256/${base.digest.slice(7)}`;
    const details = { missing: [{ diffId: base.diffId, digest: base.digest, path }] };
    await expect(ingest(archive)).rejects.toMatchObject({ code: 'missing-blob', details });
    const isKnownLayer = async (diffId: string) => diffId === base.diffId;
    const { layers } = await ingest(archive, { isKnownLayer });
    expect(layers.map(({ digest, sizeBytes }) => [digest, sizeBytes])).toEqual([
      [base.digest, base.bytes.length],
      [top.digest, top.bytes.length],
    ]);
  });

  it('refuses a manifest with fewer layers than the config', async () => {
    expect(await refusal(without)).toBe('invalid-document');
  });
});

function indexOf(descriptor: { digest: string; size: number }): string {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  return JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, ...descriptor }] });
}
