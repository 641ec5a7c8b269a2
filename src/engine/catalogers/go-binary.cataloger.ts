import { type BuildInfo, releaseOf, unversioned } from '../go/build-info.js';
import { BuildInfoScanner } from '../go/build-info-scanner.js';
import { goFormat, standardLibrary } from '../go/go-modules.js';
import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { ProgramHead } from '../programs/program-end.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, splitName } from './language-component.js';
import { packageUrl } from './package-url.js';

/** A program of Go is not smaller than this, in bytes; what there is of one that is cut off may be. */
const smallest = 512;

/** What is kept of a program; plain JSON. */
export type GoProgram = {
  readonly goVersion: string;
  /** Path and version of the module that it was built from; null: it does not say. */
  readonly main: readonly [string, string] | null;
  /** Path and version. */
  readonly modules: readonly (readonly [string, string])[];
};

/** Modules in programs built by Go (ELF, PE, Mach-O), and the standard library of the Go that built them. */
export const goBinaryCataloger: Cataloger<GoProgram> = {
  id: 'go-binary',
  version: 6,
  // Read piece by piece: what is held of a file is its list of modules.
  maxBytes: 256 * 1024 * 1024,
  ecosystems: [goFormat.ecosystem],
  wants: (path) => path !== '' && !path.endsWith('/'),
  scanner(_path, size) {
    if (size < smallest) return null;
    const scanner = new BuildInfoScanner();
    const head = new ProgramHead();
    return {
      write: (chunk) => {
        const isWanted = scanner.write(chunk);
        if (isWanted) head.write(chunk);
        return isWanted;
      },
      end: () => {
        const info = scanner.end();
        if (info) return programOfInfo(info);
        refuseCutOff(head, size);
        return null;
      },
    };
  },
  extract(path, content) {
    const scanner = this.scanner?.(path, content.length);
    scanner?.write(content);
    return scanner?.end() ?? null;
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        packagesOf(extract).map((found) => ({
          component: languageComponent(found, goFormat),
          program: found.name === extract.main?.[0] ? null : programOf(extract),
          path,
          layer,
        })),
      ),
    );
  },
};

/** @throws UnreadableFileError where the program does not reach as far as its headers say: it may be one of Go */
function refuseCutOff(head: ProgramHead, size: number): void {
  const end = head.end();
  if (end === null || end <= size) return;
  throw new UnreadableFileError(
    `the program is cut off: it has ${size} of at least ${end} bytes, and what it was built from is not among them`,
  );
}

/** @throws UnreadableFileError with the rest where the release of Go cannot be told */
function programOfInfo({ goVersion, main, modules }: BuildInfo): GoProgram {
  const program: GoProgram = {
    goVersion,
    main: main && [main.path, main.version],
    modules: modules.map(({ path, version }) => [path, version]),
  };
  if (goVersion !== '') return program;
  throw new UnreadableFileError('it was built by a Go before 1.18: which one cannot be read', program);
}

/** Package URL of what the program is; without the version where it was built from a working copy. */
function programOf({ main }: GoProgram): string | null {
  if (!main?.every(isLanguageText)) return null;
  const [name, version] = main;
  const own = { type: goFormat.purlType, ...splitName('/')(name.toLowerCase()) };
  return packageUrl({ ...own, version: version === unversioned ? null : version, qualifiers: {} });
}

/** A main module that was built from a working copy without being told its version is not listed. */
function packagesOf({ goVersion, modules }: GoProgram): { name: string; version: string }[] {
  const release = releaseOf(goVersion);
  const listed = modules
    .filter(([path, version]) => isLanguageText(path) && isLanguageText(version) && version !== unversioned)
    .map(([name, version]) => ({ name, version }));
  return release === null ? listed : [{ name: standardLibrary, version: release }, ...listed];
}
