import { listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { pypiFormat } from './pypi-format.js';

/**
 * Poetry's `poetry.lock`. Left out: what is in a folder. What comes from a repository, a file or an address counts at the
 * version that it states itself. What no group but `main` has is needed: Poetry before 1.5 says it as `category`, since
 * 2.0 as `groups`, and in between not at all, where everything counts as needed.
 */
export const poetryLockFile = lockFile({
  ...pypiFormat,
  id: 'poetry',
  version: 2,
  isLockFile: (name) => name === 'poetry.lock',
  *packages(content, problems) {
    for (const entry of elementsAt(parseToml(content), 'package', problems)) {
      if (textAt(valueOf(entry, 'source'), 'type') === 'directory') continue;
      const found = namedPackage(entry, problems, isForDevelopment(entry));
      if (found) yield found;
    }
  },
});

/** Whether it has groups, and `main` is none of them. */
function isForDevelopment(entry: unknown): boolean {
  const groups = [...listOf(valueOf(entry, 'groups')), textAt(entry, 'category')].filter(
    (group) => group !== null,
  );
  return groups.length > 0 && !groups.includes('main');
}
