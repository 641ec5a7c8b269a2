import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ChainWalk,
  chainStart,
  emptyChain,
  entryHash,
  type ChainHead,
  type StoredEntry,
} from './audit-chain.js';

/** A chain of so many entries. */
function chain(length: number): StoredEntry[] {
  const entries: StoredEntry[] = [];
  for (let id = 1; id <= length; id++) {
    const entry = {
      id,
      at: `2026-11-26T00:00:${String(id % 60).padStart(2, '0')}.000Z`,
      actorId: id % 3 === 0 ? null : `key-${id % 2}`,
      actor: 'someone',
      address: '127.0.0.1',
      action: 'exemption.approved',
      entity: 'exemption',
      entityId: String(id),
      details: { comment: `number ${id}`, nested: [id, null] },
    };
    const previousHash = entries.at(-1)?.hash ?? chainStart;
    entries.push({ ...entry, previousHash, hash: entryHash(entry, previousHash) });
  }
  return entries;
}

const headOf = (entries: readonly StoredEntry[]): ChainHead => entries.at(-1) ?? emptyChain;

function faultIn(entries: readonly StoredEntry[], stored: ChainHead, noted: ChainHead | null = null) {
  const walk = new ChainWalk(noted);
  for (const entry of entries) {
    const fault = walk.take(entry);
    if (fault) return fault;
  }
  return walk.end(stored);
}

describe('a chain of audit entries', () => {
  it('is whole as it was written, also when it is empty', () => {
    for (const length of [0, 1, 7]) {
      const entries = chain(length);
      expect(faultIn(entries, headOf(entries), headOf(chain(Math.min(length, 3))))).toBeNull();
    }
  });

  it('tells of any field that was changed, by the entry', () => {
    const changes: Partial<StoredEntry>[] = [
      { at: '2026-11-27T00:00:00.000Z' },
      { actorId: 'key-9' },
      { actor: 'somebody else' },
      { address: null },
      { action: 'exemption.rejected' },
      { entity: 'policy' },
      { entityId: '8' },
      { details: { comment: 'number 4', nested: [5, null] } },
      { hash: chainStart },
      { previousHash: chainStart },
    ];
    for (const change of changes) {
      const entries = chain(7);
      entries[3] = { ...entries[3]!, ...change };
      expect(faultIn(entries, headOf(entries)), JSON.stringify(change)).toMatchObject({
        id: 4,
        kind: 'changed',
      });
    }
  });

  it('tells of an entry that is missing anywhere, of those at the end by the head', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (gone) => {
        const entries = chain(9);
        const rest = entries.filter(({ id }) => id !== gone);
        expect(faultIn(rest, headOf(entries))).toMatchObject({ id: gone, kind: 'missing' });
      }),
    );
    const entries = chain(5);
    expect(faultIn(entries.slice(0, 3), headOf(entries.slice(0, 3)), headOf(entries))).toEqual({
      id: 4,
      kind: 'missing',
      message: 'entries 4 to 5 are missing at the end',
    });
  });

  it('tells of entries that changed places, and of one that somebody signed again', () => {
    const [first, second, third] = chain(3) as [StoredEntry, StoredEntry, StoredEntry];
    const swapped = { ...second, id: 3, hash: entryHash({ ...second, id: 3 }, second.previousHash) };
    const moved = { ...third, id: 2, hash: entryHash({ ...third, id: 2 }, third.previousHash) };
    expect(faultIn([first, moved, swapped], swapped)).toMatchObject({ id: 2, kind: 'reordered' });
    const forged = { ...third, actor: 'nobody' };
    const signed = { ...forged, hash: entryHash(forged, forged.previousHash) };
    expect(faultIn([first, second, signed], third)).toMatchObject({ id: 3, kind: 'changed' });
    expect(faultIn([first, second, signed], signed, third)).toMatchObject({ id: 3, kind: 'changed' });
  });

  it('tells of entries that were added beside the service', () => {
    const entries = chain(4);
    expect(faultIn(entries, headOf(entries.slice(0, 3)))).toMatchObject({ id: 4, kind: 'changed' });
  });
});
