import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { objectOf, textAt, valueOf } from '../text/documents.js';
import { parsePhpSerialized } from '../text/php-serialized.js';
import { quoted } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';
import { packagistFormat } from './packagist-format.js';
import { ownPearChannel, packagistNameOfPear, pearFormat } from './pear-format.js';

/** The packages of PEAR's own channel stand beside the folders of the others'. */
const registryPath = /(?:^|\/)\.registry\/(?:\.channel\.([^/]+)\/)?[^/]+\.reg$/;

/**
 * Packages and extensions that PEAR and PECL installed for PHP, by the registry's file for each: an array that PHP
 * serialized, in the form of `package.xml` 2.0, or of 1.0 as older ones. PEAR's own packages are in Packagist as well, by
 * which advisories name them (`pear/archive_tar`); of other channels none speak.
 */
export const pearCataloger: Cataloger<LanguagePackage> = {
  id: 'pear',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: [pearFormat.ecosystem, packagistFormat.ecosystem],
  wants: (path) => registryPath.test(path),
  extract(path, content) {
    const record = objectOf(parsePhpSerialized(content), 'the file');
    const name = textAt(record, 'name') ?? textAt(record, 'package');
    const version = textAt(valueOf(record, 'version'), 'release') ?? textAt(record, 'version');
    const channel = textAt(record, 'channel') ?? registryPath.exec(path)?.[1] ?? ownPearChannel;
    if (!isLanguageText(name) || !isLanguageText(channel) || `${channel}${name}`.includes('/'))
      throw new UnreadableFileError(`the name is none that can be read: ${quoted(name ?? '')}`);
    if (!isLanguageText(version))
      throw new UnreadableFileError(`the version is none that can be read: ${quoted(version ?? '')}`);
    const licence =
      textAt(valueOf(record, 'license'), '_content') ??
      textAt(record, 'license') ??
      textAt(record, 'release_license') ??
      '';
    return { name: `${channel}/${name}`, version, licence: licence === '' ? null : plainText(licence) };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => ({ component: componentOf(extract), path, layer })),
    );
  },
};

function componentOf(found: LanguagePackage): ReturnType<typeof languageComponent> {
  const { namespace, name } = pearFormat.purlName(found.name);
  if (namespace !== ownPearChannel) return languageComponent(found, pearFormat);
  return languageComponent({ ...found, name: packagistNameOfPear(name) }, packagistFormat);
}
