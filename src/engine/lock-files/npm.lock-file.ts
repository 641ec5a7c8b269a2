import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { isOwnFolder, npmFormat, packageInAddress, splitAtVersion } from './npm-format.js';

const lockName = 'package-lock.json';
const shrinkwrapName = 'npm-shrinkwrap.json';
const knownVersions: readonly unknown[] = [undefined, 1, 2, 3];

/** Where a package came from when it is not a registry, and may have no version: a repository, a file. */
const otherSource = /^(?:git|github|gitlab|bitbucket|gist|file)\b[^:]*:/;

const folder = 'node_modules/';

const reader = lockFile({
  ...npmFormat,
  id: 'npm',
  version: 3,
  isLockFile: (name) => name === lockName || name === shrinkwrapName,
  packages(content, problems) {
    const document = objectOf(parseJson(content), 'the file');
    const lockVersion = valueOf(document, 'lockfileVersion');
    if (!knownVersions.includes(lockVersion)) problems.add('lockfileVersion is not 1, 2 or 3');
    return valueOf(document, 'packages') === undefined
      ? nestedPackages(document, problems)
      : listedPackages(document, problems);
  },
});

/**
 * npm's `package-lock.json` and `npm-shrinkwrap.json` (https://docs.npmjs.com/cli/configuring-npm/package-lock-json);
 * where both lie in a folder, npm passes over the former. Version 1 nests packages, 2 and 3 list them by folder. Left
 * out: the project, its workspaces, links and folders. What comes from a repository or a file counts at the version that
 * its own manifest states, which version 1 does not say. What is optional is not only for development.
 */
export const npmLockFile: typeof reader = {
  ...reader,
  components(files, context) {
    const paths = new Set(files.map(({ path }) => path));
    const used = files.filter(({ path }) => {
      const shrinkwrap = posix.join(posix.dirname(path), shrinkwrapName);
      return posix.basename(path) !== lockName || !paths.has(shrinkwrap);
    });
    return reader.components(used, context);
  },
};

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
      // npm 5 wrote so where a package was installed by its address in the registry.
      const packed = packageInAddress(version ?? '');
      const isDevelopment = valueOf(entry, 'dev') === true;
      if (alias) yield { name: alias.name, version: alias.rest, isDevelopment };
      else if (packed) yield { ...packed, isDevelopment };
      else if (version === null) problems.add(`${quoted(name)} has no version`);
      else if (!/[:/]/.test(version)) yield { name, version, isDevelopment };
    }
  }
}
