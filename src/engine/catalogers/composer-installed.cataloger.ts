import type { Cataloger } from '../model/file-reader.js';
import { isObject, listOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';
import { packagistFormat } from './packagist-format.js';

/** More packages than this in one file are not read. */
const mostPackages = 20_000;

/**
 * Packages that Composer installed for PHP, into `vendor` or a folder of another name: a list (Composer 1), or an object
 * with it and the names of those for development.
 */
export const composerInstalledCataloger: Cataloger<LanguagePackage[]> = {
  id: 'composer-installed',
  version: 2,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: [packagistFormat.ecosystem],
  wants: (path) => /(?:^|\/)composer\/installed\.json$/.test(path),
  extract(_path, content) {
    const document = parseJson(content);
    const listed = Array.isArray(document)
      ? document
      : listOf(valueOf(objectOf(document, 'the file'), 'packages'));
    const forDevelopment = new Set(listOf(valueOf(document, 'dev-package-names')));
    const problems = new ReadProblems();
    if (listed.length > mostPackages) problems.add(`of ${listed.length} packages ${mostPackages} were read`);
    const packages = listed.slice(0, mostPackages).flatMap((one, index) => {
      const found = packageOf(one);
      if (!found)
        problems.add(`the package ${quoted(textAt(one, 'name') ?? String(index))} has no name and version`);
      return found ? [{ ...found, isDevelopment: forDevelopment.has(found.name) }] : [];
    });
    return problems.settle(packages);
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: languageComponent(found, packagistFormat),
          path,
          layer,
          isDevelopment: found.isDevelopment,
        })),
      ),
    );
  },
};

function packageOf(value: unknown): LanguagePackage | null {
  if (!isObject(value)) return null;
  const [name, version] = [textAt(value, 'name'), textAt(value, 'version')];
  if (!isLanguageText(name) || !isLanguageText(version)) return null;
  const licences = listOf(valueOf(value, 'license')).filter((one) => typeof one === 'string');
  return { name, version, licence: licences.length === 0 ? null : licences.join(' OR ') };
}
