import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import type { ExtractedFile, SourceReader } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';
import { ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { conanFormat, type ConanReference, exactPackage } from './conan-format.js';
import { recipeReferences, sections } from './conan-recipe.js';
import { distinctPackages, isLockFilePath, lockedComponents } from './lock-file.js';
import { directOnly, inQuotes, UnresolvedReasons } from './unresolved-reasons.js';

const recipe = 'conanfile.py';

/** What is kept of a `conanfile.txt` or a `conanfile.py`; plain JSON. */
export type ConanFile = {
  readonly packages: readonly LanguagePackage[];
  /** References without one version. */
  readonly open: readonly string[];
  readonly isProgram?: true;
};

/**
 * Conan's `conanfile.txt` (https://docs.conan.io/2/reference/conanfile_txt.html) and `conanfile.py` where no `conan.lock`
 * lies beside them: the packages that they ask for, of which only for development is what builds and tests need. They are
 * no lock files: what these need in turn is not in them. A `conanfile.py` is a program, which is not run: of what it asks
 * for it is known what stands in it as text. Both is reported.
 */
export const conanFileLockFile: SourceReader<ConanFile> = {
  id: 'conan-file',
  version: 2,
  maxBytes: 1024 * 1024,
  ecosystems: [conanFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name === 'conanfile.txt' || name === recipe),
  extract(path, content) {
    const problems = new ReadProblems();
    const isProgram = posix.basename(path) === recipe;
    const { packages, open } = askedFor(
      isProgram ? recipeReferences(textOf(content), problems) : listedReferences(content, problems),
    );
    return problems.settle({
      packages: distinctPackages(packages, problems),
      open,
      ...(isProgram && { isProgram }),
    });
  },
  components: (files, { sourceFiles }) =>
    lockedComponents(
      withoutLock(files, sourceFiles).map((file) => ({ ...file, extract: file.extract.packages })),
      conanFormat,
    ),
  unresolved(files, sourceFiles) {
    const reasons = new UnresolvedReasons();
    for (const { path, extract } of withoutLock(files, sourceFiles)) {
      const { packages, open, isProgram } = extract;
      if (isProgram)
        reasons.add(path, 'it is a program, which is not run: it may ask for other packages than it names');
      for (const reference of open) reasons.add(path, `${inQuotes(reference)} tells no one version`);
      if (packages.length + open.length > 0) reasons.add(path, directOnly);
    }
    return reasons.list();
  },
};

function withoutLock(
  files: readonly ExtractedFile<ConanFile>[],
  sourceFiles: ReadonlySet<string> = new Set(),
): ExtractedFile<ConanFile>[] {
  return files.filter(({ path }) => !sourceFiles.has(posix.join(posix.dirname(path), 'conan.lock')));
}

function askedFor(references: Iterable<ConanReference>): Pick<ConanFile, 'packages' | 'open'> {
  const packages: LanguagePackage[] = [];
  const open = new Set<string>();
  for (const { text, isDevelopment, isWorkedOut } of references) {
    const found = isWorkedOut ? null : exactPackage(text);
    if (found) packages.push({ ...found, isDevelopment });
    else open.add(text);
  }
  return { packages, open: [...open] };
}

/** The lines of sections of packages. */
function* listedReferences(content: Uint8Array, problems: ReadProblems): Generator<ConanReference> {
  let isDevelopment: boolean | undefined;
  for (const { text } of textLines(content, problems)) {
    const line = text.replace(/(?:^|\s)#.*$/, '').trim();
    const section = /^\[([\w-]+)\]$/.exec(line)?.[1];
    if (section !== undefined) isDevelopment = sections.get(section);
    else if (line !== '' && isDevelopment !== undefined)
      yield { text: line, isDevelopment, isWorkedOut: false };
  }
}
