import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import { byDepth, directOnly, inQuotes, UnresolvedReasons } from '../lock-files/unresolved-reasons.js';
import type { ExtractedFile, Unresolved } from '../model/file-reader.js';
import { ProjectFolder, type ProjectFileAt } from './project-folder.js';
import { projectPackages } from './project-packages.js';

/** What the projects of a folder ask for. */
export interface ProjectDependencies {
  /** By the project. */
  readonly packages: readonly ExtractedFile<readonly LanguagePackage[]>[];
  readonly unresolved: readonly Unresolved[];
}

/** Properties, items and values that are put in, of all projects together; what they import counts for each. */
const mostWork = 2_000_000;
/** Characters of names in an item that are like another item. */
const charactersOfItem = 64;

/**
 * What every project of the folder asks for by itself. One that has a lock file is left out: that one says it all.
 * Managed versions that no project of the folder can use count for themselves. Nothing is guessed: what is not in the
 * folder is named.
 * @param sourceFiles Paths of all files of the folder.
 */
export function projectDependencies(
  files: readonly ProjectFileAt[],
  sourceFiles: ReadonlySet<string> = new Set(),
): ProjectDependencies {
  const folder = new ProjectFolder(files);
  const reasons = new UnresolvedReasons();
  const packages: ExtractedFile<readonly LanguagePackage[]>[] = [];
  let work = 0;
  const resolve = (file: ProjectFileAt, parts: readonly ProjectFileAt[], isForAll: boolean): void => {
    work += parts.reduce((sum, part) => sum + sizeOf(part), 0);
    if (work > mostWork) {
      reasons.add(file.path, 'its packages were not worked out: the folder has too many');
      return;
    }
    const found = projectPackages(
      parts.map(({ extract }) => extract),
      isForAll,
    );
    work += found.steps;
    for (const reason of found.reasons) reasons.add(file.path, reason);
    if (found.packages.length > 0) packages.push({ ...file, extract: found.packages });
  };
  for (const project of folder.projects) {
    if (isLocked(project.path, sourceFiles)) continue;
    const { files: parts, unread } = folder.partsOf(project);
    for (const path of unread) reasons.add(project.path, `${inQuotes(path)}, which it imports, was not read`);
    resolve(project, parts, false);
  }
  for (const file of folder.unused()) {
    reasons.add(
      file.path,
      'no project that imports it was read: which of its packages are used is not known',
    );
    resolve(file, [file], true);
  }
  const [first] = packages.toSorted(byDepth);
  if (first) reasons.add(first.path, directOnly);
  return { packages, unresolved: reasons.list() };
}

function sizeOf({ extract: { properties, items } }: ProjectFileAt): number {
  return items.reduce((sum, { names }) => sum + 1 + names.length / charactersOfItem, properties.length);
}

/** Whether a file that NuGet wrote for it says what it has, and in which version. */
function isLocked(path: string, sourceFiles: ReadonlySet<string>): boolean {
  const { dir, name } = posix.parse(path);
  return [
    'packages.lock.json',
    `packages.${name.replaceAll(' ', '_')}.lock.json`,
    'obj/project.assets.json',
  ].some((file) => sourceFiles.has(posix.join(dir, file)));
}
