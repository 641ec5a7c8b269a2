import { parseBlockYaml } from '../text/block-yaml.js';
import { objectOf, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';

/** Sources of the project's own packages and of what comes with Dart or Flutter, which have no version of the index. */
const otherSources: readonly (string | null)[] = ['path', 'sdk'];

/**
 * Dart's `pubspec.lock` (https://dart.dev/tools/pub/glossary#lockfile). Left out: packages in folders, and those of the
 * SDK. What comes from a repository counts at the version that its own pubspec states. Of what dependencies depend on,
 * the file does not say whether it is only for development: it counts as needed.
 */
export const pubLockFile = lockFile({
  ecosystem: 'Pub',
  purlType: 'pub',
  id: 'pub',
  version: 1,
  isLockFile: (name) => name === 'pubspec.lock',
  *packages(content, problems) {
    const [document] = parseBlockYaml(content);
    const file = objectOf(document, 'the file');
    if (valueOf(file, 'packages') === undefined) problems.add('the file has no "packages"');
    for (const [name, entry] of entriesAt(file, 'packages', problems)) {
      if (otherSources.includes(textAt(entry, 'source'))) continue;
      const version = textAt(entry, 'version');
      if (version === null) problems.add(`${quoted(name)} has no version`);
      else yield { name, version, isDevelopment: textAt(entry, 'dependency') === 'direct dev' };
    }
  },
});
