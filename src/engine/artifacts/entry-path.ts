import { ArchiveError } from './archive-error.js';

/**
 * The path relative to the root, without `.`, empty and `..` parts; empty for the root itself. A leading slash is
 * dropped and `a/../b` is `b`, as container engines do when they unpack.
 * @throws ArchiveError `path-escape` when it leads out of the root: such a layer is refused as a whole.
 */
export function cleanPath(path: string): string {
  if (isClean(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) {
      throw new ArchiveError('path-escape', `The entry ${JSON.stringify(path)} leads out of the root`);
    }
  }
  return parts.join('/');
}

/** The part before the last slash; empty at the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The part after the last slash. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `cleanPath` would change nothing; most paths are clean, and this is asked for each. */
function isClean(path: string): boolean {
  if (path.endsWith('/')) return false;
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = path.indexOf('/', start);
    const length = (end < 0 ? path.length : end) - start;
    if (length === 0 || (length <= 2 && isDots(path, start, length))) return false;
  }
  return true;
}

function isDots(path: string, start: number, length: number): boolean {
  return path[start] === '.' && path[start + length - 1] === '.';
}
