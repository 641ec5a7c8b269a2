import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { type ZipEntry, ZipFile } from '../zip/zip-file.js';
import {
  type ArchiveEvidence,
  archiveIdentity,
  commonPackageOf,
  identityBesides,
  pomIdentity,
  propertiesIdentity,
} from './archive-identity.js';
import { manifestAttributes } from './manifest.js';

export const archivePath = /\.(?:jar|war|ear|par|rar|sar|jpi|hpi|lpkg|nar|kar)$/i;

/** Names, versions, and the places of nested archives within the file, empty for the file itself; plain JSON. */
export type JavaPackages = readonly (readonly [name: string, version: string, inner: string])[];

const mebibyte = 1024 * 1024;
const pomPath = /^META-INF\/maven\/([^/]+)\/([^/]+)\/pom\.xml$/;
/** Wherever it stands: agents and packagers move what they shade into folders of their own. */
const propertiesPath = /(?:^|\/)pom\.properties$/;
const manifestPath = /^META-INF\/MANIFEST\.MF$/i;
/** Archives in archives. */
const deepest = 6;
const largestText = mebibyte;
const largestNested = 64 * mebibyte;
/** Characters of a place. */
const longestPlace = 1_024;

const tooMuch = 'it holds more archives, or deeper ones, than are read';

/** Reads an archive and those within it, up to bounds for all of them together. */
export class ArchiveReading {
  private readonly packages: [string, string, string][] = [];
  private readonly problems = new ReadProblems();
  /** What may still be read: archives, entries of their directories, packages, and bytes that have to be unpacked. */
  private readonly left = { archives: 5_000, entries: 1_000_000, packages: 20_000, bytes: 512 * mebibyte };
  private isCut = false;

  read(content: Uint8Array, path: string): void {
    if (!isCompressed(content))
      this.readArchive(content, { fileName: fileNameOf(path), inner: '', depth: 0 });
  }

  /** @throws UnreadableFileError with what was read, when something could not be */
  settle(): JavaPackages {
    if (this.isCut) this.problems.add(tooMuch);
    return this.problems.settle(this.packages);
  }

  private readArchive(content: Uint8Array, place: Place): void {
    this.attempt(place.inner, () => {
      const zip = new ZipFile(content);
      if (!this.take('archives', 1) || !this.take('entries', zip.entries.length)) return;
      this.identify(zip, place);
      for (const entry of zip.entries) if (archivePath.test(entry.path)) this.readNested(zip, entry, place);
    });
  }

  private readNested(zip: ZipFile, entry: ZipEntry, { inner, depth }: Place): void {
    const at = plainText(inner === '' ? entry.path : `${inner}:${entry.path}`, longestPlace);
    if (depth >= deepest) this.isCut = true;
    else
      this.attempt(at, () => {
        const content = this.contentOf(zip, entry, largestNested);
        if (content && !isCompressed(content))
          this.readArchive(content, { fileName: fileNameOf(entry.path), inner: at, depth: depth + 1 });
      });
  }

  private identify(zip: ZipFile, { fileName, inner }: Place): void {
    const stated: LanguagePackage[] = [];
    const poms: { readonly entry: ZipEntry; readonly name: readonly [group: string, artifact: string] }[] =
      [];
    let attributes: ReadonlyMap<string, string> = new Map();
    for (const entry of zip.entries) {
      const [isPom, group = '', artifact = ''] = pomPath.exec(entry.path) ?? [];
      if (isPom !== undefined) poms.push({ entry, name: [group, artifact] });
      const isProperties = propertiesPath.test(entry.path);
      if (!isProperties && !manifestPath.test(entry.path)) continue;
      this.attempt(inner, () => {
        const text = Buffer.from(this.contentOf(zip, entry, largestText) ?? []).toString('utf8');
        if (isProperties) stated.push(...[propertiesIdentity(text)].filter((one) => one !== null));
        else attributes = manifestAttributes(text, (folder) => hasClasses(zip, folder));
      });
    }
    if (stated.length === 0)
      for (const { entry, name } of poms)
        this.attempt(inner, () => {
          const found = pomIdentity(this.contentOf(zip, entry, largestText) ?? new Uint8Array(), ...name);
          if (found) stated.push(found);
        });
    const [pom, ...otherPoms] = poms;
    const commonPackage = commonPackageOf(zip.entries.map(({ path }) => path));
    const evidence: ArchiveEvidence = {
      attributes,
      fileName,
      pom: pom && otherPoms.length === 0 ? pom.name : null,
      commonPackage,
    };
    const own = stated.length === 0 ? archiveIdentity(evidence) : identityBesides(stated, evidence);
    for (const { name, version } of own ? [...stated, own] : stated) {
      if (this.take('packages', 1)) this.packages.push([name, version, inner]);
    }
  }

  /** Null: no more is unpacked. */
  private contentOf(zip: ZipFile, entry: ZipEntry, limit: number): Uint8Array | null {
    const isPacked = entry.method !== 0 && entry.size <= limit;
    return this.take('bytes', isPacked ? entry.size : 0) ? zip.content(entry, limit) : null;
  }

  private take(what: keyof typeof this.left, count: number): boolean {
    this.left[what] -= count;
    const isLeft = this.left[what] >= 0;
    this.isCut ||= !isLeft;
    return isLeft;
  }

  private attempt(inner: string, step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.problems.add(inner === '' ? error.message : `${quoted(inner.slice(-40))}: ${error.message}`);
    }
  }
}

function hasClasses({ entries }: ZipFile, folder: string): boolean {
  return entries.some(({ path }) => path.endsWith('.class') && path.startsWith(`${folder}/`));
}

interface Place {
  readonly fileName: string;
  /** Empty: it is the file. */
  readonly inner: string;
  readonly depth: number;
}

/** An archive of the program RAR, whose files have the same ending as adapters of Jakarta Connectors. */
function isCompressed(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, 4)).toString('latin1') === 'Rar!';
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
