import { uuidOf } from '../exporters/report-identity.js';
import type { DecisionExport } from './decision-export.js';
import { productsOf } from './decision-product.js';
import { flawDecisions, publicNames, type FlawDecision, wordsOf } from './decision-words.js';

/** OpenVEX 0.2.0 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md): a statement for each flaw and what is said of it. */
export const openvexExport: DecisionExport = {
  id: 'openvex',
  title: 'OpenVEX 0.2.0',
  mediaType: 'application/json',
  form: 'statements',
  write({ product, name, issuedAt, decisions }) {
    const statements = statementsOf(flawDecisions(decisions));
    const document = {
      author: product.name,
      role: 'Document Creator',
      timestamp: issuedAt.toISOString(),
      version: 1,
      tooling: `${product.name}/${product.version}`,
      statements,
    };
    const id = uuidOf({ format: 'openvex', name, document });
    const whole = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `urn:uuid:${id}`, ...document };
    return `${JSON.stringify(whole, null, 2)}\n`;
  },
};

interface Statement {
  readonly head: object;
  readonly products: Map<string, Parts>;
}

interface Parts {
  readonly product: object;
  readonly parts: Set<string>;
}

/** Products of which the same is said of the same flaw are one statement. */
function statementsOf(decisions: readonly FlawDecision[]): object[] {
  const statements = new Map<string, Statement>();
  for (const decision of decisions) {
    const head = headOf(decision);
    const key = JSON.stringify(head);
    const statement: Statement = statements.get(key) ?? { head, products: new Map<string, Parts>() };
    statements.set(key, statement);
    for (const product of productsOf(decision.target)) {
      const { id, purl } = product;
      const known = statement.products.get(id) ?? {
        product: { '@id': id, ...(purl === null ? {} : { identifiers: { purl } }) },
        parts: new Set<string>(),
      };
      known.parts.add(decision.component.purl);
      statement.products.set(id, known);
    }
  }
  return [...statements.values()].map(({ head, products }) => ({
    ...head,
    products: [...products.values()].map(({ product, parts }) => ({
      ...product,
      subcomponents: [...parts].map((purl) => ({ '@id': purl, identifiers: { purl } })),
    })),
  }));
}

function headOf(decision: FlawDecision): object {
  const { flaw } = decision;
  const { status, justification, impact, action, at } = wordsOf(decision);
  const aliases = publicNames(flaw).slice(1);
  return {
    vulnerability: { name: flaw.id, ...(aliases.length > 0 ? { aliases } : {}) },
    timestamp: at.toISOString(),
    status,
    ...(justification === null ? {} : { justification }),
    // The schema takes one of the two for a reason: words beside a justification are notes.
    ...(impact === null
      ? {}
      : status === 'not_affected' && justification === null
        ? { impact_statement: impact }
        : { status_notes: impact }),
    ...(action === null ? {} : { action_statement: action }),
  };
}
