import type { WritableCode } from '../model/file-hygiene.js';
import type { Inode, TreeNode } from './rootfs-tree.js';

const executable = 0o111;
const ownerWrites = 0o200;
const groupWrites = 0o020;
const sticky = 0o1000;
const code =
  /\.(?:m?js|cjs|jsx?|tsx?|pyc?|rb|php|pl|pm|lua|sh|jar|war|ear|class|dll|exe|wasm|beam)$|\.so(?:\.[0-9.]+)?$/;

/** Who may write to something besides root; null: nobody. */
interface Writer {
  readonly uid: number | null;
  readonly gid: number | null;
}

/** Finds programs and libraries that others than root may change, or replace in their folder. Summed up by folder. */
export class WritableCodeSurvey {
  private readonly found = new Map<string, WritableCode>();

  /** @param node a regular file. */
  add(path: string, { inode, name, parent }: TreeNode): void {
    const writers = [writerOf(inode), parent && folderWriterOf(parent.inode)];
    if (!writers.some(Boolean) || !((inode.mode & executable) !== 0 || code.test(name))) return;
    const folder = `/${path.split('/').slice(0, -1).slice(0, 2).join('/')}`;
    const keys = new Set<string>();
    for (const writer of writers) {
      if (!writer) continue;
      const key = `${writer.uid} ${writer.gid} ${folder}`;
      if (!keys.has(key)) this.count(key, { folder, ...writer, example: `/${path}`, layer: inode.layer });
      keys.add(key);
    }
  }

  /** By folder. */
  result(): WritableCode[] {
    return [...this.found].sort(([, a], [, b]) => compare(keyOf(a), keyOf(b))).map(([, found]) => found);
  }

  private count(key: string, one: Omit<WritableCode, 'count'>): void {
    const known = this.found.get(key);
    if (!known) this.found.set(key, { ...one, count: 1 });
    else {
      const first = one.example < known.example ? one : known;
      this.found.set(key, { ...first, count: known.count + 1 });
    }
  }
}

function writerOf({ mode, uid, gid }: Inode): Writer | null {
  const byOwner = uid !== 0 && (mode & ownerWrites) !== 0;
  const byGroup = gid !== 0 && (mode & groupWrites) !== 0;
  return byOwner || byGroup ? { uid: byOwner ? uid : null, gid: byGroup ? gid : null } : null;
}

/** In a sticky folder nobody but its owner and a file's own may replace the file. */
function folderWriterOf(inode: Inode): Writer | null {
  return writerOf(inode.mode & sticky ? { ...inode, mode: inode.mode & ~groupWrites } : inode);
}

function keyOf({ folder, uid, gid }: WritableCode): string {
  return `${folder}\0${uid}\0${gid}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
