import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MemorySink } from '../../../test/support/memory-sink.js';
import { ingestArchive, type ImageArchive, type IngestOptions } from './archive-reader.js';
import { anImage, ociArchive, type BuiltImage } from './image-builder.js';
import { TarBuilder } from './tar-builder.js';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

type JsonObject = Record<string, unknown>;

/** An OCI layout put together blob by blob, so that any part can be wrong. */
class Layout {
  private readonly tar = new TarBuilder();
  private readonly manifests: JsonObject[] = [];

  /** Adds a blob; returns its descriptor. */
  blob(mediaType: string, content: Buffer | JsonObject, extra: JsonObject = {}): JsonObject {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const hex = createHash('sha256').update(bytes).digest('hex');
    this.tar.file(`blobs/sha256/${hex}`, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length, ...extra };
  }

  image(
    image: BuiltImage,
    change: (manifest: JsonObject) => JsonObject = (manifest) => manifest,
  ): JsonObject {
    this.blob('config', image.configBytes);
    for (const layer of image.layers) this.blob(layer.mediaType, layer.bytes);
    return this.blob(manifestType, change(JSON.parse(image.manifestBytes.toString()) as JsonObject));
  }

  top(...descriptors: JsonObject[]): this {
    this.manifests.push(...descriptors);
    return this;
  }

  ingest(options: IngestOptions = {}): Promise<ImageArchive> {
    const index = JSON.stringify({ schemaVersion: 2, manifests: this.manifests });
    return ingestArchive(
      Readable.from([this.tar.file('index.json', index).toBuffer()]),
      new MemorySink(),
      options,
    );
  }
}

function imageFor(architecture: string, os = 'linux', name?: string): BuiltImage {
  const builder = anImage()
    .withLayer((layer) => layer.file(architecture))
    .forPlatform(os, architecture);
  return (name === undefined ? builder : builder.named(name)).build();
}

function withLayer(change: JsonObject): (manifest: JsonObject) => JsonObject {
  return (manifest) => {
    const [layer, ...rest] = manifest['layers'] as JsonObject[];
    return { ...manifest, layers: [{ ...layer, ...change }, ...rest] };
  };
}

const amd64 = imageFor('amd64');
const arm64 = imageFor('arm64');

describe('an OCI layout with images for several platforms', () => {
  function layout(...images: readonly BuiltImage[]): Layout {
    const made = new Layout();
    const inner = images.map((image) => ({ ...made.image(image), platform: image.platform }));
    const attestation = made.blob(
      manifestType,
      { schemaVersion: 2 },
      { platform: { os: 'unknown', architecture: 'unknown' } },
    );
    const name = {
      'io.containerd.image.name': 'docker.io/library/demo:1',
      'org.opencontainers.image.ref.name': '1',
    };
    return made.top(
      made.blob(indexType, { schemaVersion: 2, manifests: [...inner, attestation] }, { annotations: name }),
    );
  }

  it('gives the one asked for', async () => {
    const archive = await layout(amd64, arm64).ingest({ platform: { os: 'linux', architecture: 'arm64' } });
    expect(archive).toMatchObject({
      imageId: arm64.imageId,
      references: ['docker.io/library/demo:1'],
      tags: [],
    });
  });

  it('gives linux/amd64 when none is asked for, else one for linux, else the first', async () => {
    const windows = imageFor('amd64', 'windows');
    expect((await layout(arm64, amd64).ingest()).imageId).toBe(amd64.imageId);
    expect((await layout(windows, arm64).ingest()).imageId).toBe(arm64.imageId);
    expect((await layout(windows).ingest()).imageId).toBe(windows.imageId);
  });

  it('refuses a platform that it has not', async () => {
    const asked = layout(amd64, arm64).ingest({ platform: { os: 'linux', architecture: 's390x' } });
    await expect(asked).rejects.toMatchObject({ code: 'no-such-image' });
    await expect(asked).rejects.toThrow('linux/amd64, linux/arm64');
  });

  it('takes platforms that the index lists without names as one image', async () => {
    expect((await ingestArchive(Readable.from([ociArchive([arm64, amd64])]), new MemorySink())).imageId).toBe(
      amd64.imageId,
    );
  });

  it('passes over platforms whose manifests are not in the archive, unless one of them is asked for', async () => {
    const made = new Layout();
    const absent = { mediaType: manifestType, digest: `sha256:${'0'.repeat(64)}`, size: 5 };
    const present = made.image(arm64);
    made.top(made.blob(indexType, { schemaVersion: 2, manifests: [absent, present] }));
    expect((await made.ingest()).imageId).toBe(arm64.imageId);
    const again = new Layout();
    again.top(again.blob(indexType, { schemaVersion: 2, manifests: [absent, again.image(arm64)] }));
    const asked = again.ingest({ platform: { os: 'linux', architecture: 'amd64' } });
    await expect(asked).rejects.toMatchObject({ code: 'missing-blob' });
  });
});

