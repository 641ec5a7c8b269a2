import { UnreadableFileError } from '../model/file-reader.js';
import { isObject, listOf, textAt, valueOf, type DocumentObject } from '../text/documents.js';
import { isVersRange } from './vers-range.js';
import { withoutVersion } from './vex-purl.js';
import {
  statedFlaws,
  instantOf,
  isKnown,
  joinSubjects,
  nameAt,
  named,
  noSubject,
  subjectOfName,
  type VexReader,
  VexStatements,
  wordsAt,
} from './vex-reader.js';
import type { VexProduct, VexStatus, VexSubject } from './vex-statement.js';

/** States of an analysis (https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state). */
const states: ReadonlyMap<string, VexStatus> = new Map<string, VexStatus>([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['not_affected', 'not_affected'],
]);

/** Depth of components within components that is read, and how many are. */
const deepest = 20;
const mostComponents = 200_000;

/** What a document knows of its components. */
interface Known {
  readonly subject: VexSubject;
  readonly byRef: ReadonlyMap<string, VexSubject>;
  readonly subjectRef: string | null;
  /** Whether it is about one product; then nothing it says holds elsewhere. */
  readonly hasSubject: boolean;
}

/** CycloneDX 1.4 to 1.7 as JSON, on its own or as part of a bill of materials. */
export const cyclonedxVex: VexReader = {
  id: 'cyclonedx',
  wants: (root) => textAt(root, 'bomFormat') === 'CycloneDX',
  read(root) {
    const metadata = valueOf(root, 'metadata');
    const statements = new VexStatements();
    const vulnerabilities = listOf(valueOf(root, 'vulnerabilities'));
    const issuedAt = instantOf(textAt(metadata, 'timestamp')) ?? newestOf(vulnerabilities);
    if (vulnerabilities.length === 0)
      throw new UnreadableFileError('the document has no vulnerabilities: it says nothing');
    const known = knownOf(root);
    for (const [index, vulnerability] of vulnerabilities.entries())
      readVulnerability(vulnerability, `/vulnerabilities/${index}`, { issuedAt, known, statements });
    const version = valueOf(root, 'version');
    return {
      format: 'cyclonedx',
      id: nameAt(root, 'serialNumber') ?? serialIn(vulnerabilities) ?? 'cyclonedx',
      version: typeof version === 'number' ? String(version) : '1',
      issuedAt,
      author: authorOf(metadata),
      ...statements.settle(),
    };
  },
};

interface Reading {
  readonly issuedAt: string;
  readonly known: Known;
  readonly statements: VexStatements;
}

function readVulnerability(value: unknown, where: string, { issuedAt, known, statements }: Reading): void {
  if (!isObject(value)) return statements.problem(where, 'it is no object');
  const analysis = valueOf(value, 'analysis');
  // Without an analysis it is a flaw that was found, and nothing is said of it.
  if (analysis === undefined) return;
  const status = states.get(textAt(analysis, 'state') ?? '');
  if (!status)
    return statements.problem(
      where,
      `the state ${named(textAt(analysis, 'state'))} of its analysis is not known`,
    );
  const others = listOf(valueOf(value, 'references')).map((reference) => textAt(reference, 'id'));
  const responses = listOf(valueOf(analysis, 'response')).filter((one) => typeof one === 'string');
  const changedAt = textAt(analysis, 'lastUpdated') ?? textAt(analysis, 'firstIssued');
  const products = listOf(valueOf(value, 'affects')).flatMap((affect, index) =>
    productsOf(affect, `${where}/affects/${index}`, known, statements),
  );
  const action = [wordsAt(value, 'recommendation'), wordsAt(value, 'workaround'), responses.join(', ')];
  statements.add(where, {
    vulnerabilities: statedFlaws([textAt(value, 'id'), ...others]),
    status,
    justification: nameAt(analysis, 'justification'),
    explanation: wordsAt(analysis, 'detail'),
    action: action.find((text) => text !== null && text !== '') ?? null,
    statedAt: instantOf(changedAt ?? textAt(value, 'updated')) ?? issuedAt,
    products,
  });
}

