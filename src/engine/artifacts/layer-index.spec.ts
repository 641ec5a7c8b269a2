import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryKinds, LayerEntriesBuilder, type LayerEntry } from './layer-entries.js';
import { decodeLayerIndex, encodeLayerIndex, type LayerIndex } from './layer-index.js';

const id = fc.integer({ min: 0, max: 0xffff_ffff });
const path = fc
  .array(fc.constantFrom('usr', 'lib', 'größe', '😀', 'a\nb\tc', 'x'), { maxLength: 6 })
  .map((parts) => parts.join('/'));
const entry: fc.Arbitrary<LayerEntry> = fc.record({
  kind: fc.constantFrom(...entryKinds),
  path,
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: id,
  gid: id,
  sizeBytes: fc.maxSafeNat(),
  linkTarget: fc.constantFrom('', 'target', '../größe'),
});

function indexOf(entries: readonly LayerEntry[], overrides: Partial<LayerIndex> = {}): LayerIndex {
  const builder = new LayerEntriesBuilder();
  for (const item of entries) builder.add(item);
  return {
    diffId: `sha256:${'1'.repeat(64)}`,
    uncompressedBytes: 1024,
    entries: builder.build(),
    extracts: {},
    problems: [],
    readers: {},
    ...overrides,
  };
}

describe('encodeLayerIndex', () => {
  it('is undone by decodeLayerIndex', async () => {
    const extracts = { dpkg: [{ path: 'a', entry: 0, extract: { name: 'b', list: [1, null, 'größe'] } }] };
    const problems = [{ path: 'a', entry: null, detail: 'broken' }];
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 40 }), async (entries) => {
        const index = indexOf(entries, { extracts, problems, readers: { dpkg: 2 } });
        const decoded = await decodeLayerIndex(await encodeLayerIndex(index));
        expect([...decoded.entries]).toEqual(entries);
        expect({ ...decoded, entries: null }).toEqual({ ...index, entries: null });
      }),
    );
  });

  it('gives the same bytes for the same index, and few of them', async () => {
    const entries = Array.from({ length: 20_000 }, (_, index): LayerEntry => ({
      kind: 'file',
      path: `usr/share/some/folder-${Math.floor(index / 50)}/file-${index}.txt`,
      mode: 0o644,
      uid: 0,
      gid: 0,
      sizeBytes: index * 7,
      linkTarget: '',
    }));
    const first = await encodeLayerIndex(indexOf(entries));
    expect(first.equals(await encodeLayerIndex(indexOf(entries)))).toBe(true);
    expect(first.length / entries.length).toBeLessThan(12);
    expect((await decodeLayerIndex(first)).entries.at(19_999)).toEqual(entries[19_999]);
  });
});

describe('decodeLayerIndex', () => {
  it('refuses bytes that are no index, or damaged', async () => {
    const bytes = await encodeLayerIndex(indexOf([]));
    const otherVersion = Buffer.from(bytes);
    otherVersion[4] = 99;
    const broken = [Buffer.alloc(0), Buffer.from('text'), otherVersion, bytes.subarray(0, bytes.length - 3)];
    for (const wrong of broken)
      await expect(decodeLayerIndex(wrong)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('throws nothing but ArchiveErrors on damaged bytes', async () => {
    const item: LayerEntry = {
      kind: 'symlink',
      path: 'a',
      mode: 0,
      uid: 0,
      gid: 0,
      sizeBytes: 0,
      linkTarget: 'b',
    };
    const bytes = await encodeLayerIndex(indexOf([item, item]));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (offset, value) => {
        const damaged = Buffer.from(bytes);
        damaged[offset] = value;
        const result = await decodeLayerIndex(damaged).catch((error: Error) => error);
        expect(result instanceof Error ? result.name : 'read').toMatch(/^(ArchiveError|read)$/);
      }),
    );
  });
});
