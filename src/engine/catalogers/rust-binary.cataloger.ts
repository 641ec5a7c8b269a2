import type { Cataloger } from '../model/file-reader.js';
import { AuditScanner } from '../rust/audit-scanner.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent } from './language-component.js';

const format = { ecosystem: 'crates.io', purlType: 'cargo' };
/** A program of Rust is not smaller than this, in bytes. */
const smallest = 64 * 1024;

/** What is kept of a program: names and versions of its crates; plain JSON. */
export type RustProgram = readonly (readonly [name: string, version: string])[];

/** Crates in programs (ELF, PE, Mach-O, WebAssembly) that were built with cargo-auditable, the program's own included. */
export const rustBinaryCataloger: Cataloger<RustProgram> = {
  id: 'rust-binary',
  version: 2,
  // Read piece by piece: what is held of a file is its list of crates.
  maxBytes: 256 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => path !== '' && !path.endsWith('/'),
  scanner(_path, size) {
    if (size < smallest) return null;
    const scanner = new AuditScanner();
    return {
      write: (chunk) => scanner.write(chunk),
      end: () => scanner.end()?.map(({ name, version }) => [name, version] as const) ?? null,
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
        extract
          .filter((crate) => crate.every(isLanguageText))
          .map(([name, version]) => ({
            component: languageComponent({ name, version }, format),
            path,
            layer,
          })),
      ),
    );
  },
};
