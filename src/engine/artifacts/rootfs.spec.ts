import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { LayerEntriesBuilder, type LayerEntry } from './layer-entries.js';
import type { LayerIndex } from './layer-index.js';
import { readLayer } from './layer-reader.js';
import { Rootfs } from './rootfs.js';
import { TarBuilder } from './tar-builder.js';

async function layer(fill: (tar: TarBuilder) => unknown): Promise<LayerIndex> {
  const tar = new TarBuilder();
  fill(tar);
  const bytes = tar.toBuffer();
  const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return readLayer(Readable.from([bytes]), { diffId, readers: [] });
}

async function rootfsOf(...fills: readonly ((tar: TarBuilder) => unknown)[]): Promise<Rootfs> {
  const rootfs = new Rootfs();
  for (const fill of fills) rootfs.apply(await layer(fill));
  return rootfs;
}

/** `path` of files, `path/` of directories, `path -> target` of symlinks, sorted. */
function treeOf(rootfs: Rootfs): string[] {
  return [...rootfs.nodes()]
    .map(({ path, node }) => {
      if (node.children) return `${path}/`;
      return node.inode.kind === 'symlink' ? `${path} -> ${node.inode.linkTarget}` : path;
    })
    .sort();
}

describe('Rootfs', () => {
  it('hides with a whiteout what the layers below have, with everything in it', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.file('etc/old').file('etc/folder/a/b').file('etc/kept'),
      (tar) => tar.whiteout('etc/old').whiteout('etc/folder').whiteout('not/there'),
    );
    expect(treeOf(rootfs)).toEqual(['etc/', 'etc/kept']);
  });

  it.each([
    ['before', (tar: TarBuilder) => tar.whiteout('a').opaque('b').file('a/new').file('b/new')],
    ['after', (tar: TarBuilder) => tar.file('a/new').file('b/new').opaque('b').whiteout('a')],
  ])("keeps a layer's own entries when the whiteout stands %s them", async (_, fill) => {
    const rootfs = await rootfsOf((tar) => tar.file('a/old').file('b/old/deep'), fill);
    expect(treeOf(rootfs)).toEqual(['a/', 'a/new', 'b/', 'b/new']);
  });

  it('hides everything with an opaque root', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.file('a').file('b/c'),
      (tar) => tar.opaque('').file('d'),
    );
    expect(treeOf(rootfs)).toEqual(['d']);
  });

  it('replaces a directory by a file with everything in it, and a file by a directory', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.file('a/b/c').file('x'),
      (tar) => tar.file('a').file('x/y'),
    );
    expect(treeOf(rootfs)).toEqual(['a', 'x/', 'x/y']);
  });

  it('keeps what is in a directory that a later layer describes again', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.directory('a', { mode: 0o700 }).file('a/b'),
      (tar) => tar.directory('a', { mode: 0o1777 }),
    );
    expect(treeOf(rootfs)).toEqual(['a/', 'a/b']);
    expect(rootfs.find('a')?.inode.mode).toBe(0o1777);
  });

  it('lets the last of several entries with one path count', async () => {
    const rootfs = await rootfsOf((tar) => tar.file('a', 'one').symlink('a', 'b').file('a', 'three'));
    expect(rootfs.find('a')?.inode).toMatchObject({ kind: 'file', sizeBytes: 5 });
  });

  it('shares the file between hard links, also across layers and before the target', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.hardLink('early', 'target').file('target', 'x'),
      (tar) => tar.hardLink('other', 'target'),
      (tar) => tar.whiteout('target'),
    );
    expect(treeOf(rootfs)).toEqual(['early', 'other']);
    expect(rootfs.find('early')?.inode).toBe(rootfs.find('other')?.inode);
    expect(rootfs.problems).toEqual([]);
  });

  it('reports a hard link to what is not there, and to a directory', async () => {
    const rootfs = await rootfsOf((tar) => tar.hardLink('a', 'nothing').directory('d').hardLink('b', 'd'));
    expect(rootfs.problems.map((problem) => problem.path)).toEqual(['/a', '/b']);
  });

  it('follows symlinks within the root', async () => {
    const rootfs = await rootfsOf((tar) =>
      tar
        .file('usr/bin/sh')
        .symlink('bin', 'usr/bin')
        .symlink('lib', '/usr/../../../usr/bin')
        .symlink('sh', '../../../bin/sh'),
    );
    const file = rootfs.find('usr/bin/sh');
    expect(file?.inode.kind).toBe('file');
    for (const path of ['bin/sh', 'lib/sh', 'sh', '/sh', 'usr/../sh'])
      expect(rootfs.find(path), path).toBe(file);
    expect(rootfs.pathOf(rootfs.find('sh')!)).toBe('usr/bin/sh');
  });

  it('finds nothing at the end of links that loop, or multiply', async () => {
    const rootfs = await rootfsOf((tar) => {
      tar.symlink('a', 'b').symlink('b', 'a').symlink('self', 'self/x');
      for (let index = 0; index < 60; index++) tar.symlink(`l${index}`, `l${index + 1}/.././l${index + 1}`);
    });
    expect(rootfs.find('a')).toBeNull();
    expect(rootfs.find('self')).toBeNull();
    expect(rootfs.find('l0')).toBeNull();
  });

  it('puts entries through a symlink of their own layer, as unpacking does', async () => {
    const rootfs = await rootfsOf((tar) =>
      tar.directory('usr/lib').symlink('lib', 'usr/lib').file('lib/apk/db'),
    );
    expect(treeOf(rootfs)).toEqual(['lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/apk/', 'usr/lib/apk/db']);
  });

  it('replaces a symlink of a layer below by the folder of an entry, as stacked file systems do', async () => {
    const rootfs = await rootfsOf(
      (tar) => tar.directory('usr/lib').symlink('lib', 'usr/lib'),
      (tar) => tar.file('lib/x'),
    );
    expect(treeOf(rootfs)).toEqual(['lib/', 'lib/x', 'usr/', 'usr/lib/']);
  });

  it('does not go on putting entries through a symlink that was replaced', async () => {
    const rootfs = await rootfsOf((tar) =>
      tar.directory('usr').symlink('l', 'usr').file('l/a').directory('l').file('l/b'),
    );
    expect(treeOf(rootfs)).toEqual(['l/', 'l/b', 'usr/', 'usr/a']);
  });

  it('reports entries that no folder can be made for', async () => {
    const rootfs = await rootfsOf((tar) => tar.symlink('a', 'a').file('a/b'));
    expect(rootfs.problems.map((problem) => problem.path)).toEqual(['/a/b']);
  });

  it('applies 30 layers with 100,000 files and deep deletions in little time', () => {
    const rootfs = new Rootfs();
    const layers = Array.from({ length: 30 }, (_, number) => manyFiles(number, 3400));
    const start = processorTime();
    for (const index of layers) rootfs.apply(index);
    const elapsed = processorTime() - start;
    expect(rootfs.find('layer-0')).toBeNull();
    expect([...rootfs.find('layer-29')!.children!.keys()].length).toBeGreaterThan(0);
    expect(elapsed).toBeLessThan(3000);
  });

  it('holds what a naive model of layers holds', () => {
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 5 }), (layers) => {
        const rootfs = new Rootfs();
        const model = new Map<string, string>();
        layers.forEach((steps, number) => {
          rootfs.apply(indexOf(steps, `layer ${number}`));
          applyToModel(model, steps, `layer ${number}`);
        });
        const actual = new Map([...rootfs.nodes()].map(({ path, node }) => [path, described(node.inode)]));
        expect(new Map([...actual].sort())).toEqual(new Map([...model].sort()));
      }),
      { numRuns: 500 },
    );
  });
});

