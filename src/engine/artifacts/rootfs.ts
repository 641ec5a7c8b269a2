import type { FactProblem } from '../model/facts.js';
import type { Json } from '../model/file-reader.js';
import { baseNameOf, directoryOf } from './entry-path.js';
import { entryKinds, type LayerEntry } from './layer-entries.js';
import type { LayerIndex } from './layer-index.js';
import { PackageCaches } from './package-caches.js';
import { lookup, type LookupBudget } from './rootfs-lookup.js';
import { impliedDirectory, nodesBelow, pathOf, type Inode, type TreeNode } from './rootfs-tree.js';

/** Folders in folders; deeper ones can only be made to do harm. */
const maxDepth = 2048;
/** Steps that all lookups together may take: seconds, and far more than any real image needs. */
const lookupSteps = 200_000_000;

/** Problems kept one by one; the rest is counted. */
const maxProblems = 5000;

/** The kept parts of one layer, by entry. */
interface LayerNotes {
  readonly extracts: ReadonlyMap<number, Map<string, Json>>;
  readonly problems: ReadonlyMap<number, string[]>;
}

/**
 * The file system that layers make when they are applied on each other, lowest first
 * (https://github.com/opencontainers/image-spec/blob/main/layer.md). A whiteout hides what the layers below have,
 * never its own layer's entries, wherever it stands in the tar.
 */
export class Rootfs {
  readonly root: TreeNode = {
    inode: impliedDirectory(''),
    name: '',
    parent: null,
    depth: 0,
    isHardLink: false,
    layerNumber: 0,
    children: new Map(),
  };
  readonly caches = new PackageCaches();
  private readonly lasting: FactProblem[] = [];
  private furtherProblems = 0;
  private readonly budget: LookupBudget = { steps: lookupSteps };
  private layerNumber = 0;
  private layer = '';
  /** The folder of the entry before: entries of one folder follow each other. */
  private lastFolder: { readonly path: string; readonly node: TreeNode } | null = null;

  /** Problems that stay whatever becomes of a file; those of files are with their nodes. */
  get problems(): readonly FactProblem[] {
    const whole = { path: '/', layer: null };
    const problems = [...this.lasting];
    if (this.furtherProblems > 0) {
      problems.push({ ...whole, detail: `${this.furtherProblems} more entries could not be placed` });
    }
    if (this.budget.steps < 0) problems.push({ ...whole, detail: 'Its links are too many to be followed' });
    return problems;
  }

  /** Puts a layer on top of those applied so far. */
  apply(index: LayerIndex): void {
    this.layerNumber++;
    this.layer = index.diffId;
    this.lastFolder = null;
    this.caches.add(index);
    this.hideLower(index);
    const notes = this.notesOf(index);
    const waitingLinks: LayerEntry[] = [];
    for (let entry = 0; entry < index.entries.length; entry++) {
      this.place(index.entries.at(entry), entry, notes, waitingLinks);
    }
    for (const link of waitingLinks) {
      if (!this.link(link))
        this.report(link.path, `It is a hard link to /${link.linkTarget}, which is not there`);
    }
  }

  /** The node at a path, symlinks followed within the root; null when there is none. */
  find(path: string): TreeNode | null {
    return lookup(this.root, this.root, path, this.budget);
  }

  /** Every node below the root with its path. */
  nodes(): Generator<{ path: string; node: TreeNode }> {
    return nodesBelow(this.root);
  }

  /** The path of a node that `find` or `nodes` gave, without a leading slash. */
  pathOf(node: TreeNode): string {
    return pathOf(node);
  }

  private hideLower({ entries }: LayerIndex): void {
    const { kinds, paths } = entries.columns;
    const whiteout = entryKinds.indexOf('whiteout');
    kinds.forEach((kind, entry) => {
      if (kind < whiteout) return;
      const path = paths[entry]!;
      if (kind > whiteout) this.exact(path)?.children?.clear();
      else this.exact(directoryOf(path))?.children?.delete(baseNameOf(path));
    });
  }

  /** The node at a path without following any link. */
  private exact(path: string): TreeNode | null {
    let node: TreeNode | undefined = this.root;
    if (path !== '') for (const name of path.split('/')) node = node?.children?.get(name);
    return node ?? null;
  }