describe('an OCI layout with several images', () => {
  const archive = ociArchive([
    imageFor('amd64', 'linux', 'one:1'),
    imageFor('arm64', 'linux', 'registry.example:5000/two'),
  ]);
  const ingest = (reference?: string) =>
    ingestArchive(Readable.from([archive]), new MemorySink(), { reference });

  it('is refused without a reference, naming what there is', async () => {
    const details = { references: ['one:1', 'registry.example:5000/two'] };
    await expect(ingest()).rejects.toMatchObject({ code: 'several-images', details });
  });

  it.each([
    ['one:1', 'amd64'],
    ['docker.io/library/one:1', 'amd64'],
    ['registry.example:5000/two:latest', 'arm64'],
    [arm64.manifestDigest, 'arm64'],
    [`any/name@${arm64.manifestDigest}`, 'arm64'],
    [arm64.imageId, 'arm64'],
  ])('gives %s', async (reference, architecture) => {
    expect((await ingest(reference)).config.architecture).toBe(architecture);
  });

  it.each(['one', 'one:2', 'two', 'other.example/one:1'])(
    'refuses %s, which it has not',
    async (reference) => {
      await expect(ingest(reference)).rejects.toMatchObject({ code: 'no-such-image' });
    },
  );
});

describe('a manifest', () => {
  it.each([
    [
      'an encrypted layer',
      { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' },
      'encrypted',
    ],
    [
      'a layer kept elsewhere',
      { mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip' },
      'unsupported',
    ],
    [
      'a foreign layer',
      { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip' },
      'unsupported',
    ],
    ['a layer of an unknown type', { mediaType: 'application/x' }, 'unsupported'],
    ['a layer of another size', { size: 1 }, 'digest-mismatch'],
    ['a layer named by another digest', { digest: `sha512:${'0'.repeat(128)}` }, 'unsupported'],
    ['a layer that is not in the archive', { digest: `sha256:${'0'.repeat(64)}` }, 'missing-blob'],
    ['a digest that is a path', { digest: 'sha256:../../etc/passwd' }, 'unsupported'],
  ])('with %s is refused', async (_, change, code) => {
    const layout = new Layout();
    await expect(layout.top(layout.image(amd64, withLayer(change))).ingest()).rejects.toMatchObject({ code });
  });

  it('of another size than its descriptor states is refused', async () => {
    const layout = new Layout();
    const ingesting = layout.top({ ...layout.image(amd64), size: 3 }).ingest();
    await expect(ingesting).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  it('with a key that engines would read in another spelling is refused', async () => {
    const layout = new Layout();
    const descriptor = layout.image(amd64, (manifest) => ({ ...manifest, Layers: [] }));
    await expect(layout.top(descriptor).ingest()).rejects.toMatchObject({ code: 'invalid-document' });
  });

  it('of an artifact that is no image is passed over', async () => {
    const layout = new Layout();
    const signature = layout.blob(manifestType, {
      schemaVersion: 2,
      config: layout.blob('application/vnd.signature', {}),
    });
    expect((await layout.top(signature, layout.image(amd64)).ingest()).imageId).toBe(amd64.imageId);
    const none = new Layout();
    const artifact = none.blob(manifestType, {
      schemaVersion: 2,
      config: none.blob('application/vnd.signature', {}),
    });
    await expect(none.top(artifact).ingest()).rejects.toMatchObject({ code: 'no-such-image' });
  });

  it('of the old schema is refused', async () => {
    const layout = new Layout();
    const old = layout.blob('application/vnd.docker.distribution.manifest.v1+prettyjws', {});
    await expect(layout.top(old).ingest()).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('an index', () => {
  it('that is nested too deep is refused', async () => {
    const layout = new Layout();
    let descriptor = layout.image(amd64);
    for (let depth = 0; depth < 6; depth++) {
      descriptor = layout.blob(indexType, { schemaVersion: 2, manifests: [descriptor] });
    }
    await expect(layout.top(descriptor).ingest()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('that multiplies its manifests is refused', async () => {
    const layout = new Layout();
    let descriptor = layout.image(amd64);
    for (let depth = 0; depth < 3; depth++) {
      descriptor = layout.blob(indexType, {
        schemaVersion: 2,
        manifests: Array.from({ length: 50 }, () => descriptor),
      });
    }
    await expect(layout.top(descriptor).ingest()).rejects.toMatchObject({ code: 'too-many-entries' });
  });

  it('that names a blob by a digest its content has not is refused', async () => {
    const tar = new TarBuilder().file(`blobs/sha256/${'0'.repeat(64)}`, '{}').toBuffer();
    const ingesting = ingestArchive(Readable.from([tar]), new MemorySink());
    await expect(ingesting).rejects.toMatchObject({ code: 'digest-mismatch' });
  });
});
