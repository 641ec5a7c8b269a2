import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { dpkgCataloger } from '../catalogers/dpkg.cataloger.js';
import { readLayer } from './layer-reader.js';
import { collectRootfsFacts } from './rootfs-facts.js';
import { Rootfs } from './rootfs.js';
import { TarBuilder } from './tar-builder.js';

const info = 'var/lib/dpkg/info';
const entry = (name: string, state = 'installed') =>
  `Package: ${name}\nStatus: install ok ${state}\nVersion: 1.0\nArchitecture: amd64\n\n`;
const database = ['apt', 'bash', 'curl'].map((name) => entry(name)).join('') + entry('dash', 'config-files');
const lists = Object.fromEntries(
  ['apt', 'bash:amd64', 'curl', 'dash'].map((name) => [`${info}/${name}.list`, '/.\n']),
);

/** What is said of the database in layers of these files, the last of which brings it; null removes one. */
async function problemsOf(...layers: Record<string, string | null>[]): Promise<string[]> {
  const rootfs = new Rootfs();
  const diffIds: string[] = [];
  for (const files of layers) {
    const tar = new TarBuilder();
    for (const [path, content] of Object.entries(files)) {
      if (content !== null) tar.file(path, content);
      else tar.file(path.replace(/([^/]+)$/, '.wh.$1'), '');
    }
    const bytes = tar.toBuffer();
    const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    diffIds.push(diffId);
    rootfs.apply(await readLayer(Readable.from([bytes]), { diffId, readers: [dpkgCataloger] }));
  }
  const { problems } = collectRootfsFacts(rootfs, [dpkgCataloger], []);
  return problems.map(({ path, layer, detail }) => `${path} (${diffIds.indexOf(layer ?? '')}): ${detail}`);
}
const saysNothingOf = (names: string) =>
  `It says nothing of packages whose lists of files are in /var/lib/dpkg/info (${names}): it was cut off, or changed by hand`;

describe('packages of which there are lists of files', () => {
  it('are in the database, whatever their state and architecture', async () => {
    expect(await problemsOf({ 'var/lib/dpkg/status': database, ...lists })).toEqual([]);
  });

  it('may be in a file each, in an update, or without a list', async () => {
    const [apt = '', ...others] = database.split(/(?<=\n\n)/);
    const update = { 'var/lib/dpkg/updates/0001': others.join('') };
    expect(await problemsOf({ 'var/lib/dpkg/status': apt, ...update, ...lists })).toEqual([]);
    expect(await problemsOf({ 'var/lib/dpkg/status.d/apt': apt, [`${info}/apt.list`]: '' })).toEqual([]);
    expect(await problemsOf({ 'var/lib/dpkg/status': database })).toEqual([]);
    expect(
      await problemsOf({ 'var/lib/dpkg/status': apt, [`${info}/format`]: '1\n', 'opt/curl.list': '' }),
    ).toEqual([]);
  });

  it('are told of when the database was cut off where an entry ends', async () => {
    const cut = database.slice(0, database.indexOf('Package: curl'));
    const told = `/var/lib/dpkg/status (0): ${saysNothingOf('curl, dash')}`;
    expect(await problemsOf({ 'var/lib/dpkg/status': cut, ...lists })).toEqual([told]);
    const later = `/var/lib/dpkg/status (1): ${saysNothingOf('curl, dash')}`;
    expect(
      await problemsOf({ 'var/lib/dpkg/status': database, ...lists }, { 'var/lib/dpkg/status': cut }),
    ).toEqual([later]);
  });

  it('are told of when the database is gone, but five at most by name', async () => {
    const many = Object.fromEntries([...'abcdefg'].map((name) => [`${info}/${name}.list`, '']));
    const told = `/var/lib/dpkg/status (0): ${saysNothingOf('a, b, c, d, e and 2 more')}`;
    const files = { 'var/lib/dpkg/status': entry('a'), ...many };
    expect(await problemsOf(files, { 'var/lib/dpkg/status': null })).toEqual([told]);
  });

  it('are not told of beside what else is wrong with the database', async () => {
    const cut = database.slice(0, database.indexOf('Version: 1.0\nArchitecture: amd64\n\nPackage: curl') + 9);
    const problems = await problemsOf({ 'var/lib/dpkg/status': cut, ...lists });
    expect(problems.filter((one) => one.includes('says nothing of'))).toEqual([]);
    expect(problems).not.toEqual([]);
  });

  it('are not looked for once they went with their list', async () => {
    const layers = [{ 'var/lib/dpkg/status': database, ...lists }];
    const without = { 'var/lib/dpkg/status': entry('apt'), [`${info}/bash:amd64.list`]: null };
    const gone = { [`${info}/curl.list`]: null, [`${info}/dash.list`]: null };
    expect(await problemsOf(...layers, { ...without, ...gone })).toEqual([]);
  });
});
