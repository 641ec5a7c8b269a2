import type { SbomSubject } from '../model/facts.js';
import { listOf, textAt, valueOf } from '../text/documents.js';
import { plainText } from '../text/text-lines.js';
import { pathsOf } from './cyclonedx-properties.js';
import { osReleaseId } from './purl-distribution.js';
import { mostStated, type StatedPackage, type StatedSbom } from './sbom-reader.js';

const knownVersion = /^SPDX-2\.[123]$/;
/** Purposes of packages that advisories do not speak of (https://spdx.github.io/spdx-spec/v2.3/package-information/). */
const systemPurposes: ReadonlySet<string | null> = new Set(['OPERATING-SYSTEM', 'OPERATING_SYSTEM']);
const notPackages: ReadonlySet<string | null> = new Set(['DEVICE', 'FILE', ...systemPurposes]);
const developmentRelations: ReadonlySet<string | null> = new Set([
  'DEV_DEPENDENCY_OF',
  'DEV_TOOL_OF',
  'TEST_DEPENDENCY_OF',
  'TEST_TOOL_OF',
]);
const otherRelations: ReadonlySet<string | null> = new Set([
  'BUILD_DEPENDENCY_OF',
  'DEPENDENCY_OF',
  'OPTIONAL_DEPENDENCY_OF',
  'PROVIDED_DEPENDENCY_OF',
  'RUNTIME_DEPENDENCY_OF',
]);

/** Ids that Trivy gave to operating systems and lock files before it stated what either is. */
const systemId = /^SPDXRef-OperatingSystem-[0-9a-f]{8,16}$/;
const lockFileId = /^SPDXRef-Application-[0-9a-f]{8,16}$/;

/** What an SPDX 2 document says, in the form of its JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function statedBySpdx(root: unknown): StatedSbom {
  const all = listOf(valueOf(root, 'packages'));
  const described = describedBy(root);
  const development = developmentOnly(root);
  const extracted = extractedLicences(root);
  const main = described.size === 1 ? all.find((one) => described.has(textAt(one, 'SPDXID'))) : undefined;
  const packages = all.slice(0, mostStated).flatMap((one, index) => {
    const stated = packageIn(one, index, extracted, development);
    return isNoPackage(one, stated, one === main) ? [] : [stated];
  });
  const system = all.find(isSystem);
  const systemName = textAt(system, 'name');
  return {
    format: 'SPDX',
    specVersion: textAt(root, 'spdxVersion')?.slice(0, 20) ?? null,
    subject: subjectOf(root, main),
    distribution:
      systemName === null
        ? null
        : {
            id: osReleaseId(systemName),
            versionId: textAt(system, 'versionInfo'),
          },
    packages,
    problems: problemsOf(root, all.length),
  };
}

/** What is described is the subject of the document unless it is a package at a version itself. */
function isNoPackage(one: unknown, stated: StatedPackage, isDescribed: boolean): boolean {
  if (isDescribed) return stated.purl === null || stated.version === null || notSubject.test(stated.purl);
  if (stated.purl !== null) return false;
  return notPackages.has(textAt(one, 'primaryPackagePurpose')) || isSystem(one) || isGroup(one);
}

function isSystem(one: unknown): boolean {
  return (
    systemPurposes.has(textAt(one, 'primaryPackagePurpose')) || systemId.test(textAt(one, 'SPDXID') ?? '')
  );
}

const notSubject = /^pkg:(?:docker|generic|github|oci)\//;

/** Trivy lists each lock file as a package that stands for what it locks. */
function isGroup(one: unknown): boolean {
  const texts = [
    ...listOf(valueOf(one, 'attributionTexts')),
    ...listOf(valueOf(one, 'annotations')).map((annotation) => valueOf(annotation, 'comment')),
  ];
  const isUnversioned = textAt(one, 'versionInfo') === null;
  return (
    texts.includes('Class: lang-pkgs') || (isUnversioned && lockFileId.test(textAt(one, 'SPDXID') ?? ''))
  );
}

