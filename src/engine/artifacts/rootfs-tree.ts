import type { Json } from '../model/file-reader.js';
import type { EntryKind } from './layer-entries.js';

export type NodeKind = Exclude<EntryKind, 'hardlink' | 'whiteout' | 'opaque'>;

/** What hard links to one file share. */
export interface Inode {
  readonly kind: NodeKind;
  mode: number;
  uid: number;
  gid: number;
  readonly sizeBytes: number;
  /** Diff id of the layer that last wrote it. */
  layer: string;
  /** As written; symlinks only. */
  readonly linkTarget: string;
  /** The path in its layer's tar, by which readers were asked whether they want it. */
  readonly sourcePath: string;
  /** What readers kept of it, by reader id; null: nothing. */
  extracts: Map<string, Json> | null;
  /** Why it could not be read; null: it could. */
  problems: string[] | null;
}

/** A name in a folder. */
export interface TreeNode {
  inode: Inode;
  readonly name: string;
  readonly parent: TreeNode | null;
  /** Folders below the root: the root is 0. */
  readonly depth: number;
  /** Whether this name is a hard link to a file first written under another one. */
  readonly isHardLink: boolean;
  /** Number of the layer that wrote this name last. */
  layerNumber: number;
  /** Null: not a directory. */
  children: Map<string, TreeNode> | null;
}

/** The path from the root without a leading slash; empty: the root. */
export function pathOf(node: TreeNode): string {
  const names: string[] = [];
  for (let current = node; current.parent; current = current.parent) names.push(current.name);
  return names.reverse().join('/');
}

/** Every node below `root` with its path, folders before what they hold. */
export function* nodesBelow(root: TreeNode): Generator<{ path: string; node: TreeNode }> {
  const open = [{ prefix: '', children: root.children?.values() }];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const next = level.children?.next();
    if (!next || next.done) {
      open.pop();
      continue;
    }
    const node = next.value;
    const path = level.prefix + node.name;
    yield { path, node };
    if (node.children) open.push({ prefix: `${path}/`, children: node.children.values() });
  }
}

/** A directory that no entry describes, as unpacking makes it for what it holds. */
export function impliedDirectory(layer: string): Inode {
  return {
    kind: 'directory',
    mode: 0o755,
    uid: 0,
    gid: 0,
    sizeBytes: 0,
    layer,
    linkTarget: '',
    sourcePath: '',
    extracts: null,
    problems: null,
  };
}