/** Every layer removes the folder of the layer before. */
function manyFiles(number: number, count: number): LayerIndex {
  const entry = (kind: LayerEntry['kind'], path: string): LayerEntry => ({ ...blank, kind, path });
  const files = Array.from({ length: count }, (_, index) =>
    entry('file', `layer-${number}/${index % 40}/d/e/f/${index}`),
  );
  return indexOf([...files, entry('whiteout', `layer-${number - 1}`)], `layer ${number}`);
}

const blank: LayerEntry = {
  kind: 'file',
  path: '',
  mode: 0o644,
  uid: 0,
  gid: 0,
  sizeBytes: 1,
  linkTarget: '',
};
const step: fc.Arbitrary<LayerEntry> = fc.record({
  kind: fc.constantFrom('file', 'file', 'directory', 'whiteout', 'opaque', 'fifo'),
  path: fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/')),
  mode: fc.constant(0o644),
  uid: fc.constant(0),
  gid: fc.constant(0),
  sizeBytes: fc.nat(9),
  linkTarget: fc.constant(''),
});

function indexOf(entries: readonly LayerEntry[], diffId: string): LayerIndex {
  const builder = new LayerEntriesBuilder();
  for (const entry of entries) builder.add(entry);
  return { diffId, uncompressedBytes: 0, entries: builder.build(), extracts: {}, problems: [], readers: {} };
}

function described({ kind, layer: diffId }: { kind: string; layer: string }): string {
  return kind === 'directory' ? 'directory' : `${kind} of ${diffId}`;
}

/** Paths in a flat map: whatever is removed takes every path that begins with it along. */
function applyToModel(model: Map<string, string>, steps: readonly LayerEntry[], diffId: string): void {
  const removeBelow = (path: string) => {
    for (const key of [...model.keys()]) if (key.startsWith(`${path}/`)) model.delete(key);
  };
  for (const { kind, path } of steps) {
    if (kind === 'whiteout') model.delete(path);
    if (kind === 'whiteout' || kind === 'opaque') removeBelow(path);
  }
  for (const { kind, path } of steps) {
    if (kind === 'whiteout' || kind === 'opaque') continue;
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++)
      model.set(parts.slice(0, depth).join('/'), 'directory');
    if (kind !== 'directory') removeBelow(path);
    model.set(path, described({ kind, layer: diffId }));
  }
}
