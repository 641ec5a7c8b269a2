import type { Severity } from '../model/severity.js';
import { severityNames } from '../model/severity-names.js';
import type { Text } from '../model/text.js';
import {
  concernsTarget,
  coversFinding,
  type ExemptionRule,
  type ExemptionSubject,
  isInForce,
  type JudgedTarget,
} from './exemption-rule.js';

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

  /** @param never Severities that the policy lets nobody waive. */
  constructor(
    rules: readonly ExemptionRule[],
    target: JudgedTarget,
    private readonly never: readonly Severity[],
    now: Date,
  ) {
    this.rules = rules
      .filter((rule) => isInForce(rule, now) && concernsTarget(rule, target))
      .sort(
        (a, b) =>
          Date.parse(b.expiresAt) - Date.parse(a.expiresAt) || (a.id < b.id ? -1 : Number(a.id > b.id)),
      );
  }

  /**
   * The id of the exemption that covers the finding: of several the one that lasts longest. Null when none does, or when
   * the finding must not be waived (`mustDecide`: it says that a check the policy wants decided is not).
   */
  apply(subject: ExemptionSubject, severity: Severity, mustDecide = false): string | null {
    const rule = this.rules.find((candidate) => coversFinding(candidate, subject));
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

  /** When the exemptions that made a difference end, in milliseconds since 1970. */
  ends(): number[] {
    return [...this.expiries];
  }
}
