import { uuidOf } from '../exporters/report-identity.js';
import type { VexStatus } from '../vex/vex-statement.js';
import type { DecidedExemption, DecisionExport, DecisionSource } from './decision-export.js';
import { productsOf, type DecisionProduct } from './decision-product.js';
import { flawDecisions, publicNames, type FlawDecision, wordsOf } from './decision-words.js';

const lists = {
  affected: 'known_affected',
  under_investigation: 'under_investigation',
  fixed: 'fixed',
  not_affected: 'known_not_affected',
} as const satisfies Record<VexStatus, string>;

/** Categories of what is done about it (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html#32312-vulnerabilities-property---remediations). */
const remedies = {
  'risk-accepted': 'no_fix_planned',
  'false-positive': 'no_fix_planned',
  mitigated: 'mitigation',
  'fix-pending': 'none_available',
} as const satisfies Record<DecidedExemption['kind'], string>;

/** CSAF 2.0, profile VEX: every product is a package in a target. */
export const csafVexExport: DecisionExport = {
  id: 'csaf-vex',
  title: 'CSAF 2.0, profile VEX',
  mediaType: 'application/json',
  form: 'statements',
  write(source) {
    const decisions = flawDecisions(source.decisions);
    const products = new Products(decisions);
    const content = {
      ...(decisions.length === 0 ? {} : { product_tree: products.tree() }),
      ...(decisions.length === 0 ? {} : { vulnerabilities: vulnerabilitiesOf(decisions, products) }),
    };
    return `${JSON.stringify({ document: documentOf(source, content), ...content }, null, 2)}\n`;
  },
};

function documentOf({ product, name, issuedAt }: DecisionSource, content: object): object {
  const date = issuedAt.toISOString();
  return {
    // The profile asks for vulnerabilities: without any it is a document of no profile.
    category: Object.keys(content).length === 0 ? 'csaf_base' : 'csaf_vex',
    csaf_version: '2.0',
    publisher: { category: 'user', name: product.name, namespace: 'urn:ironhull' },
    title: `Decisions on ${name}`,
    tracking: {
      current_release_date: date,
      generator: { engine: { name: product.name, version: product.version } },
      id: `ironhull-${uuidOf({ format: 'csaf-vex', name, date, content })}`,
      initial_release_date: date,
      revision_history: [{ date, number: '1', summary: 'As decided.' }],
      status: 'final',
      version: '1',
    },
  };
}

/** Gives the products ids, in the order in which they are first asked for. */
class Products {
  private readonly wholes = new Map<string, { readonly id: string; readonly product: DecisionProduct }>();
  private readonly parts = new Map<string, { readonly id: string; readonly name: string }>();
  private readonly pairs = new Map<string, { readonly whole: string; readonly part: string }>();

  constructor(decisions: readonly FlawDecision[]) {
    for (const decision of decisions) this.idsOf(decision);
  }

  /** A package in each product that its target is. */
  idsOf({ target, component }: FlawDecision): string[] {
    const { purl, name, version } = component;
    const part = this.parts.get(purl) ?? { id: `part-${this.parts.size + 1}`, name: `${name} ${version}` };
    this.parts.set(purl, part);
    return productsOf(target).map((product) => {
      const whole = this.wholes.get(product.id) ?? { id: `target-${this.wholes.size + 1}`, product };
      this.wholes.set(product.id, whole);
      const id = `${whole.id}:${part.id}`;
      this.pairs.set(id, { whole: whole.id, part: part.id });
      return id;
    });
  }

  tree(): object {
    const wholes = [...this.wholes.values()].map(({ id, product: { name, purl } }) => ({
      name,
      product_id: id,
      ...(purl === null ? {} : { product_identification_helper: { purl } }),
    }));
    const parts = [...this.parts].map(([purl, { id, name }]) => ({
      name,
      product_id: id,
      product_identification_helper: { purl },
    }));
    const relationships = [...this.pairs].map(([id, { whole, part }]) => ({
      category: 'default_component_of',
      full_product_name: { name: `${part} in ${whole}`, product_id: id },
      product_reference: part,
      relates_to_product_reference: whole,
    }));
    return { full_product_names: [...wholes, ...parts], relationships };
  }
}

function vulnerabilitiesOf(decisions: readonly FlawDecision[], products: Products): object[] {
  const byFlaw = new Map<string, FlawDecision[]>();
  for (const decision of decisions) {
    const known = byFlaw.get(decision.flaw.id);
    if (known) known.push(decision);
    else byFlaw.set(decision.flaw.id, [decision]);
  }
  return [...byFlaw.values()].map((all) => vulnerabilityOf(all, products));
}

function vulnerabilityOf(decisions: readonly FlawDecision[], products: Products): object {
  const [{ flaw, title }] = decisions as [FlawDecision];
  const names = publicNames(flaw);
  const cve = names.find((name) => /^CVE-[0-9]{4}-[0-9]{4,}$/.test(name));
  const others = names.filter((name) => name !== cve);
  const status: Record<string, Set<string>> = {};
  const flags = new Grouped();
  const threats = new Grouped();
  const remediations = new Grouped();
  for (const decision of decisions) {
    const words = wordsOf(decision);
    const ids = products.idsOf(decision);
    for (const id of ids) (status[lists[words.status]] ??= new Set()).add(id);
    if (words.justification !== null) flags.add({ label: words.justification }, ids);
    if (words.status === 'not_affected' && words.impact !== null)
      threats.add({ category: 'impact', details: words.impact }, ids);
    if (words.action !== null && decision.exemption)
      remediations.add({ category: remedies[decision.exemption.kind], details: words.action }, ids);
  }
  return {
    ...(cve === undefined ? {} : { cve }),
    ...(others.length === 0
      ? {}
      : { ids: others.map((text) => ({ system_name: text.split('-', 1)[0] ?? text, text })) }),
    ...flags.as('flags'),
    notes: [{ category: 'description', text: title }],
    product_status: Object.fromEntries(Object.entries(status).map(([list, ids]) => [list, [...ids].sort()])),
    ...remediations.as('remediations'),
    ...threats.as('threats'),
  };
}

/** What is said of several products is said once. */
class Grouped {
  private readonly groups = new Map<string, { readonly said: object; readonly ids: Set<string> }>();

  add(said: object, ids: readonly string[]): void {
    const key = JSON.stringify(said);
    const group = this.groups.get(key) ?? { said, ids: new Set<string>() };
    for (const id of ids) group.ids.add(id);
    this.groups.set(key, group);
  }

  as(name: string): object {
    if (this.groups.size === 0) return {};
    return {
      [name]: [...this.groups.values()].map(({ said, ids }) => ({ ...said, product_ids: [...ids].sort() })),
    };
  }
}
