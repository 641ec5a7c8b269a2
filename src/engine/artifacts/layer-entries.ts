/** What a tar entry of a layer is. `whiteout` hides `path` of the layers below, `opaque` everything below `path`. */
export const entryKinds = [
  'file',
  'directory',
  'symlink',
  'hardlink',
  'device',
  'fifo',
  'whiteout',
  'opaque',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One entry of a layer, in the order of the tar. */
export interface LayerEntry {
  readonly kind: EntryKind;
  /** Relative to the root, clean; of a whiteout the path it hides. */
  readonly path: string;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** As written for symlinks, a clean path for hardlinks, empty for others. */
  readonly linkTarget: string;
}

/** The columns of `LayerEntries`; all have one element an entry. */
export interface EntryColumns {
  readonly paths: string[];
  readonly kinds: Uint8Array;
  readonly modes: Uint16Array;
  readonly uids: Uint32Array;
  readonly gids: Uint32Array;
  readonly sizes: Float64Array;
  /** By entry; links only. */
  readonly linkTargets: Map<number, string>;
}

/** Entries of a layer, kept in columns: a layer can have hundreds of thousands. */
export class LayerEntries implements Iterable<LayerEntry> {
  constructor(readonly columns: EntryColumns) {}

  get length(): number {
    return this.columns.paths.length;
  }

  /** @throws RangeError when there is no such entry. */
  at(index: number): LayerEntry {
    const { columns } = this;
    const path = columns.paths[index];
    if (path === undefined) throw new RangeError(`There is no entry ${index}`);
    return {
      kind: entryKinds[columns.kinds[index]!]!,
      path,
      mode: columns.modes[index]!,
      uid: columns.uids[index]!,
      gid: columns.gids[index]!,
      sizeBytes: columns.sizes[index]!,
      linkTarget: columns.linkTargets.get(index) ?? '',
    };
  }

  *[Symbol.iterator](): IterableIterator<LayerEntry> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
}

/** Collects entries into columns that grow by doubling. */
export class LayerEntriesBuilder {
  private readonly paths: string[] = [];
  private readonly linkTargets = new Map<number, string>();
  private kinds = new Uint8Array(256);
  private modes = new Uint16Array(256);
  private uids = new Uint32Array(256);
  private gids = new Uint32Array(256);
  private sizes = new Float64Array(256);

  /** Returns the entry's index. */
  add(entry: LayerEntry): number {
    const index = this.paths.length;
    if (index === this.kinds.length) this.grow();
    this.paths.push(entry.path);
    this.kinds[index] = entryKinds.indexOf(entry.kind);
    this.modes[index] = entry.mode;
    this.uids[index] = entry.uid;
    this.gids[index] = entry.gid;
    this.sizes[index] = entry.sizeBytes;
    if (entry.linkTarget !== '') this.linkTargets.set(index, entry.linkTarget);
    return index;
  }

  build(): LayerEntries {
    const { paths, linkTargets } = this;
    const { length } = paths;
    return new LayerEntries({
      paths,
      linkTargets,
      kinds: this.kinds.slice(0, length),
      modes: this.modes.slice(0, length),
      uids: this.uids.slice(0, length),
      gids: this.gids.slice(0, length),
      sizes: this.sizes.slice(0, length),
    });
  }

  private grow(): void {
    const length = this.kinds.length * 2;
    this.kinds = grown(new Uint8Array(length), this.kinds);
    this.modes = grown(new Uint16Array(length), this.modes);
    this.uids = grown(new Uint32Array(length), this.uids);
    this.gids = grown(new Uint32Array(length), this.gids);
    this.sizes = grown(new Float64Array(length), this.sizes);
  }
}

function grown<Column extends { set(from: Column): void }>(column: Column, from: Column): Column {
  column.set(from);
  return column;
}
