import { posix } from 'node:path';
import type { LanguagePackage } from '../catalogers/language-component.js';
import type { ExtractedFile, SourceReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { conanFormat, packageOfReference } from './conan-format.js';
import { distinctPackages, isLockFilePath, lockedComponents } from './lock-file.js';
import { directOnly, inQuotes, UnresolvedReasons } from './unresolved-reasons.js';

const recipe = 'conanfile.py';

/** What is kept of a `conanfile.txt`; null: of a `conanfile.py`. Plain JSON. */
export type ConanFile = {
  readonly packages: readonly LanguagePackage[];
  /** References without one version. */
  readonly open: readonly string[];
} | null;

/** Sections of packages, and whether what they hold is only for development. */
const sections: ReadonlyMap<string, boolean> = new Map([
  ['requires', false],
  ['tool_requires', true],
  ['build_requires', true],
  ['test_requires', true],
]);

/**
 * Conan's `conanfile.txt` (https://docs.conan.io/2/reference/conanfile_txt.html) where no `conan.lock` lies beside it:
 * the packages that it asks for, of which only for development is what builds and tests need. It is no lock file: what
 * these need in turn is not in it. A `conanfile.py` is a program, which is not run: what it asks for is not known. Both
 * is reported.
 */
export const conanFileLockFile: SourceReader<{ readonly file: ConanFile }> = {
  id: 'conan-file',
  version: 1,
  maxBytes: 1024 * 1024,
  ecosystems: [conanFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name === 'conanfile.txt' || name === recipe),
  extract(path, content) {
    if (posix.basename(path) === recipe) return { file: null };
    const problems = new ReadProblems();
    const { packages, open } = askedFor(content, problems);
    return problems.settle({ file: { packages: distinctPackages(packages, problems), open } });
  },
  components: (files, { sourceFiles }) =>
    lockedComponents(
      withoutLock(files, sourceFiles).map((file) => ({
        ...file,
        extract: file.extract.file?.packages ?? [],
      })),
      conanFormat,
    ),
  unresolved(files, sourceFiles) {
    const reasons = new UnresolvedReasons();
    for (const { path, extract } of withoutLock(files, sourceFiles)) {
      const { file } = extract;
      if (!file)
        reasons.add(path, 'it is a program, which is not run: which packages it asks for is not known');
      for (const reference of file?.open ?? [])
        reasons.add(path, `${inQuotes(reference)} tells no one version`);
      if (file && file.packages.length + file.open.length > 0) reasons.add(path, directOnly);
    }
    return reasons.list();
  },
};

function withoutLock<Extract extends { readonly file: ConanFile }>(
  files: readonly ExtractedFile<Extract>[],
  sourceFiles: ReadonlySet<string> = new Set(),
): ExtractedFile<Extract>[] {
  return files.filter(({ path }) => !sourceFiles.has(posix.join(posix.dirname(path), 'conan.lock')));
}

/** A range stands in brackets: `zlib/[>=1.2]`. */
function askedFor(
  content: Uint8Array,
  problems: ReadProblems,
): { packages: LanguagePackage[]; open: string[] } {
  const packages: LanguagePackage[] = [];
  const open: string[] = [];
  let isDevelopment: boolean | undefined;
  for (const { text } of textLines(content, problems)) {
    const line = text.replace(/(?:^|\s)#.*$/, '').trim();
    const section = /^\[([\w-]+)\]$/.exec(line)?.[1];
    if (section !== undefined) isDevelopment = sections.get(section);
    else if (line !== '' && isDevelopment !== undefined) {
      const found = packageOfReference(line);
      if (!found || found.version.startsWith('[')) open.push(line);
      else packages.push({ ...found, isDevelopment });
    }
  }
  return { packages, open };
}
