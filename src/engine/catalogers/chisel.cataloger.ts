import type { Cataloger } from '../model/file-reader.js';
import { textAt } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { chiselEntries, isChiselManifest } from './chisel-manifest.js';
import { debFormat } from './distribution-formats.js';
import {
  distributionComponent,
  type DistributionPackage,
  isPackageText,
  mostPackages,
} from './distribution-package.js';
import { foundComponents } from './found-components.js';

/** Ubuntu's records name sources, which the manifest does not: only those of the same name are matched. */
const withoutSources =
  'it does not say which source packages its packages were built from, by which advisories name them';

/**
 * The manifest of Chisel, which makes images of slices of Ubuntu's packages and leaves out dpkg's database
 * (`var/lib/chisel/manifest.wall`).
 */
export const chiselCataloger: Cataloger<DistributionPackage[]> = {
  id: 'chisel',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: debFormat.ecosystems,
  wants: isChiselManifest,
  extract(_path, content) {
    const problems = new ReadProblems();
    const packages: DistributionPackage[] = [];
    for (const entry of chiselEntries(content, 'package', problems)) {
      const [name = '', version = '', architecture = ''] = ['name', 'version', 'arch'].map(
        (key) => textAt(entry, key) ?? '',
      );
      if (!isPackageText(name) || !isPackageText(version)) {
        problems.add(`${quoted(name)} is no package with its version: ${quoted(version)}`);
      } else if (packages.length < mostPackages) {
        const isNamed = isPackageText(architecture);
        packages.push({
          name,
          version,
          architecture: isNamed ? architecture : null,
          source: null,
          licence: null,
        });
      } else {
        problems.add(`there are more than ${mostPackages} packages`);
        break;
      }
    }
    if (packages.length > 0) problems.add(withoutSources);
    return problems.settle(packages);
  },
  components(files, context) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: distributionComponent(found, context, debFormat),
          path,
          layer,
        })),
      ),
    );
  },
};