  private notesOf({ extracts, problems }: LayerIndex): LayerNotes {
    const extractsByEntry = new Map<number, Map<string, Json>>();
    for (const [readerId, list] of Object.entries(extracts)) {
      for (const { entry, extract } of list) {
        const kept = extractsByEntry.get(entry) ?? new Map<string, Json>();
        extractsByEntry.set(entry, kept.set(readerId, extract));
      }
    }
    const problemsByEntry = new Map<number, string[]>();
    for (const { path, entry, detail } of problems) {
      if (entry === null) this.report(path, detail);
      else problemsByEntry.set(entry, [...(problemsByEntry.get(entry) ?? []), detail]);
    }
    return { extracts: extractsByEntry, problems: problemsByEntry };
  }

  private place(entry: LayerEntry, index: number, notes: LayerNotes, waitingLinks: LayerEntry[]): void {
    const { kind, path, mode, uid, gid, sizeBytes, linkTarget } = entry;
    if (kind === 'whiteout' || kind === 'opaque') return;
    if (kind === 'hardlink') {
      if (!this.link(entry)) waitingLinks.push(entry);
      return;
    }
    const extracts = notes.extracts.get(index) ?? null;
    const problems = notes.problems.get(index) ?? null;
    const { layer } = this;
    const inode = {
      kind,
      mode,
      uid,
      gid,
      sizeBytes,
      layer,
      linkTarget,
      sourcePath: path,
      extracts,
      problems,
    };
    if (kind === 'directory') this.putDirectory(path, inode);
    else this.putName(path, inode, false);
  }

  /** A directory over a directory keeps what is in it; over anything else it takes its place. */
  private putDirectory(path: string, inode: Inode): void {
    const folder = path === '' ? null : this.folderAt(directoryOf(path));
    const existing = path === '' ? this.root : folder?.children?.get(baseNameOf(path));
    if (!existing?.children) return this.putName(path, inode, false);
    existing.inode = inode;
    existing.layerNumber = this.layerNumber;
  }

  private putName(path: string, inode: Inode, isHardLink: boolean): void {
    const folder = path === '' ? null : this.folderAt(directoryOf(path));
    if (!folder || folder.depth >= maxDepth) return this.reportUnreachable(path);
    const name = baseNameOf(path);
    const replaced = folder.children!.get(name);
    if (replaced?.children || replaced?.inode.kind === 'symlink') this.lastFolder = null;
    folder.children!.set(name, this.newNode(folder, name, inode, isHardLink));
  }

  private newNode(parent: TreeNode, name: string, inode: Inode, isHardLink: boolean): TreeNode {
    const children = inode.kind === 'directory' ? new Map<string, TreeNode>() : null;
    return {
      inode,
      name,
      parent,
      depth: parent.depth + 1,
      isHardLink,
      layerNumber: this.layerNumber,
      children,
    };
  }

  /** False when the target is not there (yet). */
  private link({ path, linkTarget }: LayerEntry): boolean {
    const target = lookup(this.root, this.root, linkTarget, this.budget, false);
    if (!target || target.children) return false;
    if (this.exact(path) !== target) this.putName(path, target.inode, true);
    return true;
  }

  private folderAt(path: string): TreeNode | null {
    if (this.lastFolder?.path === path) return this.lastFolder.node;
    let node: TreeNode | null = this.root;
    if (path !== '') {
      for (const name of path.split('/')) {
        node = this.folderIn(node, name);
        if (!node) return null;
      }
    }
    this.lastFolder = { path, node };
    return node;
  }

  /**
   * The folder `name` in `folder`, made when it is missing. A symlink of the same layer is followed, as unpacking does;
   * one of a layer below, like a file, is replaced, as stacked file systems do.
   */
  private folderIn(folder: TreeNode, name: string): TreeNode | null {
    const child = folder.children!.get(name);
    if (child?.children) return child;
    if (child?.inode.kind === 'symlink' && child.layerNumber === this.layerNumber) {
      const target = lookup(this.root, folder, child.inode.linkTarget, this.budget);
      return target?.children ? target : null;
    }
    if (folder.depth >= maxDepth) return null;
    const made = this.newNode(folder, name, impliedDirectory(this.layer), false);
    folder.children!.set(name, made);
    return made;
  }

  private reportUnreachable(path: string): void {
    this.report(path, 'Its folder cannot be made: links on the way lead nowhere, or it is too deep');
  }

  private report(path: string, detail: string): void {
    if (this.lasting.length < maxProblems) this.lasting.push({ path: `/${path}`, layer: this.layer, detail });
    else this.furtherProblems++;
  }
}
