import { dpkgReader, packagesNamedIn, statusFile } from '../catalogers/dpkg.cataloger.js';
import type { FactProblem } from '../model/facts.js';
import type { TreeNode } from './rootfs-tree.js';

const databaseFolder = 'var/lib/dpkg/';
/** The files of a package, as dpkg keeps them for as long as its database speaks of the package; also of one architecture. */
const listPath = /^var\/lib\/dpkg\/info\/([^/:]+)(?::[^/:]+)?\.list$/;
/** Names that a problem tells of. */
const mostNames = 5;

/**
 * Finds packages of Debian whose lists of files are there, but of which the database says nothing: it was cut off at the
 * end of an entry, or changed by hand.
 */
export class UnlistedPackages {
  /** Diff id of the layer that brought its list, by package. */
  private readonly listed = new Map<string, string>();
  private readonly known = new Set<string>();
  private status: TreeNode | null = null;

  /** In the order of the file system. */
  add(path: string, node: TreeNode): void {
    if (!path.startsWith(databaseFolder)) return;
    const { inode } = node;
    const name = listPath.exec(path)?.[1];
    if (name !== undefined && inode.kind === 'file') this.listed.set(name, inode.layer);
    if (path === statusFile) this.status = node;
    for (const known of packagesNamedIn(inode.extracts?.get(dpkgReader) ?? [])) this.known.add(known);
  }

  /** Nothing of a database that is known to be broken. */
  result(): FactProblem[] {
    const { status, listed, known } = this;
    if (status?.inode.problems?.length) return [];
    const unlisted = [...listed].filter(([name]) => !known.has(name));
    const [first] = unlisted;
    if (!first) return [];
    const names = unlisted.slice(0, mostNames).map(([name]) => name);
    const more = unlisted.length > names.length ? ` and ${unlisted.length - names.length} more` : '';
    const detail = `It says nothing of packages whose lists of files are in /var/lib/dpkg/info (${names.join(', ')}${more}): it was cut off, or changed by hand`;
    return [{ path: `/${statusFile}`, layer: status?.inode.layer ?? first[1], detail }];
  }
}
