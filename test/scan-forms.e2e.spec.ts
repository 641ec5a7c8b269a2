import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../src/contracts/component.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { ociArchive, oldDockerArchive, type BuiltImage } from '../src/engine/artifacts/image-builder.js';
import { storedZstd } from '../src/engine/artifacts/stored-zstd.js';
import { aPackageName, debianImage, dpkgStatus } from './support/images.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let scanner: Caller;
beforeAll(async () => {
  service = await TestService.start();
  scanner = await service.caller('scanner');
});
afterAll(() => service.stop());

const versionsIn = async (targetId: string) => {
  const { items } = await scanner.get<Page<Wire<Component>>>(`/v1/targets/${targetId}/components`);
  return items.map(({ name, version }) => `${name} ${version}`);
};
const archiveQuery = (reference: string) => `?reference=${encodeURIComponent(reference)}`;
const scanRows = () => service.query<{ count: number }>('SELECT count(*)::int AS count FROM scan');

describe('an image archive', () => {
  it.each(['asOciArchive', 'asDockerArchive', 'asOldDockerArchive'] as const)(
    'is scanned from %s',
    async (form) => {
      const name = aPackageName();
      const reference = `example/${form.toLowerCase()}:1`;
      const scan = await scanner.scan(debianImage([name, '5.2.15-2']).named(reference)[form]());
      expect(scan).toMatchObject({ state: 'succeeded', error: null, progress: { percent: 100 } });
      expect(await scanner.get(`/v1/targets/${scan.targetId}`)).toMatchObject({
        references: [reference],
        componentCount: 1,
        isComplete: true,
        distribution: 'Debian GNU/Linux 12 (bookworm)',
        platform: 'linux/amd64',
      });
      expect(await versionsIn(scan.targetId!)).toEqual([`${name} 5.2.15-2`]);
    },
  );

  it.each(['none', 'gzip', 'zstd'] as const)(
    'is scanned with layers of compression %s',
    async (compression) => {
      const name = aPackageName();
      const image = debianImage().withLayer(
        (layer) => layer.file('var/lib/dpkg/status', dpkgStatus([name, '1.0'])),
        { compression },
      );
      expect(await versionsIn(await scanner.targetOf(image.asOciArchive()))).toEqual([`${name} 1.0`]);
    },
  );

  it.each([
    ['gzip', gzipSync],
    ['zstd', storedZstd],
  ])('is scanned when it is compressed as a whole with %s', async (_, compress) => {
    const name = aPackageName();
    const archive = compress(debianImage([name, '1.0']).asOciArchive());
    expect(await versionsIn(await scanner.targetOf(archive))).toEqual([`${name} 1.0`]);
  });

  it('is one target in two forms, found at the gate by either digest', async () => {
    const image = debianImage([aPackageName(), '1.0']).named('example/two-forms:1');
    const { imageId, manifestDigest } = image.build();
    const old = await scanner.targetOf(image.asOldDockerArchive());
    const oci = await scanner.targetOf(image.named('example/two-forms:2').asOciArchive());
    expect(oci).toBe(old);
    expect(await scanner.get(`/v1/targets/${old}`)).toMatchObject({
      digest: manifestDigest,
      references: ['example/two-forms:1', 'example/two-forms:2'],
    });
    for (const digest of [imageId, manifestDigest]) {
      const verdict = await scanner.get<Wire<Verdict>>(`/v1/verdicts/${digest}`);
      expect(verdict).toMatchObject({ digest, targetId: old });
    }
  });

  it('leaves nothing of itself behind once it is scanned', async () => {
    await scanner.targetOf(debianImage([aPackageName(), '1.0']).asOciArchive());
    await service.contentCleared();
  });
});

describe('an archive in OCI layout that has a tag and no repository', () => {
  const tagged = () => debianImage([aPackageName(), '1.0']).named('latest').asOciArchive();

  it('is named by nothing but what is stated, or by its file', async () => {
    const namesOf = ({ references }: Wire<Scan>) => references;
    expect(namesOf(await scanner.scan(tagged()))).toEqual([]);
    expect(namesOf(await scanner.scan(tagged(), '?file=out/team-app.tar'))).toEqual(['team-app:latest']);
    const stated = '?file=x.tar&name=registry.example/team/app';
    const scan = await scanner.scan(tagged(), stated);
    expect(namesOf(scan)).toEqual(['registry.example/team/app:latest']);
    const [target] = await scanner.all<Wire<Target>>('/v1/targets?repository=registry.example/team/app');
    expect(target!.id).toBe(scan.targetId);
    const named = await scanner.scan(tagged(), '?name=registry.example/team/app:2');
    expect(namesOf(named)).toEqual(['registry.example/team/app:2']);
    const latest = await scanner.get<Page<object>>('/v1/targets?repository=latest');
    expect(latest.items).toEqual([]);
    expect(await scanner.refusedUpload('/v1/scans/archive?name=a%20b', tagged(), 422)).toMatchObject({
      errors: [{ in: 'query', path: 'name' }],
    });
  });
});

