import { manifestAttributes, manifestIdentity, propertiesIdentity } from '../java/archive-identity.js';
import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { ZipFile } from '../zip/zip-file.js';
import { foundComponents } from './found-components.js';
import { languageComponent, splitName } from './language-component.js';

const mebibyte = 1024 * 1024;
const format = { ecosystem: 'Maven', purlType: 'maven', purlName: splitName(':') };
const archivePath = /\.(?:jar|war|ear|par|sar|jpi|hpi|lpkg|nar|kar)$/i;
const propertiesPath = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/;
const manifestPath = /^META-INF\/MANIFEST\.MF$/i;
/** Archives in archives. */
const deepest = 6;
const mostArchives = 5_000;
const largestText = mebibyte;
const largestNested = 64 * mebibyte;
/** Bytes of all nested archives of one file that had to be unpacked. */
const mostUnpacked = 512 * mebibyte;

/** What is kept of an archive: names, versions, and the places of nested archives within it; plain JSON. */
export type JavaPackages = readonly (readonly [name: string, version: string, inner: string])[];

/**
 * Packages of Maven in Java's archives and the archives within them: by `pom.properties`, of which a shaded archive has
 * several, else by the manifest and the file's name.
 */
export const javaArchiveCataloger: Cataloger<JavaPackages> = {
  id: 'java-archive',
  version: 1,
  maxBytes: 192 * mebibyte,
  ecosystems: [format.ecosystem],
  wants: (path) => archivePath.test(path),
  extract(path, content) {
    const reading = new ArchiveReading();
    reading.read(content, fileNameOf(path), '', 0);
    const [first] = reading.problems;
    if (first !== undefined) {
      const more = reading.problems.length > 1 ? ` (and ${reading.problems.length - 1} more problems)` : '';
      throw new UnreadableFileError(`${first}${more}`, reading.packages);
    }
    return reading.packages.length === 0 ? null : reading.packages;
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

/** Reads an archive and those within it, up to the bounds for all of them together. */
class ArchiveReading {
  readonly packages: [string, string, string][] = [];
  readonly problems: string[] = [];
  private archives = 0;
  private unpacked = 0;

  /** @param inner place of the archive in the file; empty: it is the file. */
  read(content: Uint8Array, fileName: string, inner: string, depth: number): void {
    try {
      this.archives += 1;
      const zip = new ZipFile(content);
      this.identify(zip, fileName, inner);
      for (const entry of zip.entries) {
        if (archivePath.test(entry.path)) this.readNested(zip, entry, inner, depth);
      }
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.problems.push(inner === '' ? error.message : `${inner}: ${error.message}`);
    }
  }

  private readNested(zip: ZipFile, entry: ZipFile['entries'][number], inner: string, depth: number): void {
    const place = inner === '' ? entry.path : `${inner}:${entry.path}`;
    if (depth >= deepest || this.archives >= mostArchives || this.unpacked > mostUnpacked) {
      const isNew = !this.problems.includes(tooMuch);
      if (isNew) this.problems.push(tooMuch);
      return;
    }
    try {
      const content = zip.content(entry, largestNested);
      if (entry.method !== 0) this.unpacked += content.length;
      this.read(content, fileNameOf(entry.path), place, depth + 1);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.problems.push(`${place}: ${error.message}`);
    }
  }

  private identify(zip: ZipFile, fileName: string, inner: string): void {
    const texts = (path: RegExp) =>
      zip.entries
        .filter((entry) => path.test(entry.path))
        .map((entry) => Buffer.from(zip.content(entry, largestText)).toString('utf8'));
    const stated = texts(propertiesPath).flatMap((text) => propertiesIdentity(text) ?? []);
    const found =
      stated.length > 0
        ? stated
        : [manifestIdentity(manifestAttributes(texts(manifestPath)[0] ?? ''), fileName)];
    for (const one of found) if (one) this.packages.push([one.name, one.version, inner]);
  }
}

const tooMuch = 'it holds more archives, or deeper ones, than are read';

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
