import type { Cataloger } from '../model/file-reader.js';
import { readSbom } from '../sboms/read-sbom.js';
import { entriesOf, objectOf, parseJson, textAt } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'Bitnami', purlType: 'bitnami' };

/** What is kept of a file; plain JSON. */
type BitnamiPackages = readonly LanguagePackage[];

/** What older images have instead of the documents, and newer ones beside them. */
const listPath = /(?:^|\/)opt\/bitnami\/\.bitnami_components\.json$/;
/** More packages than this in one list are not read. */
const mostPackages = 10_000;

/**
 * What Bitnami packages into its images: by the SPDX document beside each (`/opt/bitnami/redis/.spdx-redis.spdx`), and by
 * the list of all.
 */
export const bitnamiCataloger: Cataloger<BitnamiPackages> = {
  id: 'bitnami',
  version: 2,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)opt\/bitnami\/(?:[^/]+\/)*\.spdx-[^/]+\.spdx$/.test(path) || listPath.test(path),
  extract(path, content) {
    if (listPath.test(path)) return listedIn(content);
    const { components } = readSbom(content).inventory;
    const own = components.filter(({ ecosystem }) => ecosystem === format.ecosystem);
    return own.map(({ name, version, licence }) => ({ name, version, licence }));
  },
  components(files) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({ component: languageComponent(found, format), path, layer })),
      ),
    );
  },
};

/** `{"redis": {"version": "7.0.11-4", …}}` */
function listedIn(content: Uint8Array): BitnamiPackages {
  const problems = new ReadProblems();
  const entries = entriesOf(objectOf(parseJson(content), 'the file'));
  if (entries.length > mostPackages) problems.add(`of ${entries.length} packages ${mostPackages} were read`);
  const packages = entries.slice(0, mostPackages).flatMap(([name, entry]) => {
    const version = textAt(entry, 'version');
    if (isLanguageText(name) && isLanguageText(version)) return [{ name, version }];
    problems.add(`the package ${quoted(name)} has no name and version`);
    return [];
  });
  return problems.settle(packages);
}
