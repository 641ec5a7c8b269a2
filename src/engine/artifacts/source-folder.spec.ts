import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SourceReader } from '../model/file-reader.js';
import { lockFile } from '../lock-files/lock-file.js';
import { yarnLockFile } from '../lock-files/yarn.lock-file.js';
import { readSourceFolder, sourceLimits } from './source-folder.js';
import { TarBuilder } from './tar-builder.js';

/** Lines of `name version [dev]`. */
const lines: SourceReader = lockFile({
  id: 'lines',
  version: 1,
  ecosystem: 'npm',
  purlType: 'npm',
  isLockFile: (name) => name === 'lines.lock',
  *packages(content, problems) {
    for (const line of Buffer.from(content).toString().trim().split('\n')) {
      const [name = '', version, dev] = line.split(' ');
      if (version === undefined) problems.add(`${name} has no version`);
      else yield { name, version, isDevelopment: dev === 'dev' };
    }
  },
});

const read = (tar: TarBuilder | Buffer, limits = sourceLimits, readers: readonly SourceReader[] = [lines]) =>
  readSourceFolder(Readable.from([Buffer.isBuffer(tar) ? tar : tar.toBuffer()]), { readers, limits });

describe('readSourceFolder', () => {
  it('reads lock files at any depth and passes over everything else', async () => {
    const facts = await read(
      new TarBuilder()
        .file('README.md', 'x')
        .directory('./web')
        .file('./web/lines.lock', 'a 1\nb 2 dev')
        .file('lines.lock', 'a 1 dev')
        .file('node_modules/a/lines.lock', 'c 3'),
    );
    expect(facts.files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['/lines.lock', 7],
      ['/web/lines.lock', 11],
    ]);
    expect(facts.inventory.problems).toEqual([]);
    expect(
      facts.inventory.components.map(({ purl, paths, layer, isDevelopment }) => [
        purl,
        paths,
        layer,
        isDevelopment,
      ]),
    ).toEqual([
      ['pkg:npm/a@1', ['/lines.lock', '/web/lines.lock'], null, false],
      ['pkg:npm/b@2', ['/web/lines.lock'], null, true],
    ]);
  });

  it('shows what all files of a reader together leave open, by the file that does', async () => {
    const reader: SourceReader = {
      ...lines,
      unresolved: (files) => [{ path: files.at(-1)!.path, detail: `${files.length} files leave it open` }],
    };
    const tar = new TarBuilder().file('web/lines.lock', 'b 2').file('lines.lock', 'a 1').file('x.lock', '');
    expect((await read(tar, sourceLimits, [reader])).inventory).toMatchObject({
      components: [{ name: 'a' }, { name: 'b' }],
      problems: [{ path: '/web/lines.lock', layer: null, detail: '2 files leave it open' }],
    });
  });

  it('has the digest of its lock files, however they are packed', async () => {
    const one = new TarBuilder().file('x', 'x').file('a/lines.lock', 'a 1').file('lines.lock', 'b 1');
    const other = new TarBuilder().file('./lines.lock', 'b 1').file('a/lines.lock', 'a 1');
    const { digest } = await read(one);
    expect((await read(gzipSync(other.toBuffer()))).digest).toBe(digest);
    expect((await read(new TarBuilder().file('lines.lock', 'b 1'))).digest).not.toBe(digest);
    expect((await read(one.symlink('b/lines.lock', '../x'))).digest).not.toBe(digest);
  });

  it('takes the last of several entries of one path', async () => {
    const tar = new TarBuilder().symlink('lines.lock', '/etc/passwd').file('lines.lock', 'a 1');
    const facts = await read(tar.file('./lines.lock', 'b 2'));
    expect(facts.inventory.components.map(({ name }) => name)).toEqual(['b']);
    expect(facts.inventory.problems).toEqual([]);
  });

  it('shows links, broken files and files that are too large as problems, and keeps what can be read', async () => {
    const tar = new TarBuilder()
      .symlink('lines.lock', '../lines.lock')
      .file('a/lines.lock', 'a 1\nb')
      .file('b/lines.lock', Buffer.alloc(33 * 1024 * 1024, 'a 1\n'));
    const { inventory } = await read(tar);
    expect(inventory.components.map(({ name }) => name)).toEqual(['a']);
    expect(inventory.problems).toEqual([
      { path: '/a/lines.lock', layer: null, detail: 'b has no version' },
      { path: '/b/lines.lock', layer: null, detail: 'It has 34603008 bytes; at most 33554432 are read' },
      { path: '/lines.lock', layer: null, detail: 'It is a link, and links are not followed' },
    ]);
  });

  it('bounds what the lock files have together', async () => {
    const tar = new TarBuilder().file('a/lines.lock', 'a 1').file('b/lines.lock', 'b 1');
    const { inventory } = await read(tar, { ...sourceLimits, maxExtractedBytes: 5 });
    expect(inventory.problems).toEqual([
      { path: '/b/lines.lock', layer: null, detail: 'The lock files together exceed 5 bytes' },
    ]);
  });

  it('never takes a folder without lock files for one without packages', async () => {
    const { inventory } = await read(new TarBuilder().file('package.json', '{}'));
    expect(inventory.problems).toEqual([
      { path: '/', layer: null, detail: expect.stringContaining('has no lock file') },
    ]);
  });

  it.each([
    ['leads out of the folder', new TarBuilder().file('../lines.lock', 'a 1').toBuffer(), 'path-escape'],
    ['is cut off', new TarBuilder().file('lines.lock', 'a 1').toBuffer().subarray(0, 600), 'truncated'],
    ['is none', Buffer.from('{}'.repeat(400)), 'corrupt'],
    ['is empty', Buffer.alloc(0), 'truncated'],
  ])('refuses a tar that %s', async (_, tar, code) => {
    await expect(read(tar)).rejects.toMatchObject({ name: 'ArchiveError', code });
  });
});

