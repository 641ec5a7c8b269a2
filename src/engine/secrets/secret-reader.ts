import type { FileReader } from '../model/file-reader.js';
import { isPublished } from './searched-paths.js';
import { SecretScanner, type SecretsExtract } from './secret-scanner.js';

/** No secret is shorter, in bytes, with what tells of it. */
const smallest = 8;

/**
 * Finds secrets in any file of a layer, also in one that a later layer deletes: text files of any size, and the first
 * bytes of others unless a package brought them. What it keeps is where a secret stands and what it is, never the secret.
 */
export const secretReader: FileReader<SecretsExtract> = {
  id: 'secrets',
  // Raised with every change of a detector or of the paths that are searched: layers are read again.
  version: 2,
  // Read piece by piece, so that no size is too much.
  maxBytes: Number.MAX_SAFE_INTEGER,
  takesHoles: true,
  wants: (path) => path !== '' && !path.endsWith('/'),
  scanner: (path, size) => (size < smallest || isPublished(path) ? null : new SecretScanner(path, size)),
  extract(path, content) {
    const scanner = this.scanner?.(path, content.length);
    scanner?.write(content);
    return scanner?.end() ?? null;
  },
};
