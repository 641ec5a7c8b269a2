import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { isPackedPackage, packageOfWheel, pypiFormat } from './pypi-format.js';

/** Where a package comes from when not from an index; there it may have no version. */
const otherSources = ['git', 'hg', 'svn', 'bzr', 'path', 'file', 'url'];

/**
 * Pipenv's `Pipfile.lock`. Left out: what is in a folder. What comes from a repository, a file or an address counts
 * where the file states its version, or the name of the wheel does. `default` and Pipenv's categories are needed,
 * `develop` is for development.
 */
export const pipenvLockFile = lockFile({
  ...pypiFormat,
  id: 'pipenv',
  version: 2,
  isLockFile: (name) => name === 'Pipfile.lock',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    for (const category of Object.keys(document)) {
      if (category === '_meta') continue;
      for (const [name, entry] of entriesAt(document, category, problems)) {
        const path = textAt(entry, 'path');
        if (path !== null && !isPackedPackage(path)) continue;
        const isElsewhere = otherSources.some((source) => valueOf(entry, source) !== undefined);
        const version =
          textAt(entry, 'version')?.match(/^={2,3} *([^ ,*]+)$/)?.[1] ??
          packageOfWheel(path ?? textAt(entry, 'file') ?? '')?.version;
        if (version === undefined) {
          if (!isElsewhere) problems.add(`${quoted(name)} has no version`);
        } else yield { name, version, isDevelopment: category === 'develop' };
      }
    }
  },
});
