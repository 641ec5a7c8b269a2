import { listOf, textAt, valueOf } from '../text/documents.js';
import { isVersRange } from './vers-range.js';
import { withoutVersion } from './vex-purl.js';
import { holdsPackages, isKnown, joinSubjects, noSubject, subjectOfName } from './vex-reader.js';
import type { VexProduct, VexSubject } from './vex-statement.js';

/** Depth of branches and of relationships that is followed; how many products are kept. */
const deepest = 30;
const mostProducts = 200_000;

interface Relationship {
  readonly part: string;
  readonly whole: string;
}

/** The products of a document (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html#322-product-tree-property). */
export class CsafProducts {
  private readonly own = new Map<string, VexSubject>();
  private readonly relationships = new Map<string, Relationship>();
  private readonly groups = new Map<string, string[]>();

  constructor(tree: unknown) {
    this.visit(valueOf(tree, 'branches'), null, 0);
    for (const product of listOf(valueOf(tree, 'full_product_names'))) this.keep(product, null);
    for (const relationship of listOf(valueOf(tree, 'relationships'))) {
      const id = textAt(valueOf(relationship, 'full_product_name'), 'product_id');
      const part = textAt(relationship, 'product_reference');
      const whole = textAt(relationship, 'relates_to_product_reference');
      if (id === null || part === null || whole === null || this.relationships.size >= mostProducts) continue;
      this.relationships.set(id, { part, whole });
    }
    for (const group of listOf(valueOf(tree, 'product_groups'))) {
      const id = textAt(group, 'group_id');
      if (id !== null) this.groups.set(id, texts(valueOf(group, 'product_ids')));
    }
  }

  /** The ids that an element of a document names, by themselves and by their groups. */
  idsOf(element: unknown): string[] {
    const groups = texts(valueOf(element, 'group_ids')).flatMap((id) => this.groups.get(id) ?? []);
    return [...texts(valueOf(element, 'product_ids')), ...groups];
  }

  /** What the id stands for; null: it is named by nothing that is known here. */
  product(id: string): VexProduct | null {
    const within: VexSubject[] = [];
    let current = id;
    for (let depth = 0; depth < deepest; depth += 1) {
      const relationship = this.relationships.get(current);
      if (!relationship) break;
      const whole = this.subject(relationship.whole, within.length + depth);
      if (whole === null) return null;
      within.push(...whole);
      current = relationship.part;
    }
    if (this.relationships.has(current)) return null;
    const part = this.own.get(current) ?? noSubject;
    const named = isKnown(part) ? part : redHatPackage(current, within);
    if (named === null) return null;
    return holdsPackages(named) ? { part: null, within: [named, ...within] } : { part: named, within };
  }

  /** What stands on the other side of a relationship, which may be one itself. */
  private subject(id: string, depth: number): VexSubject[] | null {
    if (depth > deepest) return null;
    const relationship = this.relationships.get(id);
    if (relationship) {
      const part = this.subject(relationship.part, depth + 1);
      const whole = this.subject(relationship.whole, depth + 1);
      return part && whole && [...part, ...whole];
    }
    const own = this.own.get(id);
    return own && isKnown(own) ? [own] : null;
  }

  private visit(branches: unknown, range: string | null, depth: number): void {
    if (depth > deepest) return;
    for (const branch of listOf(branches)) {
      const name = textAt(branch, 'name') ?? '';
      const isRange = textAt(branch, 'category') === 'product_version_range';
      const known = isRange ? name : range;
      this.keep(valueOf(branch, 'product'), known);
      this.visit(valueOf(branch, 'branches'), known, depth + 1);
    }
  }

  /** A range that cannot be read names no version: the product is nothing that is known. */
  private keep(product: unknown, range: string | null): void {
    const id = textAt(product, 'product_id');
    if (id === null || this.own.size >= mostProducts) return;
    const subject = subjectOf(valueOf(product, 'product_identification_helper'));
    if (range === null) this.own.set(id, subject);
    else if (isVersRange(range))
      this.own.set(id, { ...subject, range, purls: subject.purls.map(withoutVersion) });
    else this.own.set(id, noSubject);
  }
}

function subjectOf(helper: unknown): VexSubject {
  const names = [textAt(helper, 'purl'), textAt(helper, 'cpe'), ...texts(valueOf(helper, 'purls'))];
  const hashes = listOf(valueOf(helper, 'hashes')).flatMap((hash) =>
    listOf(valueOf(hash, 'file_hashes')).flatMap((one) =>
      textAt(one, 'algorithm') === 'sha256' ? `sha256:${textAt(one, 'value') ?? ''}` : [],
    ),
  );
  return joinSubjects([...names, ...hashes].map((name) => (name === null ? null : subjectOfName(name))));
}

/** Red Hat's older documents name packages by their names alone, on platforms that are Red Hat's. */
function redHatPackage(name: string, within: readonly VexSubject[]): VexSubject | null {
  const isTheirs = within.some(({ cpes }) => cpes.some((cpe) => /^cpe:\/[ao]:redhat:/.test(cpe)));
  if (!isTheirs || !/^[A-Za-z0-9][A-Za-z0-9._+-]{0,199}$/.test(name)) return null;
  return { ...noSubject, purls: [`pkg:rpm/redhat/${encodeURIComponent(name.toLowerCase())}`] };
}

function texts(value: unknown): string[] {
  return listOf(value).filter((text) => typeof text === 'string');
}
