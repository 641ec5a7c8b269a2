import { describe, expect, it } from 'vitest';
import { githubTokenDetector } from '../secrets/github-token.detector.js';
import { secretReader } from '../secrets/secret-reader.js';
import { anImage } from './image-builder.js';
import { LayerSecrets } from './layer-secrets.js';
import { readLayer } from './layer-reader.js';
import { Readable } from 'node:stream';
import { Rootfs } from './rootfs.js';

const token = githubTokenDetector.examples.secrets[0]!;
type Image = ReturnType<typeof anImage>;

/** `path (layer)` of each secret, and `gone` for those that a later layer deletes. */
async function secretsOf(image: Image): Promise<string[]> {
  const { layers } = image.build();
  const rootfs = new Rootfs();
  const secrets = new LayerSecrets();
  for (const { diffId, bytes } of layers) {
    const index = await readLayer(Readable.from([bytes]), { diffId, readers: [secretReader] });
    rootfs.apply(index);
    secrets.add(index);
  }
  const numbers = new Map(layers.map(({ diffId }, number) => [diffId, number]));
  return secrets
    .facts(rootfs)
    .found.map(
      ({ path, layer, deletedLater }) => `${path} (${numbers.get(layer)})${deletedLater ? ' gone' : ''}`,
    );
}

describe('LayerSecrets', () => {
  it('tells a secret that is still there from one that a later layer deletes', async () => {
    const image = anImage()
      .withLayer((layer) => layer.file('app/kept', token).file('app/deleted', token))
      .withLayer((layer) => layer.whiteout('app/deleted'));
    expect(await secretsOf(image)).toEqual(['/app/kept (0)', '/app/deleted (0) gone']);
  });

  it('counts a replaced file and everything below a hidden folder as deleted', async () => {
    const image = anImage()
      .withLayer((layer) => layer.file('a/replaced', token).file('b/c/hidden', token).file('d/folder', token))
      .withLayer((layer) =>
        layer.file('a/replaced', 'clean now').opaque('b').file('d/folder/now', 'a folder'),
      );
    expect(await secretsOf(image)).toEqual([
      '/a/replaced (0) gone',
      '/b/c/hidden (0) gone',
      '/d/folder (0) gone',
    ]);
  });

  it('shows a file that two layers hold for each of them', async () => {
    const image = anImage()
      .withLayer((layer) => layer.file('token', token))
      .withLayer((layer) => layer.file('token', `${token}\n`));
    expect(await secretsOf(image)).toEqual(['/token (0) gone', '/token (1)']);
  });

  it('takes a file for present as long as one of its hard links is', async () => {
    const image = anImage()
      .withLayer((layer) => layer.file('token', token).hardLink('copy', 'token'))
      .withLayer((layer) => layer.whiteout('token'));
    expect(await secretsOf(image)).toEqual(['/token (0)']);
  });

  it('names files that were not searched to their end, deleted ones too', () => {
    const secrets = new LayerSecrets();
    const extract = { secrets: [], unsearched: 'It is odd' };
    const index = { diffId: 'sha256:1', extracts: { secrets: [{ path: 'a', entry: 0, extract }] } };
    secrets.add(index as unknown as Parameters<LayerSecrets['add']>[0]);
    expect(secrets.facts(new Rootfs())).toEqual({
      found: [],
      unsearched: [{ path: '/a', layer: 'sha256:1', detail: 'It is odd' }],
    });
  });
});
