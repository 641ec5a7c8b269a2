import type { Cataloger } from '../model/file-reader.js';
import { entriesOf, objectOf, parseJson, textAt, valueOf } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'NuGet', purlType: 'nuget' };
/** More packages than this in one file are not read. */
const mostPackages = 20_000;

/** Packages that a .NET program was built with: the libraries of type `package` in its `*.deps.json`. */
export const dotnetDepsCataloger: Cataloger<LanguagePackage[]> = {
  id: 'dotnet-deps',
  version: 1,
  maxBytes: 32 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)[^/]+\.deps\.json$/.test(path),
  extract(_path, content) {
    const document = objectOf(parseJson(content), 'the file');
    const problems = new ReadProblems();
    const packages: LanguagePackage[] = [];
    for (const [key, library] of entriesOf(valueOf(document, 'libraries'))) {
      if (textAt(library, 'type') !== 'package') continue;
      const [name, version, ...rest] = key.split('/');
      if (!isLanguageText(name) || !isLanguageText(version) || rest.length > 0)
        problems.add(`the library ${quoted(key)} has no name and version`);
      else if (packages.length < mostPackages) packages.push({ name, version, licence: null });
      else {
        problems.add(`there are more than ${mostPackages} packages`);
        break;
      }
    }
    return problems.settle(packages);
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({ component: languageComponent(found, format), path, layer })),
      ),
    );
  },
};
