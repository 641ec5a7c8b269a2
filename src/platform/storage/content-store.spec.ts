import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore } from './content-store.js';

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('ContentStore', () => {
  let folder: string;
  let store: ContentStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ironhull-store-'));
    store = new ContentStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function put(text: string): Promise<{ digest: string; sizeBytes: number; isNew: boolean }> {
    const writer = await store.create();
    await writer.write(Buffer.from(text));
    return writer.commit();
  }

  it('keeps a blob under its digest', async () => {
    const writer = await store.create();
    await writer.write(Buffer.from('hello '));
    await writer.write(Buffer.from('world'));
    const digest = digestOf('hello world');
    expect(await writer.seal()).toEqual({ digest, sizeBytes: 11 });
    expect(await store.has(digest)).toBe(false);
    expect(await writer.commit()).toEqual({ digest, sizeBytes: 11, isNew: true });
    expect(await store.has(digest)).toBe(true);
    expect((await store.read(digest)).toString()).toBe('hello world');
    const parts: Buffer[] = [];
    for await (const chunk of store.open(digest)) parts.push(chunk as Buffer);
    expect(Buffer.concat(parts).toString()).toBe('hello world');
    expect(await readdir(join(folder, 'sha256', digest.slice(7, 9)))).toEqual([digest.slice(7)]);
  });

  it('keeps the same blob once, and says that it had it', async () => {
    expect((await put('same')).isNew).toBe(true);
    expect((await put('same')).isNew).toBe(false);
    const entries = [];
    for await (const entry of store.list()) entries.push(entry);
    expect(entries).toMatchObject([{ digest: digestOf('same'), sizeBytes: 4 }]);
  });

  it('leaves nothing behind of a blob that is aborted, sealed or not', async () => {
    const [open, sealed] = [await store.create(), await store.create()];
    await sealed.write(Buffer.from('x'));
    await sealed.seal();
    for (const writer of [open, sealed, open]) await writer.abort();
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    expect(await store.has(digestOf('x'))).toBe(false);
  });

  it('keeps a committed blob when its writer is aborted afterwards', async () => {
    const writer = await store.create();
    const { digest } = await writer.commit();
    await writer.abort();
    expect(await store.has(digest)).toBe(true);
  });

  it('removes blobs, also those it does not have', async () => {
    const { digest } = await put('gone');
    await store.remove(digest);
    await store.remove(digest);
    expect(await store.has(digest)).toBe(false);
    await expect(store.read(digest)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('sweeps what killed writers left, and nothing newer', async () => {
    const recent = await store.create();
    const stale = join(folder, 'incoming', 'stale');
    await writeFile(stale, 'half');
    await utimes(stale, new Date('2026-01-01'), new Date('2026-01-01'));
    expect(await store.sweep(new Date('2026-01-02'))).toBe(1);
    expect(await readdir(join(folder, 'incoming'))).toHaveLength(1);
    await recent.abort();
  });

  it('lists and sweeps a folder that is not there yet', async () => {
    const empty = new ContentStore(join(folder, 'none'));
    expect(await empty.sweep(new Date())).toBe(0);
    for await (const entry of empty.list()) expect.fail(entry.digest);
  });

  it.each(['../../etc/passwd', 'sha256:../x', `sha256:${'A'.repeat(64)}`, `sha512:${'a'.repeat(64)}`, ''])(
    'refuses %j, which is no digest',
    async (digest) => {
      expect(() => store.open(digest)).toThrow(RangeError);
      await expect(store.has(digest)).rejects.toThrow(RangeError);
      await expect(store.remove(digest)).rejects.toThrow(RangeError);
    },
  );

  it('can wait for the disk', async () => {
    const writer = await new ContentStore(folder, { isDurable: true }).create();
    await writer.write(Buffer.from('safe'));
    expect((await writer.commit()).digest).toBe(digestOf('safe'));
  });
});
