import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineCataloger } from '../../../test/support/line-cataloger.js';
import type { RootfsFacts } from '../model/facts.js';
import type { CatalogContext, FileReader } from '../model/file-reader.js';
import { readLayer } from './layer-reader.js';
import { collectRootfsFacts } from './rootfs-facts.js';
import { Rootfs } from './rootfs.js';
import { TarBuilder } from './tar-builder.js';

type Fill = (tar: TarBuilder) => unknown;

function observer(id: string, paths: readonly string[]): FileReader {
  return {
    id,
    version: 1,
    maxBytes: 1000,
    wants: (path) => paths.includes(path),
    extract: (_, content) => JSON.parse(Buffer.from(content).toString()) as ReturnType<FileReader['extract']>,
  };
}

const observers = [
  observer('os-release', [
    'etc/os-release',
    'usr/lib/os-release',
    'etc/centos-release',
    'etc/debian_version',
  ]),
  observer('passwd', ['etc/passwd']),
  observer('shadow', ['etc/shadow']),
  observer('group', ['etc/group']),
];
const debian = { id: 'debian', idLike: [], versionId: '12', prettyName: null, codename: null };

async function factsOf(
  ...fills: readonly Fill[]
): Promise<RootfsFacts & { context: CatalogContext | undefined }> {
  const cataloger = new LineCataloger();
  const rootfs = new Rootfs();
  for (const fill of fills) {
    const tar = new TarBuilder();
    fill(tar);
    const bytes = tar.toBuffer();
    rootfs.apply(
      await readLayer(Readable.from([bytes]), { diffId: diffIdOf(fill), readers: [cataloger, ...observers] }),
    );
  }
  return { ...collectRootfsFacts(rootfs, [cataloger], observers), context: cataloger.contexts[0] };
}

function diffIdOf(fill: Fill): string {
  const tar = new TarBuilder();
  fill(tar);
  return `sha256:${createHash('sha256').update(tar.toBuffer()).digest('hex')}`;
}

const found = ({ components }: RootfsFacts) =>
  components.map(({ name, paths }) => `${name} in ${paths.join()}`);