/** What is affected, in the versions that are named where any are; those `unaffected` are none of them. */
function productsOf(affect: unknown, where: string, known: Known, into: VexStatements): VexProduct[] {
  const ref = textAt(affect, 'ref') ?? '';
  const within = known.hasSubject ? [known.subject] : [];
  if (known.hasSubject && !isKnown(known.subject)) {
    into.problem(where, 'the product of the document is named by nothing that is known here');
    return [];
  }
  if (ref === known.subjectRef) return [{ part: null, within }];
  const part = known.byRef.get(ref) ?? subjectOfName(localRef(ref));
  if (!part || !isKnown(part)) {
    into.problem(where, `${named(ref)} is no component that is known here`);
    return [];
  }
  const versions = listOf(valueOf(affect, 'versions')).filter(
    (version) => textAt(version, 'status') !== 'unaffected',
  );
  const ranges = versions.flatMap((version) => textAt(version, 'range') ?? []);
  if (ranges.length === 0) return [{ part, within }];
  return ranges.flatMap((range) => {
    if (isVersRange(range))
      return [{ part: { ...part, range, purls: part.purls.map(withoutVersion) }, within }];
    into.problem(where, `${named(range)} is no range of versions`);
    return [];
  });
}

/** The component of a link to another document: `urn:cdx:serial/version#ref`. */
function localRef(ref: string): string {
  const link = /^urn:cdx:[0-9a-f-]{36}\/\d+#(.*)$/is.exec(ref)?.[1];
  if (link === undefined) return ref;
  try {
    return link.startsWith('pkg%3A') ? decodeURIComponent(link) : link;
  } catch {
    return link;
  }
}

/** The document that all links lead to, where the statements stand apart from it. */
function serialIn(vulnerabilities: readonly unknown[]): string | null {
  const refs = vulnerabilities.flatMap((one) =>
    listOf(valueOf(one, 'affects')).map((affect) => textAt(affect, 'ref') ?? ''),
  );
  const serial = /^urn:cdx:([0-9a-f-]{36})\//i.exec(refs[0] ?? '')?.[1];
  return serial === undefined ? null : `urn:uuid:${serial.toLowerCase()}`;
}

function knownOf(root: DocumentObject): Known {
  const subject = valueOf(valueOf(root, 'metadata'), 'component');
  const byRef = new Map<string, VexSubject>();
  const visit = (components: unknown, depth: number): void => {
    for (const component of depth > deepest ? [] : listOf(components)) {
      const ref = textAt(component, 'bom-ref');
      if (byRef.size >= mostComponents) return;
      if (ref !== null) byRef.set(ref, subjectOf(component));
      visit(valueOf(component, 'components'), depth + 1);
    }
  };
  visit(valueOf(root, 'components'), 0);
  visit(valueOf(subject, 'components'), 0);
  return {
    byRef,
    subject: subjectOf(subject),
    subjectRef: textAt(subject, 'bom-ref'),
    hasSubject: isObject(subject),
  };
}

/** A container is known by its digest where that stands for its version. */
function subjectOf(component: unknown): VexSubject {
  const names = ['purl', 'cpe', 'version'].map((key) => textAt(component, key));
  return component === undefined
    ? noSubject
    : joinSubjects(names.map((name) => (name === null ? null : subjectOfName(name))));
}

function authorOf(metadata: unknown): string | null {
  const supplier = valueOf(metadata, 'supplier') ?? valueOf(metadata, 'manufacturer');
  return nameAt(supplier, 'name') ?? nameAt(listOf(valueOf(metadata, 'authors'))[0], 'name');
}

/** When the last of its statements was made; without any time it is as old as can be. */
function newestOf(vulnerabilities: readonly unknown[]): string {
  const times = vulnerabilities.flatMap((one) => {
    const analysis = valueOf(one, 'analysis');
    return instantOf(textAt(analysis, 'lastUpdated') ?? textAt(one, 'updated')) ?? [];
  });
  return times.sort().at(-1) ?? new Date(0).toISOString();
}
