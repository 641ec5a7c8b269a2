import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { ZipFile } from '../zip/zip-file.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = {
  ecosystem: 'PyPI',
  purlType: 'pypi',
  purlName: (name: string) => ({ namespace: null, name: name.toLowerCase().replaceAll('_', '-') }),
};

/** The name rule of the core metadata, for names of at most 1,024 characters. */
const nameShape = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
/** In any case, as Python looks for the folders (importlib.metadata). */
const metadataPath =
  /(?:^|\/)[^/]+\.(?:dist-info\/metadata|egg-info(?:\/pkg-info)?|egg)$|(?:^|\/)egg-info\/pkg-info$/i;
/** Bytes of the headers; what follows them is the description. */
const longestHeaders = 1024 * 1024;
const wantedHeaders = new Set(['name', 'version', 'license', 'license-expression', 'classifier']);
const licenceClassifier = 'License :: ';

/**
 * Packages installed for Python, by their core metadata
 * (https://packaging.python.org/en/latest/specifications/core-metadata/): `*.dist-info/METADATA`, `*.egg-info/PKG-INFO`,
 * `*.egg-info` as a plain file, and `EGG-INFO/PKG-INFO` of eggs, zipped or not.
 */
export const pythonCataloger: Cataloger<LanguagePackage> = {
  id: 'python',
  version: 5,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => metadataPath.test(path),
  extract(path, content) {
    const headers = headersOf(/\.egg$/i.test(path) ? zippedMetadata(content) : content);
    const [name, version] = [headers.get('name')?.[0], headers.get('version')?.[0]];
    if (name === undefined || version === undefined) {
      throw new UnreadableFileError(`it states no ${name === undefined ? 'Name' : 'Version'}`);
    }
    if (!isLanguageText(name) || !nameShape.test(name)) {
      throw new UnreadableFileError(`Name is no name of a package: ${quoted(name)}`);
    }
    if (!isLanguageText(version)) throw new UnreadableFileError(`Version is none: ${quoted(version)}`);
    return { name, version, licence: licenceOf(headers) };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => ({
        component: languageComponent(extract, format),
        path,
        layer,
      })),
    );
  },
};

/** @throws UnreadableFileError when it is no zip, or has no metadata */
function zippedMetadata(egg: Uint8Array): Uint8Array {
  const zip = new ZipFile(egg);
  const entry = zip.entries.find(({ path }) => path === 'EGG-INFO/PKG-INFO');
  if (!entry) throw new UnreadableFileError('the egg has no EGG-INFO/PKG-INFO');
  return zip.content(entry, longestHeaders);
}

/** The headers that are wanted, by their names in lower case; each with its values in order. */
function headersOf(content: Uint8Array): Map<string, string[]> {
  const text = new TextDecoder().decode(content.subarray(0, longestHeaders));
  const headers = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    // A line of spaces goes on with the header before it.
    if (line === '' || line === '\r') break;
    const colon = line.indexOf(':');
    const name = colon === -1 ? '' : line.slice(0, colon).toLowerCase();
    if (!wantedHeaders.has(name)) continue;
    const values = headers.get(name);
    const value = line.slice(colon + 1).trim();
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return headers;
}

/** The expression; else the short text of `License`; else the names that classifiers give. */
function licenceOf(headers: ReadonlyMap<string, readonly string[]>): string | null {
  const stated = [headers.get('license-expression')?.[0], headers.get('license')?.[0]];
  const text = stated.find((one) => one !== undefined && one !== '' && one.toUpperCase() !== 'UNKNOWN');
  if (text !== undefined) return text;
  const names = (headers.get('classifier') ?? [])
    .filter((one) => one.startsWith(licenceClassifier))
    .map((one) => one.slice(one.lastIndexOf(' :: ') + 4));
  return names.length === 0 ? null : [...new Set(names)].join(' OR ');
}
