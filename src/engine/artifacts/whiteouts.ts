import { ArchiveError } from './archive-error.js';
import { baseNameOf, directoryOf } from './entry-path.js';

const prefix = '.wh.';
const opaqueName = '.wh..wh..opq';
const metadataPrefix = '.wh..wh.';

/** What an entry's name says about the layers below. */
export type Whiteout =
  { readonly kind: 'whiteout' | 'opaque'; readonly path: string } | { readonly kind: 'metadata' };

/**
 * Reads a whiteout from an entry's clean path (https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts);
 * null when the entry is none. `metadata` is what AUFS kept for itself: no part of the file system.
 * @throws ArchiveError `path-escape` when it would hide its own folder or the one above.
 */
export function readWhiteout(path: string): Whiteout | null {
  if (!path.startsWith(prefix, path.lastIndexOf('/') + 1)) return null;
  const name = baseNameOf(path);
  const directory = directoryOf(path);
  if (name === opaqueName) return { kind: 'opaque', path: directory };
  if (name.startsWith(metadataPrefix)) return { kind: 'metadata' };
  const hidden = name.slice(prefix.length);
  if (hidden === '' || hidden === '.' || hidden === '..') {
    throw new ArchiveError('path-escape', `The whiteout ${JSON.stringify(path)} names no file of its folder`);
  }
  return { kind: 'whiteout', path: directory === '' ? hidden : `${directory}/${hidden}` };
}
