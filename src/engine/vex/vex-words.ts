import { compareText } from '../checks/vulnerability-text.js';
import type { JudgedTarget } from '../policy/exemption-rule.js';
import { fitsProduct, type VexComponent } from './vex-match.js';
import { type FindingVex, type VexRule, vexStatuses } from './vex-statement.js';
import { compareVersions } from './vex-version.js';

/** A flaw in a component, as statements are held against it. */
export interface VexQuestion {
  /** Every name of the flaw, in upper case. */
  readonly vulnerabilities: readonly string[];
  readonly component: VexComponent;
}

/** Statements by the names of the flaws that they speak of. */
export class VexWords {
  private readonly byName = new Map<string, VexRule[]>();

  constructor(rules: readonly VexRule[]) {
    for (const rule of rules) {
      for (const name of new Set(rule.vulnerabilities)) {
        const known = this.byName.get(name);
        if (known) known.push(rule);
        else this.byName.set(name, [rule]);
      }
    }
  }

  /** Nothing is said of anything. */
  get isEmpty(): boolean {
    return this.byName.size === 0;
  }

  /** The statements that speak of the flaw in this component on this target, each once. */
  about({ vulnerabilities, component }: VexQuestion, target: JudgedTarget): VexRule[] {
    const named = new Set(vulnerabilities.flatMap((name) => this.byName.get(name) ?? []));
    return [...named].filter(({ products }) =>
      products.some((product) => fitsProduct(product, component, target)),
    );
  }

  /** The statements that speak of any of them, each once, by id. */
  aboutAny(questions: readonly VexQuestion[], target: JudgedTarget): VexRule[] {
    const found = new Set(questions.flatMap((question) => this.about(question, target)));
    return [...found].sort((a, b) => compareText(a.id, b.id));
  }

  /**
   * What is said of a finding. Of one source its newest statement counts. Trusted sources come before others; of several
   * the most careful word counts, so that one that says `affected` keeps another's `not_affected` from counting. Null:
   * nothing is said.
   */
  on(question: VexQuestion, target: JudgedTarget): FindingVex | null {
    if (this.isEmpty) return null;
    const bySource = new Map<string, VexRule>();
    for (const rule of this.about(question, target)) {
      const other = bySource.get(rule.source);
      if (!other || byAge(rule, other) < 0) bySource.set(rule.source, rule);
    }
    const newest = [...bySource.values()];
    const trusted = newest.filter(({ isTrusted }) => isTrusted);
    const [word] = (trusted.length > 0 ? trusted : newest).sort(byCare);
    return word ? shown(word) : null;
  }
}

/** The names of a flaw as statements have them. */
export function flawNames(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toUpperCase()))];
}

/** Newest first; of the same time the most careful one. */
function byAge(a: VexRule, b: VexRule): number {
  return (
    Date.parse(b.statedAt) - Date.parse(a.statedAt) ||
    compareVersions(b.documentVersion, a.documentVersion) ||
    byCare(a, b)
  );
}

function byCare(a: VexRule, b: VexRule): number {
  return (
    vexStatuses.indexOf(a.status) - vexStatuses.indexOf(b.status) ||
    compareText(a.source, b.source) ||
    compareText(a.document, b.document) ||
    compareText(a.id, b.id)
  );
}

function shown(rule: VexRule): FindingVex {
  const { status, justification, explanation, action, source, document, statedAt, isTrusted } = rule;
  const isApplied = isTrusted && (status === 'not_affected' || status === 'fixed');
  return { status, justification, explanation, action, source, document, statedAt, isApplied };
}
