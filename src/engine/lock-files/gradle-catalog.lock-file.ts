import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import type { ExtractedFile, SourceReader } from '../model/file-reader.js';
import { isObject, parseToml, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { distinctPackages, isLockFilePath, lockedComponents } from './lock-file.js';
import { mavenFormat } from './maven-format.js';
import { entriesAt } from './members.js';
import { directOnly, inQuotes, UnresolvedReasons } from './unresolved-reasons.js';

/** What is kept of a catalog; plain JSON. */
export type GradleCatalog = {
  readonly packages: readonly LanguagePackage[];
  /** Libraries of which it tells no one version. */
  readonly open: readonly string[];
};

/**
 * Gradle's catalogs of versions, `libs.versions.toml`
 * (https://docs.gradle.org/current/userguide/version_catalogs.html): the libraries that the builds of a folder may ask
 * for. Left out: plugins, and everything where `gradle.lockfile`s lie in the folder, which say it all. It is no lock
 * file: what libraries need in turn is not in it, which is reported.
 */
export const gradleCatalogLockFile: SourceReader<GradleCatalog> = {
  id: 'gradle-catalog',
  version: 1,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [mavenFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name.endsWith('.versions.toml')),
  extract(_path, content) {
    const problems = new ReadProblems();
    const document = parseToml(content);
    const packages: LanguagePackage[] = [];
    const open: string[] = [];
    for (const [alias, library] of entriesAt(document, 'libraries', problems)) {
      const name = nameOf(library);
      const version = versionOf(library, valueOf(document, 'versions'));
      if (name === null) problems.add(`${quoted(alias)} has no group and name`);
      else if (version === null) open.push(name);
      else packages.push({ name, version });
    }
    return problems.settle({ packages: distinctPackages(packages, problems), open });
  },
  components: (files, { sourceFiles }) =>
    lockedComponents(
      withoutLocks(files, sourceFiles).map((file) => ({ ...file, extract: file.extract.packages })),
      mavenFormat,
    ),
  unresolved(files, sourceFiles) {
    const reasons = new UnresolvedReasons();
    for (const { path, extract } of withoutLocks(files, sourceFiles)) {
      for (const name of extract.open) reasons.add(path, `no version of ${inQuotes(name)} is told`);
      if (extract.packages.length + extract.open.length > 0) reasons.add(path, directOnly);
    }
    return reasons.list();
  },
};

/** A catalog lies in the folder `gradle` of a build, or at its top. */
function withoutLocks(
  files: readonly ExtractedFile<GradleCatalog>[],
  sourceFiles: ReadonlySet<string> = new Set(),
): ExtractedFile<GradleCatalog>[] {
  const locked = [...sourceFiles].filter((path) => posix.basename(path) === 'gradle.lockfile');
  return files.filter(({ path }) => {
    const folder = posix.dirname(path);
    const top = posix.basename(folder) === 'gradle' ? posix.dirname(folder) : folder;
    return !locked.some((lock) => top === '.' || lock.startsWith(`${top}/`));
  });
}

/** `group:name[:version]`, or `module`, or `group` and `name`. */
function nameOf(library: unknown): string | null {
  const module = typeof library === 'string' ? library : textAt(library, 'module');
  const [group = null, name = null] =
    module === null ? [textAt(library, 'group'), textAt(library, 'name')] : module.split(':');
  return group && name ? `${group}:${name}` : null;
}

/** Null: it has none, or not one alone. */
function versionOf(library: unknown, versions: unknown): string | null {
  if (typeof library === 'string') return exactVersion(library.split(':')[2] ?? null);
  const stated = valueOf(library, 'version');
  const reference = textAt(stated, 'ref');
  const version = reference === null ? stated : valueOf(versions, reference);
  if (!isObject(version)) return exactVersion(typeof version === 'string' ? version : null);
  const [strictly, required, preferred] = ['strictly', 'require', 'prefer'].map((key) =>
    textAt(version, key),
  );
  return exactVersion(preferred ?? null) ?? exactVersion(strictly ?? null) ?? exactVersion(required ?? null);
}

/** `1.0` and `1.0!!`, which is strict; null: a range, or what is newest. */
function exactVersion(version: string | null): string | null {
  const exact = version?.trim().replace(/!!$/, '') ?? '';
  const isOpen = /^latest\./.test(exact) || exact.endsWith('+') || /[[\](),\s]/.test(exact);
  return exact === '' || isOpen ? null : exact;
}
