import type { FactProblem } from '../model/facts.js';
import type { FileReader } from '../model/file-reader.js';
import { mergedUsrAlias } from './merged-usr.js';
import type { Rootfs } from './rootfs.js';
import type { Inode, TreeNode } from './rootfs-tree.js';

/** How far below a linked folder wanted files are looked for: `/lib` holds `apk/db/installed`. */
const maxLevels = 3;
/** Names looked at below linked folders, in all. */
const maxNames = 200_000;

/**
 * Finds files that programs reach through links by a path some reader wants, but that stood under a path nobody wanted
 * when their layer was read, so that they were not read: what they hold is not known.
 */
export class LinkSurvey {
  private readonly check: LinkCheck;
  private hasEnded = false;

  constructor(
    private readonly rootfs: Rootfs,
    readers: readonly FileReader[],
  ) {
    this.check = new LinkCheck(readers);
  }

  /** In the order of the file system. */
  add(path: string, node: TreeNode): void {
    const { check } = this;
    if (this.hasEnded) return;
    if (node.isHardLink) check.file(path, node);
    if (node.inode.kind !== 'symlink') return;
    if (check.isExhausted) {
      this.hasEnded = true;
      check.problems.push(exhausted(path, node));
      return;
    }
    const target = this.rootfs.find(path);
    if (target?.children) check.folder(path, target);
    else if (target) check.file(path, target);
  }

  result(): FactProblem[] {
    return this.check.problems;
  }
}

function exhausted(path: string, { inode }: TreeNode): FactProblem {
  const detail = `From this link on, links were not looked at: there are more than ${maxNames} names below links`;
  return { path: `/${path}`, layer: inode.layer, detail };
}

class LinkCheck {
  readonly problems: FactProblem[] = [];
  private names = 0;

  constructor(private readonly readers: readonly FileReader[]) {}

  get isExhausted(): boolean {
    return this.names > maxNames;
  }

  /**
   * @param path the path by which `node` is reached.
   * @param link the linked folder it is in; null: none is.
   */
  file(path: string, { inode }: TreeNode, link: string | null = null): void {
    this.names++;
    if (inode.kind !== 'file') return;
    const isLeftOut = (reader: FileReader) =>
      link !== null && reader.leavesOut?.(inode.sourcePath, link) === true;
    const isUnread = (reader: FileReader) =>
      reader.wants(path) && !wasOffered(reader, inode) && !isLeftOut(reader);
    if (!this.readers.some(isUnread)) return;
    const detail = `It is a link to a file that was not read, as its own path /${inode.sourcePath} is not one to be read`;
    this.problems.push({ path: `/${path}`, layer: inode.layer, detail });
  }

  /** Looks at the files in a linked folder, a few levels deep; links in it are looked at on their own. */
  folder(path: string, node: TreeNode, level = 1, link = path): void {
    for (const child of node.children?.values() ?? []) {
      if (this.isExhausted) return;
      const childPath = `${path}/${child.name}`;
      if (!child.children) this.file(childPath, child, link);
      else if (level < maxLevels) this.folder(childPath, child, level + 1, link);
    }
  }
}

/** Whether the reader was given the file when its layer was read; what came of it is known then. */
function wasOffered(reader: FileReader, { sourcePath }: Inode): boolean {
  const alias = mergedUsrAlias(sourcePath);
  return reader.wants(sourcePath) || (alias !== null && reader.wants(alias));
}