describe('readSourceFolder with project files', () => {
  const lock = '# yarn lockfile v1\n\n"a@^1":\n  version "1.0.0"\n\n"b@^1":\n  version "1.0.0"\n';
  const project = JSON.stringify({ dependencies: { a: '^1' }, devDependencies: { b: '^1' } });
  const shared = JSON.stringify({ workspaces: ['*'], devDependencies: { a: '^1', b: '^1' } });
  const readYarn = (tar: TarBuilder) => read(tar, sourceLimits, [yarnLockFile]);
  const development = ({ inventory }: Awaited<ReturnType<typeof read>>) =>
    inventory.components.filter(({ isDevelopment }) => isDevelopment).map(({ name }) => name);

  it('marks what is for development, and lists the files that say so', async () => {
    const facts = await readYarn(new TarBuilder().file('package.json', project).file('yarn.lock', lock));
    expect(development(facts)).toEqual(['b']);
    expect(facts.files.map(({ path }) => path)).toEqual(['/package.json', '/yarn.lock']);
    expect(facts.inventory.problems).toEqual([]);
    const alone = await readYarn(new TarBuilder().file('yarn.lock', lock));
    expect(development(alone)).toEqual([]);
    expect(facts.digest).not.toBe(alone.digest);
  });

  it('passes over those without a lock file, and those that it does not need', async () => {
    const without = await readYarn(new TarBuilder().file('package.json', project));
    expect(without.files).toEqual([]);
    expect(without.inventory.problems).toMatchObject([
      { path: '/', detail: expect.stringContaining('no lock file') },
    ]);
    const alone = await readYarn(new TarBuilder().file('yarn.lock', lock));
    const others = new TarBuilder().file('yarn.lock', lock).file('docs/package.json', project);
    expect(await readYarn(others)).toEqual(alone);
  });

  it('tells nothing of what one says that is there and not read', async () => {
    const tar = () => new TarBuilder().file('yarn.lock', lock).file('package.json', shared);
    expect(development(await readYarn(tar()))).toEqual(['a', 'b']);
    const facts = await readYarn(tar().symlink('web/package.json', '../package.json'));
    expect(development(facts)).toEqual([]);
    expect(facts.inventory.problems).toEqual([]);
    expect(facts.files.map(({ path }) => path)).toEqual(['/package.json', '/yarn.lock']);
    expect(facts.digest).not.toBe((await readYarn(tar())).digest);
    const large = Buffer.alloc(5_000_000, ' ');
    expect(development(await readYarn(tar().file('web/package.json', large)))).toEqual([]);
  });

  it('takes the last of several entries of one', async () => {
    const tar = new TarBuilder()
      .file('yarn.lock', lock)
      .symlink('package.json', 'x')
      .file('package.json', project);
    expect(development(await readYarn(tar))).toEqual(['b']);
    expect(development(await readYarn(tar.symlink('package.json', 'x')))).toEqual([]);
  });
});
