import type { LanguagePackage } from '../catalogers/language-component.js';
import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { isOwnFolder, npmFormat, splitAtVersion } from './npm-format.js';

const fileNames: ReadonlySet<string> = new Set(['package-lock.json', 'npm-shrinkwrap.json']);
const knownVersions: readonly unknown[] = [undefined, 1, 2, 3];

/** Where a package came from when it is not a registry, and may have no version: a repository, a file. */
const otherSource = /^(?:git|github|gitlab|bitbucket|gist|file)\b[^:]*:/;

const folder = 'node_modules/';

/**
 * npm's `package-lock.json` and `npm-shrinkwrap.json` (https://docs.npmjs.com/cli/configuring-npm/package-lock-json).
 * Version 1 nests packages, 2 and 3 list them by folder. Left out: the project, its workspaces, links and folders. What
 * comes from a repository or a file counts at the version that its own manifest states, which version 1 does not say.
 * What is optional is not only for development.
 */
export const npmLockFile = lockFile({
  ...npmFormat,
  id: 'npm',
  version: 2,
  isLockFile: (name) => fileNames.has(name),
  packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    const lockVersion = valueOf(document, 'lockfileVersion');
    if (!knownVersions.includes(lockVersion)) problems.add('lockfileVersion is not 1, 2 or 3');
    return valueOf(document, 'packages') === undefined
      ? nestedPackages(document, problems)
      : listedPackages(document, problems);
  },
});

function* listedPackages(document: unknown, problems: ReadProblems): Generator<LanguagePackage> {
  for (const [path, entry] of entriesAt(document, 'packages', problems)) {
    const start = path.lastIndexOf(folder);
    if (start === -1 || valueOf(entry, 'link') === true) continue;
    const source = textAt(entry, 'resolved') ?? '';
    if (isOwnFolder(source)) continue;
    const version = textAt(entry, 'version');
    if (version === null) {
      if (!otherSource.test(source)) problems.add(`${quoted(path)} has no version`);
    } else {
      const name = textAt(entry, 'name') ?? path.slice(start + folder.length);
      const isDevelopment = valueOf(entry, 'dev') === true;
      yield { name, version, licence: textAt(entry, 'license'), isDevelopment };
    }
  }
}

function* nestedPackages(document: unknown, problems: ReadProblems): Generator<LanguagePackage> {
  const left = [document];
  while (left.length > 0) {
    for (const [name, entry] of entriesAt(left.pop(), 'dependencies', problems)) {
      left.push(entry);
      const version = textAt(entry, 'version');
      const alias = version?.startsWith('npm:') ? splitAtVersion(version.slice('npm:'.length)) : null;
      const isDevelopment = valueOf(entry, 'dev') === true;
      if (alias) yield { name: alias.name, version: alias.rest, isDevelopment };
      else if (version === null) problems.add(`${quoted(name)} has no version`);
      else if (!/[:/]/.test(version)) yield { name, version, isDevelopment };
    }
  }
}
