import { mostPackages } from '../catalogers/distribution-package.js';
import { foundComponents } from '../catalogers/found-components.js';
import {
  isLanguageText,
  languageComponent,
  type LanguageFormat,
  type LanguagePackage,
} from '../catalogers/language-component.js';
import type { FoundComponent } from '../model/component.js';
import type { Cataloger, ExtractedFile } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';

/** A format of lock files. */
export interface LockFileFormat extends LanguageFormat {
  readonly id: string;
  /** Raised when `packages` gives something else for the same file. */
  readonly version: number;
  /** Whether a file of this name (`package-lock.json`), in a folder of this name (`''`: in none), has the format. */
  isLockFile(fileName: string, folder: string): boolean;
  /**
   * The packages that the file locks, repeated or not; what else is wrong with it goes to `problems`. Names and versions
   * need no checking: those that can be none are reported for it.
   * @throws UnreadableFileError when nothing of the file can be read
   */
  packages(content: Uint8Array, problems: ReadProblems, path: string): Iterable<LanguagePackage>;
}

/** Folders of what tools put there: installed packages bring lock files of their own, which nobody installs from. */
const foldersOfTools: ReadonlySet<string> = new Set([
  '.build',
  '.bundle',
  '.dart_tool',
  '.git',
  '.gradle',
  '.hg',
  '.nox',
  '.pnpm-store',
  '.svn',
  '.tox',
  '.venv',
  '.yarn',
  'Carthage',
  'Pods',
  'bower_components',
  'dist-packages',
  'node_modules',
  'site-packages',
  'vendor',
  'venv',
]);

/** In bytes. */
export const largestFile = 32 * 1024 * 1024;

/** The reader of one format: at any depth, each package once, for development only where the file says so throughout. */
export function lockFile(format: LockFileFormat): Cataloger<readonly LanguagePackage[]> {
  const { id, version, ecosystem } = format;
  return {
    id,
    version,
    maxBytes: largestFile,
    ecosystems: [ecosystem],
    wants: (path) => isLockFilePath(path, (name, folder) => format.isLockFile(name, folder)),
    extract(path, content) {
      const problems = new ReadProblems();
      return problems.settle(distinctPackages(format.packages(content, problems, path), problems));
    },
    components: (files) => lockedComponents(files, format),
  };
}

/** Whether a path has such a name and folder, and is not below a folder of tools. */
export function isLockFilePath(path: string, isLockFile: LockFileFormat['isLockFile']): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return isLockFile(name, folders.at(-1) ?? '') && !folders.some((folder) => foldersOfTools.has(folder));
}

/** The packages of all files as components. */
export function lockedComponents(
  files: readonly ExtractedFile<readonly LanguagePackage[]>[],
  format: LanguageFormat,
): FoundComponent[] {
  return foundComponents(
    files.flatMap(({ path, layer, extract }) =>
      extract.map((found) => ({
        component: languageComponent(found, format),
        path,
        layer,
        isDevelopment: found.isDevelopment,
      })),
    ),
  );
}

/** Each package that can be one, once; for development only when it always is. What can be none is reported. */
export function distinctPackages(
  packages: Iterable<LanguagePackage>,
  problems: ReadProblems,
): LanguagePackage[] {
  const byIdentity = new Map<string, LanguagePackage>();
  for (const found of packages) {
    const { name, version } = found;
    if (!isLanguageText(name) || !isLanguageText(version)) {
      problems.add(textProblem(name, version));
      continue;
    }
    const identity = identityOf(found);
    const known = byIdentity.get(identity);
    if (!known && byIdentity.size === mostPackages) {
      problems.add(`the file locks more than ${mostPackages} packages; the rest was not read`);
      break;
    }
    if (!known || (known.isDevelopment === true && found.isDevelopment !== true)) {
      byIdentity.set(identity, compact(found));
    }
  }
  return [...byIdentity.values()];
}

/** The same for the same package, whatever else is said of it. */
export function identityOf({ name, version }: LanguagePackage): string {
  return `${name} ${version}`;
}

function compact({ name, version, licence, isDevelopment }: LanguagePackage): LanguagePackage {
  return { name, version, ...(licence && { licence }), ...(isDevelopment && { isDevelopment }) };
}

function textProblem(name: string, version: string): string {
  if (!isLanguageText(name)) return `${quoted(name)} is no package name`;
  return `the version of ${quoted(name)} is none: ${quoted(version)}`;
}
