import { ArchiveReading, archivePath, type JavaPackages } from '../java/archive-reading.js';
import type { Cataloger } from '../model/file-reader.js';
import { foundComponents } from './found-components.js';
import { languageComponent, splitName } from './language-component.js';

const mebibyte = 1024 * 1024;
const format = { ecosystem: 'Maven', purlType: 'maven', purlName: splitName(':') };
/**
 * Packages of Maven in Java's archives and the archives within them: by `pom.properties`, of which a shaded archive has
 * several, else by `pom.xml`, else by the manifest and the file's name.
 */
export const javaArchiveCataloger: Cataloger<JavaPackages> = {
  id: 'java-archive',
  version: 5,
  maxBytes: 192 * mebibyte,
  ecosystems: [format.ecosystem],
  wants: (path) => archivePath.test(path),
  extract(path, content) {
    const reading = new ArchiveReading();
    reading.read(content, path);
    const packages = reading.settle();
    return packages.length === 0 ? null : packages;
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map(([name, version, inner]) => ({
          component: languageComponent({ name, version }, format),
          path: inner === '' ? path : `${path}:${inner}`,
          layer,
        })),
      ),
    );
  },
};
