import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { FileHygiene } from '../model/file-hygiene.js';
import { fileCapabilitiesReader } from './file-capabilities.js';
import { readLayer } from './layer-reader.js';
import { collectRootfsFacts } from './rootfs-facts.js';
import { Rootfs } from './rootfs.js';
import { TarBuilder } from './tar-builder.js';

type Fill = (tar: TarBuilder) => unknown;

async function factsOf(...fills: readonly Fill[]) {
  const rootfs = new Rootfs();
  const layers: string[] = [];
  for (const fill of fills) {
    const tar = new TarBuilder();
    fill(tar);
    const bytes = tar.toBuffer();
    const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    layers.push(diffId);
    rootfs.apply(await readLayer(Readable.from([bytes]), { diffId, readers: [fileCapabilitiesReader] }));
  }
  const { hygiene, problems } = collectRootfsFacts(rootfs, [], []);
  return { ...(hygiene as FileHygiene), problems, layers };
}

const rawSocket = Buffer.from('0100000200200000000000000000000000000000', 'hex');

describe('what files tell of how an image was put together', () => {
  it('names files with capabilities, under every hard link, until a later layer replaces them', async () => {
    const base: Fill = (tar) =>
      tar
        .file('usr/bin/ping', 'x', { mode: 0o755, capabilities: rawSocket })
        .hardLink('usr/bin/ping4', 'usr/bin/ping')
        .file('usr/bin/old', 'x', { capabilities: rawSocket });
    const { capabilities } = await factsOf(base, (tar) => tar.file('usr/bin/old', 'y'));
    expect(capabilities).toMatchObject([
      { path: '/usr/bin/ping', mode: 0o755, capabilities: ['NET_RAW'] },
      { path: '/usr/bin/ping4', capabilities: ['NET_RAW'] },
    ]);
  });

  it('reports capabilities that cannot be read', async () => {
    const { capabilities, problems } = await factsOf((tar) =>
      tar.file('bin/a', 'x', { capabilities: Buffer.from('zz') }),
    );
    expect(capabilities).toEqual([]);
    expect(problems).toMatchObject([{ path: '/bin/a', detail: expect.stringContaining('capabilities') }]);
  });

  it('sums up the code that others than root may change, by folder and writer', async () => {
    const own = { uid: 1000, gid: 1000 };
    const { writableCode } = await factsOf((tar) =>
      tar
        .file('app/src/b.js', '', own)
        .file('app/src/a.js', '', own)
        .file('app/readme.md', '', own)
        .file('app/run', '', { ...own, mode: 0o555 })
        .file('app/shared', '', { mode: 0o775, gid: 50 })
        .file('opt/safe.py', '', { mode: 0o664 })
        .directory('srv/www', { uid: 33, gid: 33 })
        .file('srv/www/index.php')
        .directory('srv/drop', { mode: 0o1775, gid: 33 })
        .file('srv/drop/x.sh')
        .symlink('app/link.js', 'a.js'),
    );
    expect(writableCode).toMatchObject([
      { folder: '/app', uid: null, gid: 50, count: 1, example: '/app/shared' },
      { folder: '/app/src', uid: 1000, gid: null, count: 2, example: '/app/src/a.js' },
      { folder: '/srv/www', uid: 33, gid: null, count: 1, example: '/srv/www/index.php' },
    ]);
  });

  it('names files of development once for each place, and not in folders of packages', async () => {
    const { developmentFiles } = await factsOf((tar) =>
      tar
        .directory('app/.git')
        .file('app/.git/config')
        .file('app/.git/.env')
        .file('app/.env')
        .file('app/notes.bak')
        .file('app/environment')
        .directory('app/node_modules/left-pad/test')
        .file('app/node_modules/left-pad/.npmrc')
        .file('app/node_modules/left-pad/test/Dockerfile')
        .directory('app/test')
        .file('usr/share/doc/Dockerfile')
        .symlink('app/.npmrc', '.env'),
    );
    expect(developmentFiles.map(({ pattern, paths }) => [pattern, ...paths.map(({ path }) => path)])).toEqual(
      [
        ['*.bak', '/app/notes.bak'],
        ['.env', '/app/.env'],
        ['.git', '/app/.git'],
        ['node_modules/**/test', '/app/node_modules/left-pad/test'],
      ],
    );
  });

  it('keeps the first hundred paths of a pattern and counts them all', async () => {
    const { developmentFiles } = await factsOf((tar) => {
      for (let index = 999; index >= 0; index--) tar.file(`data/${String(index).padStart(3, '0')}.bak`);
    });
    expect(developmentFiles).toMatchObject([{ pattern: '*.bak', count: 1000 }]);
    expect(developmentFiles[0]!.paths.map(({ path }) => path)).toEqual(
      Array.from({ length: 100 }, (_, index) => `/data/${String(index).padStart(3, '0')}.bak`),
    );
  });

  it('adds up what each layer has in caches, also when a later one deletes it', async () => {
    const { packageCaches, layers } = await factsOf(
      (tar) =>
        tar
          .file('var/lib/apt/lists/a_InRelease', '12345')
          .file('var/lib/apt/lists/partial/b', '678')
          .file('var/lib/apt/listsx', '9')
          .file('var/lib/apt/lists/empty'),
      (tar) =>
        tar
          .whiteout('var/lib/apt/lists')
          .file('root/.cache/pip/http/a/b', 'abc')
          .file('home/node/.npm/_cacache/x', 'de')
          .file('srv/.cache/pip/x', 'no'),
    );
    expect(packageCaches).toEqual([
      { path: '/home/node/.npm/_cacache', layer: layers[1], bytes: 2 },
      { path: '/root/.cache/pip', layer: layers[1], bytes: 3 },
      { path: '/var/lib/apt/lists', layer: layers[0], bytes: 8 },
    ]);
  });

  it('counts the documents of packages, but not their licences', async () => {
    const { documentCount } = await factsOf((tar) =>
      tar
        .file('usr/share/man/man1/ls.1.gz')
        .file('usr/share/doc/bash/README')
        .file('usr/share/doc/bash/copyright')
        .file('usr/share/other/x'),
    );
    expect(documentCount).toBe(2);
  });

  it('does not depend on the order of entries', async () => {
    const entries: Fill[] = [
      (tar) => tar.file('app/a.js', '', { uid: 5 }),
      (tar) => tar.file('app/b.js', '', { uid: 5 }),
      (tar) => tar.file('app/x.bak'),
      (tar) => tar.file('lib/y.bak'),
    ];
    const hygiene = async (list: readonly Fill[]) => {
      const { layers: _, ...facts } = await factsOf((tar) => list.forEach((entry) => entry(tar)));
      return JSON.stringify(facts).replace(/sha256:[0-9a-f]{64}/g, 'layer');
    };
    expect(await hygiene([...entries].reverse())).toBe(await hygiene(entries));
  });
});
