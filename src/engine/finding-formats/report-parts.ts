import { isOpen } from '../model/open-finding.js';
import { bySeverity, type Severity } from '../model/severity.js';
import type { Decision } from '../model/verdict.js';
import type { FindingReport, ReportedFinding, ReportedRule, ReportedTarget } from './finding-format.js';

/** Worst first. */
const order: readonly Decision[] = ['deny', 'unknown', 'pending', 'allow'];

/** What is said of all of them: deny before unknown before allow; of none nothing is known. */
export function worstDecision(found: readonly Decision[]): Decision {
  return order.find((decision) => found.includes(decision)) ?? 'unknown';
}

/** Every rule that the report's findings refer to, once, by id. */
export function rulesOf({ rules, targets }: FindingReport): ReportedRule[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const used = new Map<string, ReportedRule>();
  for (const finding of targets.flatMap(({ findings }) => findings)) {
    const before = used.get(finding.rule);
    if (!before) used.set(finding.rule, known.get(finding.rule) ?? ruleOf(finding));
    else if (!known.has(finding.rule) && bySeverity(finding.severity, before.severity) < 0)
      used.set(finding.rule, { ...before, severity: finding.severity });
  }
  return [...used.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ruleOf({ rule, title, remediation, severity, kind }: ReportedFinding): ReportedRule {
  return { id: rule, title, remediation, severity, tags: [kind] };
}

/** How many findings of each severity there are that no exemption covers; undecided ones count apart. */
export function countsOf({ findings }: Pick<ReportedTarget, 'findings'>): {
  readonly failed: ReadonlyMap<Severity, number>;
  readonly undecided: number;
  readonly exempted: number;
} {
  const failed = new Map<Severity, number>();
  const open = findings.filter(isOpen);
  for (const { severity, result } of open) {
    if (result === 'fail') failed.set(severity, (failed.get(severity) ?? 0) + 1);
  }
  const undecided = open.filter(({ result }) => result === 'unknown').length;
  return { failed, undecided, exempted: findings.length - open.length };
}

/** `a/b.yaml:12`; without what is not known. */
export function placeOf(target: ReportedTarget, finding: ReportedFinding): string {
  const { path, line } = finding.location ?? { path: target.name, line: null };
  return line === null ? path : `${path}:${line}`;
}

/** A document as JSON; characters that a terminal may act on are escaped. */
export function jsonText(document: object): string {
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)}\n`;
}
