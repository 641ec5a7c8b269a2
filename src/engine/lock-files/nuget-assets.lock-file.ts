import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { nugetFormat } from './nuget-format.js';

/**
 * NuGet's `project.assets.json`, which every restore writes into `obj`
 * (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files): the packages of all
 * frameworks. Left out: the solution's own projects. The file does not say what is only for development.
 */
export const nugetAssetsLockFile = lockFile({
  ...nugetFormat,
  id: 'nuget-assets',
  version: 1,
  isLockFile: (name) => name === 'project.assets.json',
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    if (valueOf(document, 'libraries') === undefined) problems.add('the file has no "libraries"');
    for (const [key, library] of entriesAt(document, 'libraries', problems)) {
      if (textAt(library, 'type')?.toLowerCase() !== 'package') continue;
      const [name = '', version = '', ...rest] = key.split('/');
      if (name === '' || version === '' || rest.length > 0)
        problems.add(`${quoted(key)} is no package and version`);
      else yield { name, version };
    }
  },
});