function packageIn(
  one: unknown,
  index: number,
  extracted: ReadonlyMap<string, string>,
  development: ReadonlySet<string | null>,
): StatedPackage {
  const comments = listOf(valueOf(one, 'annotations')).flatMap((one) => textAt(one, 'comment') ?? []);
  const own = (name: string) =>
    comments.flatMap((comment) => (comment.startsWith(`${name}=`) ? comment.slice(name.length + 1) : []));
  const [layer] = own('ironhull:layer');
  return {
    where: `packages[${index}]`,
    name: textAt(one, 'name') ?? '',
    version: textAt(one, 'versionInfo'),
    purl: purlOf(one),
    licence: licenceOf(one, extracted),
    source: sourceOf(one),
    paths: pathsOf(own('ironhull:path')),
    layer: layer !== undefined && /^sha256:[0-9a-f]{64}$/.test(layer) ? layer : null,
    isDevelopment: development.has(textAt(one, 'SPDXID')),
  };
}

function purlOf(one: unknown): string | null {
  const reference = listOf(valueOf(one, 'externalRefs')).find(
    (candidate) => textAt(candidate, 'referenceType') === 'purl',
  );
  return textAt(reference, 'referenceLocator');
}

/** Trivy names a package's source beside the package URL; without its version where that is the package's own. */
function sourceOf(one: unknown): StatedPackage['source'] {
  const [, name, version = textAt(one, 'versionInfo')] =
    /^built package from: (\S+)(?: (\S+))?\s*$/.exec(textAt(one, 'sourceInfo') ?? '') ?? [];
  return name === undefined || version === null ? null : { name, version };
}

/** What the package declares, else what was concluded. A reference to a licence of the document stands for its text. */
function licenceOf(one: unknown, extracted: ReadonlyMap<string, string>): string | null {
  for (const field of ['licenseDeclared', 'licenseConcluded']) {
    const licence = textAt(one, field);
    if (licence !== null && licence !== 'NOASSERTION' && licence !== 'NONE')
      return extracted.get(licence) ?? licence;
  }
  return null;
}

function extractedLicences(root: unknown): Map<string, string> {
  const licences = listOf(valueOf(root, 'hasExtractedLicensingInfos'));
  return new Map(
    licences.flatMap((one): [string, string][] => {
      const id = textAt(one, 'licenseId');
      const text = textAt(one, 'name') ?? textAt(one, 'extractedText');
      return id === null || text === null || text === 'NOASSERTION' ? [] : [[id, text]];
    }),
  );
}

function relationsOf(root: unknown): { from: string | null; type: string | null; to: string | null }[] {
  return listOf(valueOf(root, 'relationships')).map((one) => ({
    from: textAt(one, 'spdxElementId'),
    type: textAt(one, 'relationshipType'),
    to: textAt(one, 'relatedSpdxElement'),
  }));
}

/** Ids of what the document is about. */
function describedBy(root: unknown): Set<string | null> {
  const listed = listOf(valueOf(root, 'documentDescribes')).filter((id) => typeof id === 'string');
  const related = relationsOf(root).flatMap(({ from, type, to }) =>
    type === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT' ? to : type === 'DESCRIBED_BY' ? from : [],
  );
  return new Set([...listed, ...related]);
}

/** Ids of packages that are dependencies for development or tests, and of no other kind. */
function developmentOnly(root: unknown): Set<string | null> {
  const relations = relationsOf(root);
  const development = relations.filter(({ type }) => developmentRelations.has(type)).map(({ from }) => from);
  const only = new Set(development);
  for (const { from, type, to } of relations) {
    if (otherRelations.has(type)) only.delete(from);
    if (type === 'DEPENDS_ON') only.delete(to);
  }
  return only;
}

function subjectOf(root: unknown, main: unknown): SbomSubject | null {
  const name = textAt(main, 'name') ?? textAt(root, 'name');
  const version = textAt(main, 'versionInfo');
  return name === null ? null : { name: plainText(name), version: version && plainText(version) };
}

function problemsOf(root: unknown, count: number): StatedSbom['problems'] {
  const version = textAt(root, 'spdxVersion') ?? 'none';
  const problems = listOf(valueOf(root, 'annotations')).flatMap((one) => {
    const comment = textAt(one, 'comment');
    const isOwn = comment?.startsWith('ironhull:problem=');
    return isOwn ? [{ path: 'annotations', detail: plainText(comment!.slice(17), 1_000) }] : [];
  });
  if (!knownVersion.test(version)) {
    const detail = `its version is ${JSON.stringify(plainText(version, 20))}; SPDX-2.2 and SPDX-2.3 are read`;
    problems.push({ path: 'spdxVersion', detail });
  }
  if (count > mostStated) {
    const detail = `there are more than ${mostStated} packages; the rest was not read`;
    problems.push({ path: 'packages', detail });
  }
  return problems;
}
