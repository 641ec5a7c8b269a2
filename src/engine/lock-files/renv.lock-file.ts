import type { LanguagePackage } from '../catalogers/language-component.js';
import { bioconductorFormat, cranFormat } from '../catalogers/r-format.js';
import type { Cataloger } from '../model/file-reader.js';
import { objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { distinctPackages, isLockFilePath, largestFile, lockedComponents } from './lock-file.js';
import { entriesAt } from './members.js';

/** What is kept of a `renv.lock`; plain JSON. */
export type RenvPackages = {
  readonly cran: readonly LanguagePackage[];
  readonly bioconductor: readonly LanguagePackage[];
};

/**
 * The `renv.lock` of R's renv (https://rstudio.github.io/renv/articles/lockfile.html). What comes from a repository of
 * sources, a file or an address counts at the version that it states itself. The file does not say what is only for
 * development.
 */
export const renvLockFile: Cataloger<RenvPackages> = {
  id: 'renv',
  version: 1,
  maxBytes: largestFile,
  ecosystems: [bioconductorFormat.ecosystem, cranFormat.ecosystem],
  wants: (path) => isLockFilePath(path, (name) => name === 'renv.lock'),
  extract(_path, content) {
    const problems = new ReadProblems();
    const document = objectOf(parseJson(content), 'the file');
    if (valueOf(document, 'Packages') === undefined) problems.add('the file has no "Packages"');
    const cran: LanguagePackage[] = [];
    const bioconductor: LanguagePackage[] = [];
    for (const [key, entry] of entriesAt(document, 'Packages', problems)) {
      const version = textAt(entry, 'Version');
      if (version === null) problems.add(`${quoted(key)} has no version`);
      else
        (isOfBioconductor(entry) ? bioconductor : cran).push({
          name: textAt(entry, 'Package') ?? key,
          version,
        });
    }
    return problems.settle({
      cran: distinctPackages(cran, problems),
      bioconductor: distinctPackages(bioconductor, problems),
    });
  },
  components: (files) => [
    ...lockedComponents(
      files.map((file) => ({ ...file, extract: file.extract.bioconductor })),
      bioconductorFormat,
    ),
    ...lockedComponents(
      files.map((file) => ({ ...file, extract: file.extract.cran })),
      cranFormat,
    ),
  ],
};

/** Said by where it is from, by the repository of a mirror (`Bioconductor 3.18`, `BioCsoft`), or by its description. */
function isOfBioconductor(entry: unknown): boolean {
  return (
    textAt(entry, 'Source') === 'Bioconductor' ||
    /^Bioc/i.test(textAt(entry, 'Repository') ?? '') ||
    textAt(entry, 'biocViews') !== null
  );
}
