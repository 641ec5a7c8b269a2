import { releaseOf } from '../go/build-info.js';
import { BuildInfoScanner } from '../go/build-info-scanner.js';
import { goFormat, standardLibrary } from '../go/go-modules.js';
import type { Cataloger } from '../model/file-reader.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent } from './language-component.js';

/** A program of Go is not smaller than this, in bytes. */
const smallest = 64 * 1024;

/** What is kept of a program; plain JSON. */
export type GoProgram = {
  readonly goVersion: string;
  /** Path and version. */
  readonly modules: readonly (readonly [string, string])[];
};

/** Modules in programs built by Go (ELF, PE, Mach-O), and the standard library of the Go that built them. */
export const goBinaryCataloger: Cataloger<GoProgram> = {
  id: 'go-binary',
  version: 2,
  // Read piece by piece: what is held of a file is its list of modules.
  maxBytes: 256 * 1024 * 1024,
  ecosystems: [goFormat.ecosystem],
  wants: (path) => path !== '' && !path.endsWith('/'),
  scanner(_path, size) {
    if (size < smallest) return null;
    const scanner = new BuildInfoScanner();
    return {
      write: (chunk) => scanner.write(chunk),
      end: () => {
        const info = scanner.end();
        return (
          info && {
            goVersion: info.goVersion,
            modules: info.modules.map(({ path, version }) => [path, version]),
          }
        );
      },
    };
  },
  extract(path, content) {
    const scanner = this.scanner?.(path, Math.max(content.length, smallest));
    scanner?.write(content);
    return scanner?.end() ?? null;
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        packagesOf(extract).map((found) => ({ component: languageComponent(found, goFormat), path, layer })),
      ),
    );
  },
};

/** A main module that was built from a working copy has no version: it is not listed. */
function packagesOf({ goVersion, modules }: GoProgram): { name: string; version: string }[] {
  const release = releaseOf(goVersion);
  const listed = modules
    .filter(([path, version]) => isLanguageText(path) && isLanguageText(version) && version !== '(devel)')
    .map(([name, version]) => ({ name, version }));
  return release === null ? listed : [{ name: standardLibrary, version: release }, ...listed];
}
