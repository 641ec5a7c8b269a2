import { digestOf } from './canonical-json.js';

/** An entry of the audit log, as its hash covers it. */
export interface ChainedEntry {
  /** Counts up by one from 1, without gaps. */
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  /** Id of the key; null: the service itself, long ago. */
  readonly actorId: string | null;
  readonly actor: string;
  /** Where the call came from; null: from within the service. */
  readonly address: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  /** Plain JSON. */
  readonly details: unknown;
}

/** An entry with its place in the chain. */
export interface StoredEntry extends ChainedEntry {
  /** Hash of the entry before it; of the first one `chainStart`. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The last entry of a chain: whoever notes it can tell later that nothing up to it was changed or cut off. */
export interface ChainHead {
  /** 0: there is no entry yet. */
  readonly id: number;
  readonly hash: string;
}

export interface ChainFault {
  /** Of the entry where the chain breaks. */
  readonly id: number;
  readonly kind: 'changed' | 'missing' | 'reordered';
  readonly message: string;
}

/** What the first entry follows. */
export const chainStart = `sha256:${'0'.repeat(64)}`;
export const emptyChain: ChainHead = { id: 0, hash: chainStart };

/** `sha256:…` over the entry and the hash of the one before it, as canonical JSON. */
export function entryHash(entry: ChainedEntry, previousHash: string): string {
  const { id, at, actorId, actor, address, action, entity, entityId, details } = entry;
  return digestOf({ id, at, actorId, actor, address, action, entity, entityId, details, previousHash });
}

/** Walks along a chain, entry by entry, in the order of their ids. */
export class ChainWalk {
  private last: ChainHead = emptyChain;

  /** @param noted a head of before: the chain must still lead through it. */
  constructor(private readonly noted: ChainHead | null = null) {}

  get head(): ChainHead {
    return this.last;
  }

  /** Takes the next entry; returns what is wrong with it. After a fault there is nothing more to be said. */
  take(entry: StoredEntry): ChainFault | null {
    const fault = this.faultIn(entry);
    this.last = { id: entry.id, hash: entry.hash };
    return fault;
  }

  /**
   * What is wrong with the end.
   * @param stored the head as it is stored beside the entries.
   */
  end(stored: ChainHead): ChainFault | null {
    const { id, hash } = this.last;
    for (const head of this.noted ? [stored, this.noted] : [stored]) {
      if (head.id > id)
        return fault(id + 1, 'missing', `entries ${id + 1} to ${head.id} are missing at the end`);
      if (head.id === id && head.hash !== hash)
        return fault(id, 'changed', `entry ${id} is not the one that was last`);
    }
    if (stored.id < id)
      return fault(stored.id + 1, 'changed', `entry ${stored.id + 1} was added by another hand`);
    return null;
  }

  private faultIn(entry: StoredEntry): ChainFault | null {
    const { id } = entry;
    const expected = this.last.id + 1;
    if (id > expected) {
      const which = id === expected + 1 ? `entry ${expected} is` : `entries ${expected} to ${id - 1} are`;
      return fault(expected, 'missing', `${which} missing`);
    }
    if (entryHash(entry, entry.previousHash) !== entry.hash)
      return fault(id, 'changed', `entry ${id} is not what was written`);
    if (entry.previousHash !== this.last.hash)
      return fault(id, 'reordered', `entry ${id} does not follow entry ${id - 1}`);
    if (id === this.noted?.id && entry.hash !== this.noted.hash)
      return fault(id, 'changed', `entry ${id} is not the one that was noted`);
    return null;
  }
}

function fault(id: number, kind: ChainFault['kind'], message: string): ChainFault {
  return { id, kind, message };
}
