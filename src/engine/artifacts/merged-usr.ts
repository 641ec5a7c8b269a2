/** Folders that distributions with a merged /usr replace by a link to their namesake under /usr. */
const mergedFolders: ReadonlySet<string> = new Set(['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']);

/** The path by which programs may know a file under /usr: `lib/x` for `usr/lib/x`; null for other paths. */
export function mergedUsrAlias(path: string): string | null {
  if (!path.startsWith('usr/')) return null;
  const end = path.indexOf('/', 4);
  return end > 0 && mergedFolders.has(path.slice(4, end)) ? path.slice(4) : null;
}
