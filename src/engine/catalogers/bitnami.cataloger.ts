import type { Cataloger } from '../model/file-reader.js';
import { readSbom } from '../sboms/read-sbom.js';
import { foundComponents } from './found-components.js';
import { languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'Bitnami', purlType: 'bitnami' };

/** What is kept of a file; plain JSON. */
type BitnamiPackages = readonly LanguagePackage[];

/** What Bitnami packages into its images, by the SPDX document beside each (`/opt/bitnami/redis/.spdx-redis.spdx`). */
export const bitnamiCataloger: Cataloger<BitnamiPackages> = {
  id: 'bitnami',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)opt\/bitnami\/(?:[^/]+\/)*\.spdx-[^/]+\.spdx$/.test(path),
  extract(_path, content) {
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
