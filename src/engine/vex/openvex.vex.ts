import { UnreadableFileError } from '../model/file-reader.js';
import { isObject, listOf, textAt, valueOf, type DocumentObject } from '../text/documents.js';
import { isImagePurl, parseVexPurl } from './vex-purl.js';
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
import {
  type VexProduct,
  vexJustifications,
  type VexStatus,
  vexStatuses,
  type VexSubject,
} from './vex-statement.js';

const namespace = 'https://openvex.dev/ns';

/** OpenVEX up to 0.2 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md). */
export const openvexVex: VexReader = {
  id: 'openvex',
  wants: (root) => contextOf(root).startsWith(namespace),
  read(root) {
    const [, minor = '2'] = /\/v0\.(\d+)/.exec(contextOf(root)) ?? [];
    if (contextOf(root) !== namespace && Number(minor) > 2)
      throw new UnreadableFileError(
        `OpenVEX ${named(contextOf(root))} is not known; expected v0.2.0 or older`,
      );
    const id = nameAt(root, '@id');
    const issuedAt = instantOf(textAt(root, 'last_updated') ?? textAt(root, 'timestamp'));
    if (id === null) throw new UnreadableFileError('the document has no "@id"');
    if (issuedAt === null) throw new UnreadableFileError('the document has no "timestamp"');
    const statements = new VexStatements();
    for (const [index, statement] of listOf(valueOf(root, 'statements')).entries())
      readStatement(statement, `/statements/${index}`, issuedAt, statements);
    const version = valueOf(root, 'version');
    return {
      format: 'openvex',
      id,
      version: typeof version === 'number' || typeof version === 'string' ? String(version) : '1',
      issuedAt,
      author: nameAt(root, 'author'),
      ...statements.settle(),
    };
  },
};

function contextOf(root: DocumentObject): string {
  const context = valueOf(root, '@context');
  const first: unknown = Array.isArray(context) ? context[0] : context;
  return typeof first === 'string' ? first : '';
}

function readStatement(statement: unknown, where: string, issuedAt: string, into: VexStatements): void {
  if (!isObject(statement)) return into.problem(where, 'it is no object');
  const status = statusOf(textAt(statement, 'status'));
  if (status === null)
    return into.problem(where, `its status ${named(textAt(statement, 'status'))} is not known`);
  const justification = textAt(statement, 'justification');
  if (justification !== null && !vexJustifications.some((known) => known === justification))
    return into.problem(where, `its justification ${named(justification)} is not known`);
  const impact = wordsAt(statement, 'impact_statement');
  if (status === 'not_affected' && justification === null && impact === null)
    return into.problem(where, 'it says not_affected and not why');
  into.add(where, {
    vulnerabilities: flawsOf(valueOf(statement, 'vulnerability')),
    status,
    justification,
    explanation: impact ?? wordsAt(statement, 'status_notes'),
    action: wordsAt(statement, 'action_statement'),
    statedAt: instantOf(textAt(statement, 'last_updated') ?? textAt(statement, 'timestamp')) ?? issuedAt,
    products: listOf(valueOf(statement, 'products')).flatMap((product, index) =>
      productsOf(product, `${where}/products/${index}`, into),
    ),
  });
}

function statusOf(text: string | null): VexStatus | null {
  return vexStatuses.find((status) => status === text) ?? null;
}

/** The first version had the name itself in place of an object. */
function flawsOf(value: unknown): string[] {
  if (typeof value === 'string') return statedFlaws([value.trim()]);
  const aliases = listOf(valueOf(value, 'aliases')).map((alias) =>
    typeof alias === 'string' ? alias.trim() : null,
  );
  const name = textAt(value, 'name') ?? textAt(value, '@id');
  return statedFlaws([name, ...aliases]);
}

function productsOf(product: unknown, where: string, into: VexStatements): VexProduct[] {
  const whole = subjectOf(product);
  if (!isKnown(whole)) {
    into.problem(where, 'it is named by nothing that is known here: a package URL, a digest');
    return [];
  }
  const parts = listOf(valueOf(product, 'subcomponents'));
  if (parts.length === 0)
    return [isContainer(whole) ? { part: null, within: [whole] } : { part: whole, within: [] }];
  return parts.flatMap((value, index) => {
    const part = subjectOf(value);
    if (isKnown(part)) return [{ part, within: [whole] }];
    into.problem(`${where}/subcomponents/${index}`, 'it is named by nothing that is known here');
    return [];
  });
}

/** Whether it holds packages and is none itself. */
function isContainer({ purls, digests }: VexSubject): boolean {
  return purls.length === 0 ? digests.length > 0 : purls.every((purl) => isImageName(purl));
}

function isImageName(purl: string): boolean {
  const parsed = parseVexPurl(purl);
  return parsed !== null && isImagePurl(parsed);
}

/** An older form has the name itself in place of an object. */
function subjectOf(value: unknown): VexSubject {
  if (typeof value === 'string') return subjectOfName(value.trim()) ?? noSubject;
  const identifiers = valueOf(value, 'identifiers');
  const names = ['purl', 'cpe22', 'cpe23', '@cpe22', '@cpe23'].map((key) => textAt(identifiers, key));
  const hash = textAt(valueOf(value, 'hashes'), 'sha-256');
  const all = [textAt(value, '@id'), ...names, hash === null ? null : `sha256:${hash.toLowerCase()}`];
  return joinSubjects(all.map((name) => (name === null ? null : subjectOfName(name))));
}
