import { compareText } from '../checks/vulnerability-text.js';
import { uuidOf } from '../exporters/report-identity.js';
import { cyclonedxAnalysis } from './cyclonedx-analysis.js';
import type { DecidedTarget, DecisionExport, DecisionSource } from './decision-export.js';
import { productsOf } from './decision-product.js';
import { flawDecisions, publicNames, type FlawDecision, wordsOf } from './decision-words.js';

/** CycloneDX 1.6 as JSON: the targets with the packages that something is said of, and what is said. */
export const cyclonedxVexExport: DecisionExport = {
  id: 'cyclonedx-vex',
  title: 'CycloneDX VEX 1.6 (JSON)',
  mediaType: 'application/vnd.cyclonedx+json; version=1.6',
  form: 'statements',
  write(source) {
    const decisions = flawDecisions(source.decisions);
    const content = contentOf(source, decisions);
    const id = uuidOf({ format: 'cyclonedx-vex', name: source.name, content });
    const head = {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${id}`,
      version: 1,
    };
    return `${JSON.stringify({ ...head, ...content }, null, 2)}\n`;
  },
};

function contentOf(
  { product, target, issuedAt }: DecisionSource,
  decisions: readonly FlawDecision[],
): object {
  const targets = new Map(decisions.map((decision) => [decision.target.id, decision.target]));
  const tool = { type: 'application', name: product.name, version: product.version };
  const holders = target ? [] : [...targets.values()].sort((a, b) => compareText(a.digest, b.digest));
  const components = target
    ? partsOf(target, decisions)
    : holders.map((one) => ({ ...targetComponent(one), components: partsOf(one, decisions) }));
  return {
    metadata: {
      timestamp: issuedAt.toISOString(),
      tools: { components: [tool] },
      ...(target ? { component: targetComponent(target) } : {}),
    },
    components,
    vulnerabilities: vulnerabilitiesOf(decisions),
  };
}

/** An image is known by its digest, which stands for its version. */
function targetComponent(target: DecidedTarget): object {
  const { kind, digest, references } = target;
  const [{ purl } = { purl: null }] = productsOf(target);
  return {
    type: kind === 'image' ? 'container' : 'application',
    'bom-ref': refOf(target),
    name: references[0] ?? digest,
    version: digest,
    ...(purl === null ? {} : { purl }),
  };
}

function partsOf(target: DecidedTarget, decisions: readonly FlawDecision[]): object[] {
  const own = decisions.filter((decision) => decision.target.id === target.id);
  const parts = new Map(own.map(({ component }) => [component.purl, component]));
  return [...parts.values()]
    .sort((a, b) => compareText(a.purl, b.purl))
    .map(({ name, version, purl }) => ({
      type: 'library',
      'bom-ref': `${refOf(target)}#${purl}`,
      name,
      version,
      purl,
    }));
}

function refOf({ digest }: DecidedTarget): string {
  return `target:${digest}`;
}

/** Components of which the same is said of the same flaw stand together. */
function vulnerabilitiesOf(decisions: readonly FlawDecision[]): object[] {
  const found = new Map<string, { readonly head: object; readonly refs: Set<string> }>();
  for (const decision of decisions) {
    const head = headOf(decision);
    const key = JSON.stringify(head);
    const known = found.get(key) ?? { head, refs: new Set<string>() };
    known.refs.add(`${refOf(decision.target)}#${decision.component.purl}`);
    found.set(key, known);
  }
  return [...found.values()].map(({ head, refs }) => ({
    ...head,
    affects: [...refs].map((ref) => ({ ref })),
  }));
}

function headOf(decision: FlawDecision): object {
  const { flaw, title, exemption } = decision;
  const words = wordsOf(decision);
  const others = publicNames(flaw).slice(1);
  const at = words.at.toISOString();
  return {
    id: flaw.id,
    references: others.map((id) => ({ id, source: { name: id.split('-', 1)[0] ?? id } })),
    description: title,
    analysis: { ...cyclonedxAnalysis(words, exemption), firstIssued: at, lastUpdated: at },
  };
}
