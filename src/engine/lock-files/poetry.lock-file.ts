import { listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { pypiFormat } from './pypi-format.js';

/** Kinds of sources that are indexes; PyPI itself is not written. */
const indexes: readonly (string | null)[] = [null, 'legacy', 'pypi'];

/**
 * Poetry's `poetry.lock`. Left out: what comes from a repository, a folder or an address, which has no version of the
 * index. What no group but `main` has is needed: Poetry before 1.5 says it as `category`, since 2.0 as `groups`, and in
 * between not at all, where everything counts as needed.
 */
export const poetryLockFile = lockFile({
  ...pypiFormat,
  id: 'poetry',
  version: 1,
  isLockFile: (name) => name === 'poetry.lock',
  *packages(content, problems) {
    for (const entry of elementsAt(parseToml(content), 'package', problems)) {
      if (!indexes.includes(textAt(valueOf(entry, 'source'), 'type'))) continue;
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
