import { listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { isPackedPackage, pypiFormat } from './pypi-format.js';

/**
 * PDM's `pdm.lock`, and `pdm.<name>.lock` beside it. Left out: what is in a folder. What comes from a repository, a
 * file or an address counts at the version that it states itself. The file does not tell groups for development from
 * optional dependencies: what is only in `dev`, PDM's own name for the former, is for development.
 */
export const pdmLockFile = lockFile({
  ...pypiFormat,
  id: 'pdm',
  version: 2,
  isLockFile: (name) => /^pdm\.(?:[\w-]+\.)?lock$/.test(name),
  *packages(content, problems) {
    for (const entry of elementsAt(parseToml(content), 'package', problems)) {
      const path = textAt(entry, 'path');
      if (path !== null && !isPackedPackage(path)) continue;
      const groups = listOf(valueOf(entry, 'groups'));
      const isDevelopment = groups.length > 0 && groups.every((group) => group === 'dev');
      const found = namedPackage(entry, problems, isDevelopment);
      if (found) yield found;
    }
  },
});
