import { listOf, textAt, valueOf } from '../text/documents.js';
import { plainText } from '../text/text-lines.js';
import { osReleaseId } from './purl-distribution.js';
import { parsePurl } from './purl-ecosystem.js';
import { propertiesOf, sightingOf } from './cyclonedx-properties.js';
import { mostStated, type StatedDistribution, type StatedPackage, type StatedSbom } from './sbom-reader.js';

/** Types of components that are no packages of their own (https://cyclonedx.org/docs/1.7/json/#components_items_type). */
const notPackages: ReadonlySet<string | null> = new Set([
  'cryptographic-asset',
  'data',
  'device',
  'file',
  'machine-learning-model',
  'operating-system',
]);
const knownVersion = /^1\.[0-7]$/;

type Problem = StatedSbom['problems'][number];

/** What a CycloneDX document says, in the form of its JSON (https://cyclonedx.org/specification/overview/). */
export function statedByCyclonedx(root: unknown): StatedSbom {
  const metadata = valueOf(root, 'metadata');
  const subject = valueOf(metadata, 'component');
  const specVersion = textAt(root, 'specVersion');
  const { components, problems } = allComponents(root, subject);
  const name = textAt(subject, 'name');
  return {
    format: 'CycloneDX',
    specVersion: specVersion && plainText(specVersion, 20),
    subject: name === null ? null : { name: plainText(name), version: shortText(subject, 'version') },
    distribution: distributionIn([subject, ...components.map(({ component }) => component)]),
    packages: components.flatMap(({ where, component }) => packageIn(where, component)),
    problems: [...versionProblems(specVersion), ...problems, ...statedProblems(root, metadata)],
  };
}

interface Placed {
  readonly where: string;
  readonly component: unknown;
}

/** The components, however deep; the subject, too, when it is a package that advisories may name. */
function allComponents(
  root: unknown,
  subject: unknown,
): { components: Placed[]; problems: readonly Problem[] } {
  const components: Placed[] = isPackage(subject)
    ? [{ where: 'metadata.component', component: subject }]
    : [];
  const left: { where: string; list: unknown }[] = [
    { where: 'components', list: valueOf(root, 'components') },
    { where: 'metadata.component.components', list: valueOf(subject, 'components') },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    for (const [index, component] of listOf(next.list).entries()) {
      if (components.length >= mostStated) {
        const detail = `there are more than ${mostStated} components; the rest was not read`;
        return { components, problems: [{ path: 'components', detail }] };
      }
      const where = next.where.length > 200 ? next.where : `${next.where}[${index}]`;
      components.push({ where, component });
      const nested = valueOf(component, 'components');
      if (listOf(nested).length > 0) left.push({ where: `${where}.components`, list: nested });
    }
  }
  return { components, problems: [] };
}

/** Whether the document's subject is a package at a version, and not a container, a folder or a firmware. */
function isPackage(subject: unknown): boolean {
  const purl = parsePurl(textAt(subject, 'purl') ?? '');
  return purl?.version !== undefined && !notSubjects.has(purl.type);
}

const notSubjects: ReadonlySet<string> = new Set(['docker', 'generic', 'github', 'oci']);

function packageIn(where: string, component: unknown): StatedPackage[] {
  const properties = propertiesOf(component);
  const purl = textAt(component, 'purl');
  const isGroup = properties.has('aquasecurity:trivy:Class');
  if (purl === null && (notPackages.has(textAt(component, 'type')) || isGroup)) return [];
  const group = textAt(component, 'group');
  const name = textAt(component, 'name') ?? '';
  return [
    {
      where,
      name: group === null ? name : `${group}/${name}`,
      version: textAt(component, 'version'),
      purl,
      licence: licenceIn(component),
      ...sightingOf(component, properties),
    },
  ];
}

/** The expression; else all licences that are named, each of which applies. */
function licenceIn(component: unknown): string | null {
  const stated = listOf(valueOf(component, 'licenses')).flatMap((choice) => {
    const licence = valueOf(choice, 'license');
    return textAt(choice, 'expression') ?? textAt(licence, 'id') ?? textAt(licence, 'name') ?? [];
  });
  return stated.length > 0 ? [...new Set(stated.slice(0, 20))].join(' AND ') : null;
}

/** The first operating system that is named. */
function distributionIn(components: readonly unknown[]): StatedDistribution | null {
  const system = components.find((component) => textAt(component, 'type') === 'operating-system');
  const name = textAt(system, 'name');
  if (name === null) return null;
  const versionId = propertiesOf(system).get('syft:distro:versionID')?.[0] ?? textAt(system, 'version');
  return { id: osReleaseId(name), versionId };
}

function versionProblems(specVersion: string | null): Problem[] {
  if (specVersion !== null && knownVersion.test(specVersion)) return [];
  const stated = specVersion === null ? 'none' : JSON.stringify(plainText(specVersion, 20));
  return [{ path: 'specVersion', detail: `its version is ${stated}, and what it says may differ from 1.7` }];
}

/** What the document says is missing from it. */
function statedProblems(root: unknown, metadata: unknown): Problem[] {
  const own = (propertiesOf(metadata).get('ironhull:problem') ?? []).map((detail) => ({
    path: 'metadata.properties',
    detail: plainText(detail, 1_000),
  }));
  const incomplete = listOf(valueOf(root, 'compositions')).some((composition) =>
    textAt(composition, 'aggregate')?.startsWith('incomplete'),
  );
  const detail = 'the document says that it is incomplete';
  return incomplete ? [...own, { path: 'compositions', detail }] : own;
}

function shortText(value: unknown, name: string): string | null {
  const text = textAt(value, name);
  return text === null ? null : plainText(text);
}
