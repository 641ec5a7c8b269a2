import { listOf, parseToml, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { pypiFormat } from './pypi-format.js';

/** Where a package comes from when not from an index. */
const otherSources = ['git', 'hg', 'svn', 'bzr', 'path', 'url'];

/**
 * PDM's `pdm.lock`. Left out: what comes from a repository, a folder or an address, which has no version of the index.
 * The file does not tell groups for development from optional dependencies: what is only in `dev`, PDM's own name for
 * the former, is for development.
 */
export const pdmLockFile = lockFile({
  ...pypiFormat,
  id: 'pdm',
  version: 1,
  isLockFile: (name) => name === 'pdm.lock',
  *packages(content, problems) {
    for (const entry of elementsAt(parseToml(content), 'package', problems)) {
      if (otherSources.some((source) => valueOf(entry, source) !== undefined)) continue;
      const groups = listOf(valueOf(entry, 'groups'));
      const isDevelopment = groups.length > 0 && groups.every((group) => group === 'dev');
      const found = namedPackage(entry, problems, isDevelopment);
      if (found) yield found;
    }
  },
});
