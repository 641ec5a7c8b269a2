import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { pypiFormat } from './pypi-format.js';

/** Where a package comes from when not from an index. */
const otherSources = ['git', 'hg', 'svn', 'bzr', 'path', 'file', 'url'];

/**
 * Pipenv's `Pipfile.lock`. Left out: what comes from a repository, a folder or an address, which has no version of the
 * index. `default` and Pipenv's categories are needed, `develop` is for development.
 */
export const pipenvLockFile = lockFile({
  ...pypiFormat,
  id: 'pipenv',
  version: 1,
  isLockFile: (name) => name === 'Pipfile.lock',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    for (const category of Object.keys(document)) {
      if (category === '_meta') continue;
      for (const [name, entry] of entriesAt(document, category, problems)) {
        if (otherSources.some((source) => valueOf(entry, source) !== undefined)) continue;
        const version = textAt(entry, 'version')?.match(/^={2,3} *([^ ,*]+)$/)?.[1];
        if (version === undefined) problems.add(`${quoted(name)} has no version`);
        else yield { name, version, isDevelopment: category === 'develop' };
      }
    }
  },
});
