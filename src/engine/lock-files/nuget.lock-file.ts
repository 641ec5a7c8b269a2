import { entriesOf, objectOf, parseJson, textAt } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { nugetFormat } from './nuget-format.js';

/**
 * NuGet's `packages.lock.json`, or `packages.<project>.lock.json`, which lists packages by framework
 * (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies). Left
 * out: the solution's own projects. The file does not say what is only for development.
 */
export const nugetLockFile = lockFile({
  ...nugetFormat,
  id: 'nuget',
  version: 2,
  isLockFile: (name) => /^packages\.(?:.+\.)?lock\.json$/.test(name),
  *packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    const names = new Map<string, string>();
    for (const [, packages] of entriesAt(document, 'dependencies', problems)) {
      for (const [written, entry] of entriesOf(packages)) {
        if (textAt(entry, 'type')?.toLowerCase() === 'project') continue;
        // Frameworks may write one name in different cases.
        const name = names.get(written.toLowerCase()) ?? written;
        names.set(written.toLowerCase(), name);
        const version = textAt(entry, 'resolved');
        if (version === null) problems.add(`${quoted(name)} has no version`);
        else yield { name, version };
      }
    }
  },
});