describe('collectRootfsFacts', () => {
  it('counts files once whatever their hard links, and names those worth naming', async () => {
    const base: Fill = (tar) =>
      tar
        .file('bin/su', '1234', { mode: 0o4755 })
        .hardLink('bin/su2', 'bin/su')
        .file('bin/wall', '', { mode: 0o2755, uid: 0, gid: 5 })
        .file('srv/open', 'ab', { mode: 0o666 })
        .directory('srv/all', { mode: 0o777 })
        .directory('tmp', { mode: 0o1777 })
        .characterDevice('dev/null', { mode: 0o666 })
        .symlink('srv/link', 'open');
    const { files } = await factsOf(base);
    const layer = diffIdOf(base);
    expect(files).toMatchObject({ count: 3, bytes: 6 });
    expect(files.setuid).toEqual([
      { path: '/bin/su', mode: 0o4755, uid: 0, gid: 0, sizeBytes: 4, layer },
      { path: '/bin/su2', mode: 0o4755, uid: 0, gid: 0, sizeBytes: 4, layer },
      { path: '/bin/wall', mode: 0o2755, uid: 0, gid: 5, sizeBytes: 0, layer },
    ]);
    expect(files.worldWritable.map((file) => file.path)).toEqual(['/srv/all', '/srv/open']);
  });

  it('names a root folder that anyone may write to', async () => {
    const { files } = await factsOf((tar) => tar.directory('.', { mode: 0o777 }));
    expect(files.worldWritable.map((file) => file.path)).toEqual(['/']);
  });

  it('finds shells, package managers and SSH servers that can be run', async () => {
    const { files } = await factsOf((tar) =>
      tar
        .file('bin/busybox', '', { mode: 0o755 })
        .symlink('bin/sh', '/bin/busybox')
        .symlink('bin/ash', 'nothing')
        .file('bin/bash', '', { mode: 0o644 })
        .file('opt/tool/bin/zsh', '', { mode: 0o755 })
        .file('usr/share/completions/bash', '', { mode: 0o755 })
        .file('sbin/apk', '', { mode: 0o755 })
        .file('usr/bin/pip', '', { mode: 0o755 })
        .file('usr/sbin/sshd', '', { mode: 0o755 }),
    );
    expect(files.shells).toEqual(['/bin/busybox', '/bin/sh', '/opt/tool/bin/zsh']);
    expect(files.packageManagers).toEqual(['/sbin/apk']);
    expect(files.sshServers).toEqual(['/usr/sbin/sshd']);
  });

  it('takes observed files through links, /etc before /usr/lib', async () => {
    const viaLink = await factsOf((tar) =>
      tar
        .file('usr/lib/os-release', JSON.stringify(debian))
        .symlink('etc/os-release', '../usr/lib/os-release'),
    );
    expect(viaLink.osRelease).toEqual(debian);
    const both = await factsOf((tar) =>
      tar
        .file('usr/lib/os-release', JSON.stringify(debian))
        .file('etc/os-release', JSON.stringify({ ...debian, id: 'mine' }))
        .file('etc/passwd', '[1]')
        .file('etc/shadow', '[2]')
        .file('etc/group', '[3]'),
    );
    expect(both).toMatchObject({ osRelease: { id: 'mine' }, accounts: [1], shadow: [2], groups: [3] });
  });

  it('goes by an older file of a release where there is no os-release', async () => {
    const old: Fill = (tar) => tar.file('etc/centos-release', JSON.stringify({ ...debian, id: 'old' }));
    expect((await factsOf(old)).osRelease).toMatchObject({ id: 'old' });
    const both = await factsOf(old, (tar) => tar.file('usr/lib/os-release', JSON.stringify(debian)));
    expect(both.osRelease).toEqual(debian);
  });

  it('takes the release of Debian from its older file where os-release has none', async () => {
    const unstated = { ...debian, versionId: null };
    const releaseOf = async (os: object, older: object) => {
      const files = { 'etc/os-release': os, 'etc/debian_version': older };
      const { osRelease, context } = await factsOf((tar) => {
        for (const [path, file] of Object.entries(files)) tar.file(path, JSON.stringify(file));
        return tar.file('a.packages', 'one');
      });
      return [osRelease?.versionId, context?.distribution];
    };
    expect(await releaseOf(unstated, { ...debian, versionId: '10.8' })).toEqual(['10.8', 'Debian:10']);
    expect(await releaseOf(debian, { ...debian, versionId: '10.8' })).toEqual(['12', 'Debian:12']);
    expect(await releaseOf({ ...unstated, id: 'kali' }, { ...debian, versionId: '12.0' })).toEqual([
      null,
      null,
    ]);
  });

  it('says that files are not there', async () => {
    const facts = await factsOf((tar) => tar.file('a'));
    expect(facts).toMatchObject({
      osRelease: null,
      accounts: null,
      shadow: null,
      groups: null,
      components: [],
      problems: [],
    });
  });

  it('gives catalogers the files that survived, with their layers and the distribution', async () => {
    const base: Fill = (tar) =>
      tar.file('a.packages', 'one').file('b.packages', 'two').file('etc/os-release', JSON.stringify(debian));
    const top: Fill = (tar) => tar.whiteout('a.packages').file('c.packages', 'three');
    const facts = await factsOf(base, top);
    expect(found(facts)).toEqual(['two in /b.packages', 'three in /c.packages']);
    expect(facts.components.map((component) => component.layer)).toEqual([diffIdOf(base), diffIdOf(top)]);
    expect(facts.context).toEqual({ osRelease: debian, distribution: 'Debian:12' });
  });

  it('shows a file under the hard links that a reader would have read', async () => {
    const facts = await factsOf(
      (tar) => tar.file('a.packages', 'one'),
      (tar) =>
        tar.hardLink('b.packages', 'a.packages').hardLink('store/c', 'a.packages').whiteout('unrelated'),
      (tar) => tar.whiteout('a.packages'),
    );
    expect(found(facts)).toEqual(['one in /b.packages']);
    expect(facts.problems).toEqual([]);
  });

  it('counts a file under /usr for a reader that knows it without only when a link leads there', async () => {
    const file: Fill = (tar) => tar.file('usr/lib/db/installed', 'one');
    expect(found(await factsOf(file))).toEqual([]);
    const linked = await factsOf(file, (tar) => tar.symlink('lib', 'usr/lib'));
    expect(found(linked)).toEqual(['one in /usr/lib/db/installed']);
    expect(linked.problems).toEqual([]);
  });

  it('counts a file that was put through a link of its layer', async () => {
    const facts = await factsOf((tar) =>
      tar.directory('usr/lib').symlink('lib', 'usr/lib').file('lib/db/installed', 'one'),
    );
    expect(found(facts)).toEqual(['one in /usr/lib/db/installed']);
  });

  it('keeps the problems of files that survived, under every name, and drops the others', async () => {
    const facts = await factsOf(
      (tar) =>
        tar.file('a.packages', 'broken').file('b.packages', 'broken').hardLink('c.packages', 'b.packages'),
      (tar) => tar.whiteout('a.packages'),
    );
    expect(facts.problems.map(({ path, detail }) => `${path}: ${detail}`)).toEqual([
      '/b.packages: it is broken',
      '/c.packages: it is broken',
    ]);
    expect(facts.problems[0]!.layer).toMatch(/^sha256:/);
  });

  it.each<[string, string, Fill]>([
    ['a symlink', '/etc/passwd', (tar) => tar.file('data/users', '[]').symlink('etc/passwd', '/data/users')],
    [
      'a hard link',
      '/etc/passwd',
      (tar) => tar.file('data/users', '[]').hardLink('etc/passwd', 'data/users'),
    ],
    ['a linked folder', '/etc/passwd', (tar) => tar.file('data/passwd', '[]').symlink('etc', 'data')],
    [
      'a linked folder above',
      '/lib/db/installed',
      (tar) => tar.file('x/db/installed', 'a').symlink('lib', '/x'),
    ],
  ])('reports a file that is reached through %s and was not read', async (_, path, fill) => {
    expect((await factsOf(fill)).problems).toMatchObject([{ path }]);
  });

  it('reports no file that a reader leaves out in a linked folder', async () => {
    const { problems } = await factsOf((tar) => tar.file('own/installed', 'a').symlink('lib/db', '/own'));
    expect(problems).toEqual([]);
  });

  it('reports nothing for links that lead nowhere or in circles', async () => {
    const facts = await factsOf((tar) =>
      tar.symlink('etc/passwd', 'nothing').symlink('lib', '.').symlink('etc/group', 'group'),
    );
    expect(facts.problems).toEqual([]);
  });

  it('does not depend on the order of entries', async () => {
    const entries: Fill[] = [
      (tar) => tar.file('z.packages', 'z'),
      (tar) => tar.file('a.packages', 'a'),
      (tar) => tar.file('bin/sh', '', { mode: 0o4777 }),
      (tar) => tar.file('bin/bash', '', { mode: 0o4777 }),
    ];
    const inOrder = await factsOf((tar) => entries.forEach((entry) => entry(tar)));
    const reversed = await factsOf((tar) => [...entries].reverse().forEach((entry) => entry(tar)));
    const withoutLayers = (facts: object) => JSON.stringify(facts).replace(/sha256:[0-9a-f]{64}/g, 'layer');
    expect(withoutLayers(reversed)).toBe(withoutLayers(inOrder));
  });
});
