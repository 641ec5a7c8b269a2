import type { FileFact, RootfsFacts } from '../model/facts.js';
import { programKind, type ProgramKind } from './known-programs.js';
import type { Rootfs } from './rootfs.js';
import type { Inode, TreeNode } from './rootfs-tree.js';

const setuidOrSetgid = 0o6000;
const sticky = 0o1000;
const writableByAll = 0o002;
const executable = 0o111;

/** Counts the files of a file system and names those worth naming. */
export class FileSurvey {
  private readonly seen = new Set<Inode>();
  private count = 0;
  private bytes = 0;
  private readonly setuid: FileFact[] = [];
  private readonly worldWritable: FileFact[] = [];
  private readonly programs: Record<ProgramKind, string[]> = {
    shells: [],
    packageManagers: [],
    sshServers: [],
  };

  constructor(private readonly rootfs: Rootfs) {
    const { root } = rootfs;
    if (isWorldWritable(root.inode)) this.worldWritable.push(factOf('', root.inode));
  }

  add(path: string, node: TreeNode): void {
    const { inode } = node;
    if (inode.kind === 'file') this.addFile(path, inode);
    if (isWorldWritable(inode)) this.worldWritable.push(factOf(path, inode));
    const kind = programKind(path);
    if (kind && this.isProgram(node)) this.programs[kind].push(`/${path}`);
  }

  result(): RootfsFacts['files'] {
    const { count, bytes, programs } = this;
    return {
      count,
      bytes,
      setuid: this.setuid.sort(byPath),
      worldWritable: this.worldWritable.sort(byPath),
      shells: programs.shells.sort(),
      packageManagers: programs.packageManagers.sort(),
      sshServers: programs.sshServers.sort(),
    };
  }

  private addFile(path: string, inode: Inode): void {
    if (inode.mode & setuidOrSetgid) this.setuid.push(factOf(path, inode));
    if (this.seen.has(inode)) return;
    this.seen.add(inode);
    this.count++;
    this.bytes += inode.sizeBytes;
  }

  /** An executable file, or a link to one. */
  private isProgram(node: TreeNode): boolean {
    const target = node.inode.kind === 'symlink' ? this.rootfs.find(this.rootfs.pathOf(node)) : node;
    return target?.inode.kind === 'file' && (target.inode.mode & executable) !== 0;
  }
}

/** Files, and folders in which anyone may replace another's files. */
function isWorldWritable({ kind, mode }: Inode): boolean {
  if ((mode & writableByAll) === 0) return false;
  return kind === 'file' || (kind === 'directory' && (mode & sticky) === 0);
}

function factOf(path: string, { mode, uid, gid, sizeBytes, layer }: Inode): FileFact {
  return { path: `/${path}`, mode, uid, gid, sizeBytes, layer };
}

function byPath(a: FileFact, b: FileFact): number {
  return a.path < b.path ? -1 : Number(a.path > b.path);
}
