import { listOf, parseToml, textAt, valueOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';
import { pypiFormat } from './pypi-format.js';

/** Where a package comes from when not from an index; there it may have no version. */
const otherSources = ['vcs', 'archive'];

/** `'docs' in dependency_groups`, alone or with `or`: a name and what follows it. */
const groupMarker = /^(["'])([A-Za-z0-9._-]+)\1 in dependency_groups(?: or |$)/;

/**
 * `pylock.toml` and `pylock.<name>.toml` (https://packaging.python.org/en/latest/specifications/pylock-toml/). Left out:
 * what is in a folder. What comes from a repository or an address counts at the version that the file states, if it does.
 * For development is what is marked for dependency groups alone, none of which is installed by default.
 */
export const pylockLockFile = lockFile({
  ...pypiFormat,
  id: 'pylock',
  version: 2,
  isLockFile: (name) => /^pylock\.(?:[^.]+\.)?toml$/.test(name),
  *packages(content, problems) {
    const document = parseToml(content);
    const lockVersion = textAt(document, 'lock-version');
    if (!lockVersion?.startsWith('1.')) problems.add(`lock-version is not 1: ${quoted(`${lockVersion}`)}`);
    const defaults = listOf(valueOf(document, 'default-groups'));
    for (const entry of elementsAt(document, 'packages', problems)) {
      if (valueOf(entry, 'directory') !== undefined) continue;
      const isElsewhere = otherSources.some((source) => valueOf(entry, source) !== undefined);
      if (isElsewhere && valueOf(entry, 'version') === undefined) continue;
      const groups = groupsOf(textAt(entry, 'marker') ?? '');
      const isDevelopment = groups.length > 0 && !groups.some((group) => defaults.includes(group));
      const found = namedPackage(entry, problems, isDevelopment);
      if (found) yield found;
    }
  },
});

/** The groups that the marker asks for; none when it asks for anything else. */
function groupsOf(marker: string): string[] {
  const groups: string[] = [];
  let rest = marker;
  while (rest !== '') {
    const found = groupMarker.exec(rest);
    if (found?.[2] === undefined) return [];
    groups.push(found[2]);
    rest = rest.slice(found[0].length);
  }
  return groups;
}
