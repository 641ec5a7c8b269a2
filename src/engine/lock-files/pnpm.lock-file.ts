import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { parseBlockYaml } from '../text/block-yaml.js';
import { type DocumentObject, entriesOf, isObject, objectOf, textAt, valueOf } from '../text/documents.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { lockFile } from './lock-file.js';
import { entriesAt } from './members.js';
import { isOtherSource, isOwnFolder, npmFormat, splitAtVersion } from './npm-format.js';
import { reachable } from './reachable.js';

/**
 * pnpm's `pnpm-lock.yaml` of versions 5, 6 and 9 (https://github.com/pnpm/spec/tree/master/lockfile). Left out: folders,
 * and Node.js itself. What comes from a repository, a file or an address counts at the version that its own manifest
 * states. Versions 5 and 6 say what is only for development; in 9 it is what `devDependencies` alone lead to, and pnpm
 * itself with what configures it.
 */
export const pnpmLockFile = lockFile({
  ...npmFormat,
  id: 'pnpm',
  version: 3,
  isLockFile: (name) => name === 'pnpm-lock.yaml',
  *packages(content, problems) {
    for (const document of parseBlockYaml(content)) yield* packagesOf(objectOf(document), problems);
  },
});

/** What parts a package's name from its version, and its version from the peers it was installed with. */
const marks: Readonly<Record<number, { readonly split: typeof splitAtVersion; readonly peers: string }>> = {
  5: { split: splitAtSlash, peers: '_' },
  6: { split: splitAtVersion, peers: '(' },
  9: { split: splitAtVersion, peers: '(' },
};

function* packagesOf(document: DocumentObject, problems: ReadProblems): Generator<LanguagePackage> {
  const lockVersion = textAt(document, 'lockfileVersion');
  const major = Number.parseInt(lockVersion ?? '', 10);
  const format = marks[major];
  if (!format) throw new UnreadableFileError(`lockfileVersion is not 5, 6 or 9: ${quoted(`${lockVersion}`)}`);
  const needed = major === 9 ? neededPackages(document) : null;
  const listed = new Set<string>();
  for (const [key, entry] of entriesAt(document, 'packages', problems)) {
    const isDevelopment = needed ? !needed.has(cutAt('(', key)) : textAt(entry, 'dev') === 'true';
    const stated = statedPackage(key, entry);
    if (stated) yield { ...stated, isDevelopment };
    const path = major === 9 ? key : registryPath(key, entry);
    if (path === null) continue;
    const found = format.split(path);
    const version = cutAt(format.peers, found?.rest ?? '');
    if (found && isOtherSource(version)) continue;
    if (!found || found.name.startsWith('/') || !/^[0-9]/.test(version))
      problems.add(`${quoted(key)} is no package and version`);
    else {
      listed.add(`${found.name}@${version}`);
      yield { name: found.name, version, isDevelopment };
    }
  }
  for (const { name, version } of wantedPackages(document, format.peers)) {
    if (!listed.has(`${name}@${version}`))
      problems.add(`${quoted(`${name} ${version}`)} is asked for and not among the packages`);
  }
}

/** What the projects ask for of the registry: a file that was cut off does not list it all. */
function* wantedPackages(document: DocumentObject, peers: string): Generator<LanguagePackage> {
  const importers = valueOf(document, 'importers');
  const projects = isObject(importers) ? Object.values(importers) : [document];
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies'];
  for (const [name, wanted] of projects.flatMap((project) =>
    groups.flatMap((group) => entriesOf(valueOf(project, group))),
  )) {
    const version = cutAt(peers, typeof wanted === 'string' ? wanted : (textAt(wanted, 'version') ?? ''));
    if (/^[0-9][^/@:]*$/.test(version)) yield { name, version };
  }
}

/** What an entry of elsewhere states: its version, and before version 9 of the file, its name. */
function statedPackage(key: string, entry: unknown): LanguagePackage | null {
  const version = textAt(entry, 'version');
  const written = splitAtVersion(key);
  const name = textAt(entry, 'name') ?? (written && isOtherSource(written.rest) ? written.name : null);
  const source = textAt(entry, 'name') === null ? (written?.rest ?? '') : key;
  const isOwn = source.startsWith('file:') && isOwnFolder(source);
  return name === null || version === null || isOwn || source.startsWith('runtime:')
    ? null
    : { name, version };
}

/**
 * `a@1.0.0` of the keys `/a@1.0.0` and `registry.example.org/a@1.0.0`. Null when the package is from elsewhere: only
 * then its entry has a name.
 */
function registryPath(key: string, entry: unknown): string | null {
  if (textAt(entry, 'name') !== null || /^[a-z+]+:/.test(key)) return null;
  return key.startsWith('/') ? key.slice(1) : key.slice(key.indexOf('/') + 1);
}

/** `@a/b/1.0.0` is `@a/b` and `1.0.0`. */
function splitAtSlash(path: string): ReturnType<typeof splitAtVersion> {
  const end = path.indexOf('/', path.startsWith('@') ? path.indexOf('/') + 1 : 0);
  return end <= 0 ? null : { name: path.slice(0, end), rest: path.slice(end + 1) };
}

function cutAt(mark: string, text: string): string {
  const end = text.indexOf(mark);
  return end === -1 ? text : text.slice(0, end);
}

/** Keys of `packages` that importers' dependencies lead to; null when the file has no importers. */
function neededPackages(document: DocumentObject): Set<string> | null {
  const importers = valueOf(document, 'importers');
  if (!isObject(importers)) return null;
  const snapshots = valueOf(document, 'snapshots');
  const roots = entriesOf(importers).flatMap(([, importer]) =>
    entriesOf(importer)
      .filter(([group]) => group === 'dependencies' || group === 'optionalDependencies')
      .flatMap(([, dependencies]) => entriesOf(dependencies))
      .flatMap(([name, dependency]) => snapshotKey(snapshots, name, textAt(dependency, 'version'))),
  );
  const needed = reachable(roots, (key) => {
    const snapshot = valueOf(snapshots, key);
    return [valueOf(snapshot, 'dependencies'), valueOf(snapshot, 'optionalDependencies')]
      .flatMap(entriesOf)
      .flatMap(([name, version]) => snapshotKey(snapshots, name, version));
  });
  return new Set([...needed].map((key) => cutAt('(', key)));
}

/** The version alone is the key where the package goes by another name. */
function snapshotKey(snapshots: unknown, name: string, version: unknown): string[] {
  if (typeof version !== 'string') return [];
  return [valueOf(snapshots, version) === undefined ? `${name}@${version}` : version];
}
