import { UnreadableFileError } from '../model/file-reader.js';
import { isObject, listOf, textAt, valueOf } from '../text/documents.js';
import { CsafProducts } from './csaf-products.js';
import {
  statedFlaws,
  instantOf,
  nameAt,
  named,
  type VexReader,
  VexStatements,
  wordsAt,
} from './vex-reader.js';
import type { VexProduct, VexStatus } from './vex-statement.js';

/** What the lists of products say (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html#3239-vulnerabilities-property---product-status). */
const statuses: readonly (readonly [list: string, status: VexStatus])[] = [
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_not_affected', 'not_affected'],
];

/** CSAF 2.0: the profile for VEX, and security advisories, which say the same of their products. */
export const csafVex: VexReader = {
  id: 'csaf',
  wants: (root) => isObject(valueOf(valueOf(root, 'document'), 'tracking')),
  read(root) {
    const document = valueOf(root, 'document');
    const tracking = valueOf(document, 'tracking');
    const id = nameAt(tracking, 'id');
    if (id === null) throw new UnreadableFileError('the document has no "document.tracking.id"');
    // Red Hat leaves nothing else of a document that it takes back.
    const isDeleted = textAt(tracking, 'status') === 'deleted';
    const version = textAt(document, 'csaf_version');
    if (!isDeleted && version !== '2.0')
      throw new UnreadableFileError(`CSAF ${named(version)} is not known; expected 2.0`);
    const issuedAt = instantOf(textAt(tracking, 'current_release_date'));
    if (issuedAt === null && !isDeleted)
      throw new UnreadableFileError('the document has no "document.tracking.current_release_date"');
    const statements = new VexStatements();
    const products = new CsafProducts(valueOf(root, 'product_tree'));
    const vulnerabilities = isDeleted ? [] : listOf(valueOf(root, 'vulnerabilities'));
    for (const [index, vulnerability] of vulnerabilities.entries())
      readVulnerability(vulnerability, `/vulnerabilities/${index}`, { products, statements, issuedAt });
    return {
      format: 'csaf',
      id,
      version: nameAt(tracking, 'version') ?? (isDeleted ? 'deleted' : '1'),
      issuedAt: issuedAt ?? latest,
      author: nameAt(valueOf(document, 'publisher'), 'name'),
      ...statements.settle(),
    };
  },
};

/** What is taken back takes the place of all that was before. */
const latest = '9999-12-31T00:00:00.000Z';

interface Reading {
  readonly products: CsafProducts;
  readonly statements: VexStatements;
  readonly issuedAt: string | null;
}

function readVulnerability(value: unknown, where: string, { products, statements, issuedAt }: Reading): void {
  if (!isObject(value)) return statements.problem(where, 'it is no object');
  const ids = listOf(valueOf(value, 'ids')).map((one) => textAt(one, 'text'));
  const vulnerabilities = statedFlaws([textAt(value, 'cve'), ...ids.filter(isFlawName)]);
  const impacts = listOf(valueOf(value, 'threats')).filter((one) => textAt(one, 'category') === 'impact');
  const told = {
    justification: byProduct(products, valueOf(value, 'flags'), (flag) => nameAt(flag, 'label')),
    explanation: byProduct(products, impacts, impactOf),
    action: byProduct(products, valueOf(value, 'remediations'), (one) => wordsAt(one, 'details')),
  };
  for (const [list, status] of statuses) {
    const listed = listOf(valueOf(valueOf(value, 'product_status'), list));
    const grouped = new Map<string, { told: Told; products: VexProduct[] }>();
    for (const [index, id] of listed.entries()) {
      const product = typeof id === 'string' ? products.product(id) : null;
      const place = `${where}/product_status/${list}/${index}`;
      if (!product) statements.problem(place, `${named(String(id))} is named by nothing that is known here`);
      else keep(grouped, toldOf(told, String(id), status), product);
    }
    for (const group of grouped.values()) {
      const statedAt = issuedAt ?? latest;
      const statement = { vulnerabilities, status, ...group.told, statedAt, products: group.products };
      statements.add(`${where}/product_status/${list}`, statement);
    }
  }
}

interface Told {
  readonly justification: string | null;
  readonly explanation: string | null;
  readonly action: string | null;
}

/** Products of which the same is said are one statement. */
function keep(grouped: Map<string, { told: Told; products: VexProduct[] }>, told: Told, product: VexProduct) {
  const key = JSON.stringify(told);
  const group = grouped.get(key);
  if (group) group.products.push(product);
  else grouped.set(key, { told, products: [product] });
}

function toldOf(
  told: Readonly<Record<keyof Told, (id: string) => string | null>>,
  id: string,
  status: VexStatus,
): Told {
  const isUnaffected = status === 'not_affected';
  return {
    justification: isUnaffected ? told.justification(id) : null,
    explanation: isUnaffected ? told.explanation(id) : null,
    action: isUnaffected ? null : told.action(id),
  };
}

/** What the elements say of a product; those that name no products speak of all. */
function byProduct(
  products: CsafProducts,
  elements: unknown,
  textOf: (element: unknown) => string | null,
): (id: string) => string | null {
  const byId = new Map<string, string>();
  let ofAll: string | null = null;
  for (const element of listOf(elements)) {
    const text = textOf(element);
    if (text === null) continue;
    const ids = products.idsOf(element);
    if (ids.length === 0) ofAll ??= text;
    for (const id of ids) if (!byId.has(id)) byId.set(id, text);
  }
  return (id) => byId.get(id) ?? ofAll;
}

/** Red Hat writes how severe it is where others say why there is no impact. */
function impactOf(threat: unknown): string | null {
  const words = wordsAt(threat, 'details');
  return words !== null && /^(critical|important|moderate|low|none)$/i.test(words) ? null : words;
}

/** `ids` hold the numbers of trackers as well. */
function isFlawName(name: string | null): boolean {
  return name !== null && /^[A-Za-z][A-Za-z0-9]*-/.test(name);
}
