import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anImage } from '../engine/artifacts/image-builder.js';
import { floorOf } from './floor.js';
import { median, rounded } from './numbers.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ironhull-floor-'));
});
afterAll(() => rm(folder, { recursive: true }));

const image = anImage()
  .withLayer((layer) => layer.file('a', 'a'.repeat(9_999)))
  .withLayer((layer) => layer.file('b'), { compression: 'none' });

it.each([
  ['docker save', image.asDockerArchive()],
  ['an OCI layout', image.asOciArchive()],
  ['a compressed archive', gzipSync(image.asDockerArchive())],
])('reads the layers of %s', async (_kind, bytes) => {
  const archive = join(folder, 'image.tar');
  await writeFile(archive, bytes);
  expect(await (await floorOf(archive))()).toBeGreaterThan(0);
});

it('fails on an archive whose layers are broken', async () => {
  const archive = join(folder, 'broken.tar');
  const bytes = image.asDockerArchive();
  const layer = image.build().layers[0]?.bytes ?? Buffer.alloc(0);
  bytes.fill(0xff, bytes.indexOf(layer) + 20, bytes.indexOf(layer) + layer.length);
  await writeFile(archive, bytes);
  await expect(floorOf(archive).then((floor) => floor())).rejects.toMatchObject({
    code: expect.stringMatching(/^Z_/),
  });
});

it('takes the median and rounds', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([5])]).toEqual([2, 2.5, 5]);
  expect(rounded(1.23456, 2)).toBe(1.23);
});
