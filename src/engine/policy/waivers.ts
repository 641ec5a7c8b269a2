import type { Severity } from '../model/severity.js';
import { severityNames } from '../model/severity-names.js';
import type { Text } from '../model/text.js';
import { endCodes, type EndReason } from '../model/verdict.js';
import { type EndConditions, endOf, joinConditions } from './exemption-end.js';
import {
  concernsTarget,
  coversFinding,
  type ExemptionRule,
  type ExemptionSubject,
  isInForce,
  type JudgedTarget,
} from './exemption-rule.js';
import type { Policy } from './policy-schema.js';

/** An exemption that covers a finding which the policy lets nobody waive. */
export interface Refusal {
  readonly exemption: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  /** Why, as part of a sentence. */
  readonly reason: Text;
}

const decisionRequired = {
  en: 'the policy requires this check to be decided',
  zh: '策略要求此检查项必须得出结论',
};

function neverWaived(severity: Severity): Text {
  return {
    en: `the policy waives no ${severity} findings`,
    zh: `策略不允许豁免${severityNames[severity]}发现`,
  };
}

/** Applies exemptions to one target's findings, and remembers what that depended on. */
export class Waivers {
  private readonly rules: readonly ExemptionRule[];
  private readonly expiries = new Set<number>();
  private readonly refused = new Map<string, Refusal>();
  private readonly ended = new Map<string, EndReason>();
  private readonly never: readonly Severity[];
  private readonly forced: EndConditions;

  /** @param policy What the policy says of exemptions: which severities nobody waives, and what ends them. */
  constructor(
    rules: readonly ExemptionRule[],
    target: JudgedTarget,
    policy: Policy['exemptions'],
    now: Date,
  ) {
    this.never = policy.never;
    this.forced = forcedConditions(policy);
    this.rules = rules
      .filter((rule) => isInForce(rule, now) && concernsTarget(rule, target))
      .sort(
        (a, b) =>
          Date.parse(b.expiresAt) - Date.parse(a.expiresAt) || (a.id < b.id ? -1 : Number(a.id > b.id)),
      );
  }

  /** No exemption in force concerns the target. */
  get areNone(): boolean {
    return this.rules.length === 0;
  }

  /**
   * The id of the exemption that covers the finding: of several the one that lasts longest. Null when none does, or when
   * the finding must not be waived (`mustDecide`: it says that a check the policy wants decided is not).
   */
  apply(subject: ExemptionSubject, severity: Severity, mustDecide = false): string | null {
    const rule = this.covering(subject);
    if (!rule) return null;
    this.expiries.add(Date.parse(rule.expiresAt));
    const reason = mustDecide ? decisionRequired : this.never.includes(severity) && neverWaived(severity);
    if (!reason) return rule.id;
    const { fingerprint } = subject;
    this.refused.set(`${rule.id} ${fingerprint}`, { exemption: rule.id, fingerprint, severity, reason });
    return null;
  }

  /** Exemptions that were not applied although they cover a finding, sorted. */
  refusals(): Refusal[] {
    return [...this.refused].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal);
  }

  /** Exemptions that ended because of a finding in their scope: judged without them, it may be covered by none. */
  endings(): ReadonlyMap<string, EndReason> {
    return this.ended;
  }

  /** The first that covers it; all are asked whether it ends them. */
  private covering(subject: ExemptionSubject): ExemptionRule | null {
    let covering: ExemptionRule | null = null;
    for (const rule of this.rules) {
      if (covering && !this.canEnd(rule)) continue;
      if (!coversFinding(rule, subject)) continue;
      const end = endOf(rule, this.forced, subject);
      if (end) this.note(rule.id, end);
      else covering ??= rule;
    }
    return covering;
  }

  /** Of several reasons always the same one is told, whatever the order of the findings. */
  private note(id: string, end: EndReason): void {
    const known = this.ended.get(id);
    if (!known || weightOf(end) < weightOf(known)) this.ended.set(id, end);
  }

  private canEnd({ endsWhen }: ExemptionRule): boolean {
    return Object.keys(joinConditions(endsWhen ?? {}, this.forced)).length > 0;
  }

  /** When the exemptions that made a difference end, in milliseconds since 1970. */
  ends(): number[] {
    return [...this.expiries];
  }
}

function weightOf({ code, message }: EndReason): string {
  return `${endCodes.indexOf(code)} ${message.en}`;
}

/** What the policy ends every exemption by. */
export function forcedConditions({ end_when: forced }: Policy['exemptions']): EndConditions {
  return {
    fixReleased: forced.fix_released,
    knownExploited: forced.known_exploited,
    exploitScore: forced.epss_min,
    severityRises: forced.severity_rises,
    findingGone: forced.finding_gone,
  };
}
