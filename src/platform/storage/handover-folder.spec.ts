import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandoverFolder } from './handover-folder.js';

const someId = '11111111-2222-3333-4444-555555555555';

describe('HandoverFolder', () => {
  let data: string;
  let file: string;
  beforeEach(async () => {
    data = await realpath(await mkdtemp(join(tmpdir(), 'ironhull-handover-')));
    file = join(data, 'image.tar');
    await writeFile(file, 'image');
  });
  afterEach(() => rm(data, { recursive: true }));

  it('finds what is on offer, until it is withdrawn', async () => {
    const folder = new HandoverFolder(data);
    const offer = await folder.offer(file);
    expect(await folder.find(offer!.id)).toEqual({ path: file, sizeBytes: 5 });
    await offer!.withdraw();
    expect(await folder.find(offer!.id)).toBeNull();
  });

  it('offers nothing where it may not write', async () => {
    expect(await new HandoverFolder(file).offer(file)).toBeNull();
  });

  it.each([`../${someId}`, '../image.tar', '', '.', someId])('finds nothing as %j', async (id) => {
    await new HandoverFolder(data).offer(file);
    expect(await new HandoverFolder(data).find(id)).toBeNull();
  });

  it('finds no folders, nothing that is gone, and nothing but links', async () => {
    const folder = new HandoverFolder(data);
    const [directory, gone] = [await folder.offer(data), await folder.offer(join(data, 'gone'))];
    expect([await folder.find(directory!.id), await folder.find(gone!.id)]).toEqual([null, null]);
    await writeFile(join(data, 'handover', someId), 'a file of its own');
    expect(await folder.find(someId)).toBeNull();
  });

  it('finds nothing in a folder that others may write to', async () => {
    await mkdir(join(data, 'handover'));
    await chmod(join(data, 'handover'), 0o777);
    await symlink(file, join(data, 'handover', someId));
    expect(await new HandoverFolder(data).find(someId)).toBeNull();
  });
});
