import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { type DocumentObject, isObject, listOf, objectOf, parseJson } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { foundComponents } from './found-components.js';
import { languageComponent, splitName } from './language-component.js';

/** What is kept of a package's own description; plain JSON. */
export type NodePackage = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
};

const format = { ecosystem: 'npm', purlType: 'npm', purlName: splitName('/') };

const nameShape = /^(?:@[\x21-\x2e\x30-\x3f\x41-\x7e]+\/)?[\x21-\x2e\x30-\x3f\x41-\x7e]+$/;
const longestName = 214;
const versionShape = /^[\x21-\x7e]{1,1024}$/;

/**
 * Debian's compatibility links to what its own packages bring: the distribution's database lists those, and its
 * advisories speak for them.
 */
const linkedByDistribution = 'usr/share/node_modules/';

/** The folder of Yarn's own archive, from which Node.js' images have it: `opt/yarn-v1.22.22`. */
const yarnFolder = /^yarn-v[0-9][0-9.]*$/;

/**
 * Packages installed for Node.js: the `package.json` directly inside a package's folder in `node_modules`, and that of
 * a Yarn that was unpacked elsewhere.
 */
export const nodeModulesCataloger: Cataloger<NodePackage> = {
  id: 'node-modules',
  version: 2,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: isDescription,
  /**
   * A package's folder that links out of `node_modules` is one's own, of a workspace; lock files leave it out as well.
   */
  leavesOut: (path, link) => isDescription(`${link}/package.json`) && !`/${path}`.includes('/node_modules/'),
  extract(_path, content) {
    const description = objectOf(parseJson(content), 'the file');
    const { name } = description;
    const version =
      typeof description['version'] === 'string' ? description['version'].trim() : description['version'];
    if ((name ?? null) === null || (version ?? null) === null) return null;
    if (typeof name !== 'string' || name.length > longestName || !nameShape.test(name)) {
      throw new UnreadableFileError(`name is no package name: ${shown(name)}`);
    }
    if (typeof version !== 'string' || !versionShape.test(version)) {
      throw new UnreadableFileError(`version is none: ${shown(version)}`);
    }
    return { name, version, licence: licenceOf(description) };
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

function isDescription(path: string): boolean {
  if (!path.endsWith('/package.json') || path.startsWith(linkedByDistribution)) return false;
  const [folder = '', parent, grandparent] = path.split('/').slice(-4, -1).reverse();
  if (folder === '' || folder.startsWith('.') || folder.startsWith('@')) return false;
  if (parent === 'node_modules' || yarnFolder.test(folder)) return true;
  return parent?.startsWith('@') === true && grandparent === 'node_modules';
}

/** `license` as text or object, or the older list `licenses`, any of which may be chosen. */
function licenceOf({ license, licenses }: DocumentObject): string | null {
  const stated = [license, ...listOf(license), ...listOf(licenses)];
  const names = stated.flatMap((item) => {
    const name = isObject(item) ? item['type'] : item;
    return typeof name === 'string' && name.trim() !== '' ? [name.trim()] : [];
  });
  return names.length === 0 ? null : plainText([...new Set(names)].join(' OR '));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : `a ${typeof value}`;
}
