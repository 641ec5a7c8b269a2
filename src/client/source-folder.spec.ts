import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { readSourceFolder } from '../engine/artifacts/source-folder.js';
import { lockFiles } from '../engine/lock-files/index.generated.js';
import { isImageLayout, packSourceFolder } from './source-folder.js';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function aFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sources-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const lock = '{"lockfileVersion":3,"packages":{"node_modules/left-pad":{"version":"1.3.0"}}}';

describe('packSourceFolder', () => {
  it('packs lock files, however deep, and nothing else', async () => {
    const folder = await aFolder({
      'package-lock.json': lock,
      'services/shop/requirements.txt': 'flask==3.0.0\n',
      'src/index.js': 'secret()',
      'node_modules/x/package-lock.json': lock,
      '.git/package-lock.json': lock,
    });
    const { tar, files } = await packSourceFolder(folder);
    expect(files).toEqual(['package-lock.json', 'services/shop/requirements.txt']);
    expect(tar.includes('secret()')).toBe(false);
    const facts = await readSourceFolder(Readable.from([tar]), { readers: lockFiles });
    expect(facts.files.map(({ path }) => path)).toEqual(files.map((file) => `/${file}`));
    expect(facts.inventory.components.map(({ purl }) => purl)).toContain('pkg:npm/left-pad@1.3.0');
  });

  it('packs links as links, so that the scan says what it did not read', async () => {
    const folder = await aFolder({ 'real.json': lock });
    await symlink('real.json', join(folder, 'package-lock.json'));
    const { tar } = await packSourceFolder(folder);
    const { inventory } = await readSourceFolder(Readable.from([tar]), { readers: lockFiles });
    expect(inventory).toMatchObject({
      components: [],
      problems: [{ path: '/package-lock.json', detail: expect.stringContaining('link') }],
    });
  });

  it('packs project files that a lock file may be read with, and no others', async () => {
    const folder = await aFolder({
      'web/yarn.lock': '# yarn lockfile v1\n',
      'web/package.json': '{}',
      'web/packages/a/package.json': '{}',
      'web/packages/a/Cargo.toml': '',
      'package.json': '{}',
      'api/package.json': '{}',
      'api/package-lock.json': lock,
    });
    const { files } = await packSourceFolder(folder);
    expect(files).toEqual([
      'api/package-lock.json',
      'web/package.json',
      'web/packages/a/package.json',
      'web/yarn.lock',
    ]);
  });

  it('fails for a folder that is not there', async () => {
    await expect(packSourceFolder('/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('isImageLayout', () => {
  it('tells an image from sources', async () => {
    expect(await isImageLayout(await aFolder({ 'oci-layout': '{}' }))).toBe(true);
    expect(await isImageLayout(await aFolder({ 'go.mod': 'module x' }))).toBe(false);
  });
});
