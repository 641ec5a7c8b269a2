import type { Cataloger } from '../model/file-reader.js';
import { fullVersion, sourceOf } from '../rpm/rpm-version.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { rpmFormat } from './distribution-formats.js';
import {
  distributionComponent,
  type DistributionPackage,
  isPackageText,
  mostPackages,
} from './distribution-package.js';
import { foundComponents } from './found-components.js';

/** Fields of a line, parted by tabs; those between the second and the eighth are times, vendor, epoch and size. */
const fieldCount = 10;

/**
 * The list that images of Azure Linux without rpm hold instead of its database, `container-manifest-2`: one package a
 * line, as `rpm --query --all` writes it.
 */
export const rpmManifestCataloger: Cataloger<DistributionPackage[]> = {
  id: 'rpm-manifest',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  ecosystems: rpmFormat.ecosystems,
  wants: (path) => path === 'var/lib/rpmmanifest/container-manifest-2',
  extract(_path, content) {
    const problems = new ReadProblems();
    const packages: DistributionPackage[] = [];
    for (const { number, text, isCut } of textLines(content, problems)) {
      if (text === '') continue;
      const found = packageOf(text);
      if (!found) problems.add(`line ${number} is no package: ${quoted(text)}`);
      else if (packages.length < mostPackages) packages.push(found);
      else problems.add(`there are more than ${mostPackages} packages`);
      if (isCut && !found) problems.add(`line ${number}, the last one, is cut off`);
    }
    return problems.settle(packages);
  },
  components(files, context) {
    return foundComponents(
      files.flatMap(({ path, layer, extract }) =>
        extract.map((found) => ({
          component: distributionComponent(found, context, rpmFormat),
          path,
          layer,
        })),
      ),
    );
  },
};

function packageOf(line: string): DistributionPackage | null {
  const fields = line.split('\t');
  const [name, version] = fields;
  const [architecture, epochText = '', source = ''] = fields.slice(7);
  if (fields.length !== fieldCount || !isPackageText(name) || !isPackageText(version)) return null;
  const epoch = /^[0-9]{1,9}$/.test(epochText) ? Number(epochText) : null;
  const own = { name, version: fullVersion(epoch, version) };
  return {
    ...own,
    architecture: isPackageText(architecture) ? architecture : null,
    source: sourceOf(source, epoch, own),
    licence: null,
  };
}