describe('layers that are known', () => {
  it('are not read again', async () => {
    const image = debianImage([aPackageName(), '1.0']);
    const first = await scanner.scan(image.asOciArchive());
    expect(first.progress.bytesTotal).toBeGreaterThan(0);
    const second = await scanner.scan(image.asOciArchive());
    expect(second).toMatchObject({ state: 'succeeded', progress: { bytesTotal: 0, layersDone: 1 } });
    expect(second.targetId).toBe(first.targetId);
  });

  it('are shared by images: only what is new is read', async () => {
    const [base, app] = [aPackageName(), aPackageName()];
    await scanner.targetOf(debianImage([base, '1.0']).asOciArchive());
    const image = debianImage([base, '1.0']).withLayer((layer) =>
      layer.file('var/lib/dpkg/status.d/app', dpkgStatus([app, '2.0'])),
    );
    const scan = await scanner.scan(image.asOciArchive());
    expect(scan.progress).toMatchObject({
      layersTotal: 2,
      bytesTotal: image.build().layers[1]!.bytes.length,
    });
    expect(await versionsIn(scan.targetId!)).toEqual([`${base} 1.0`, `${app} 2.0`]);
  });

  it('may be left out of the archive, unknown ones are asked for by name', async () => {
    const image = debianImage([aPackageName(), '1.0']).build();
    const slim = ociArchive([{ ...image, layers: [] } satisfies BuiltImage]);
    const [layer] = image.layers;
    const refusal = await scanner.refusedUpload('/v1/scans/archive', slim);
    expect(refusal).toMatchObject({
      type: '/problems/missing-blob',
      missing: [
        { diffId: layer!.diffId, digest: layer!.digest, path: `blobs/${layer!.digest.replace(':', '/')}` },
      ],
    });
    await scanner.targetOf(ociArchive([image]));
    expect(await scanner.scan(slim)).toMatchObject({ state: 'succeeded', progress: { bytesTotal: 0 } });
  });
});

describe('an archive of several images', () => {
  const images = () =>
    ['one', 'two'].map((tag) => debianImage([aPackageName(), '1.0']).named(`example/many:${tag}`));

  it.each([
    ['OCI layout', ociArchive],
    ['docker save', oldDockerArchive],
  ])('in %s is refused until one is named', async (_, archiveOf) => {
    const [one, two] = images().map((image) => image.build());
    const archive = archiveOf([one!, two!]);
    const [before] = await scanRows();
    const refusal: ProblemBody = await scanner.refusedUpload('/v1/scans/archive', archive);
    expect(refusal).toMatchObject({
      type: '/problems/archive-invalid',
      reason: 'several-images',
      references: ['example/many:one', 'example/many:two'],
    });
    expect(await scanRows()).toEqual([before]);
    const targetId = await scanner.targetOf(archive, archiveQuery('example/many:two'));
    expect(await scanner.get<Wire<Target>>(`/v1/targets/${targetId}`)).toMatchObject({
      imageId: two!.imageId,
      references: ['example/many:two'],
    });
  });

  it('is refused when the name is none of them, saying which there are', async () => {
    const archive = ociArchive(images().map((image) => image.build()));
    const refusal = await scanner.refusedUpload(
      `/v1/scans/archive${archiveQuery('example/many:three')}`,
      archive,
    );
    expect(refusal).toMatchObject({
      reason: 'no-such-image',
      detail: expect.stringContaining('example/many:one'),
    });
  });
});

describe('submissions of one image, over and over and at the same time', () => {
  it('all succeed on one target, though each one clears its blobs away', async () => {
    const archive = debianImage([aPackageName(), '1.0']).asOciArchive();
    const client = async () => {
      const targets: (string | null)[] = [];
      for (let times = 0; times < 6; times += 1) targets.push((await scanner.scan(archive)).targetId);
      return targets;
    };
    const targets = (await Promise.all(Array.from({ length: 6 }, client))).flat();
    expect(targets).toHaveLength(36);
    expect(new Set(targets)).toEqual(new Set([expect.any(String)]));
    await service.contentCleared();
  });
});
