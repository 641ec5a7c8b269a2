import { severityNames } from '../model/severity-names.js';
import { bySeverity, type Severity, worst } from '../model/severity.js';
import type { EndReason } from '../model/verdict.js';
import type { ExemptionRule, ExemptionSubject } from './exemption-rule.js';

/** What ends an exemption before its time, as the exemption chooses it or the policy forces it. */
export interface EndConditions {
  /** A version with the fix of a flaw that it covers is released. */
  readonly fixReleased?: boolean | undefined;
  /** A flaw that it covers is listed as exploited (CISA's catalogue). */
  readonly knownExploited?: boolean | undefined;
  /** The score (EPSS, 0 to 1) of a flaw that it covers reaches this. */
  readonly exploitScore?: number | undefined;
  /** Something that it covers is more severe than when it was approved. */
  readonly severityRises?: boolean | undefined;
  /** Nothing that it covers is found any more. Told by what is stored of all targets: `endOf` never says it. */
  readonly findingGone?: boolean | undefined;
}

/** What was known of something that an exemption covers, when it was approved: the worst of all places. */
export interface KnownAtApproval {
  readonly severity: Severity;
  readonly isFixed: boolean;
  readonly isKnownExploited: boolean;
  readonly exploitScore: number | null;
}

/** By flaw and component, or by check. */
export type ApprovalRecord = Readonly<Record<string, KnownAtApproval>>;

/** What more is not recorded: it counts as if it were found after the approval. */
const mostRecorded = 2_000;

/** Both together: what either names ends the exemption, and the lower bound counts. */
export function joinConditions(own: EndConditions, forced: EndConditions): EndConditions {
  const bounds = [own.exploitScore, forced.exploitScore].filter((bound) => bound !== undefined);
  return {
    ...(own.fixReleased || forced.fixReleased ? { fixReleased: true } : {}),
    ...(own.knownExploited || forced.knownExploited ? { knownExploited: true } : {}),
    ...(bounds.length > 0 ? { exploitScore: Math.min(...bounds) } : {}),
    ...(own.severityRises || forced.severityRises ? { severityRises: true } : {}),
    ...(own.findingGone || forced.findingGone ? { findingGone: true } : {}),
  };
}

/** What is to be remembered of the findings that an exemption covers when it is approved. */
export function recordAtApproval(subjects: readonly ExemptionSubject[]): ApprovalRecord {
  const record = new Map<string, KnownAtApproval>();
  for (const subject of subjects) {
    const [key] = keysOf(subject);
    const known = key === undefined ? undefined : record.get(key);
    if (key !== undefined && (known || record.size < mostRecorded)) record.set(key, joined(known, subject));
  }
  return Object.fromEntries(record);
}

/**
 * Why the exemption no longer covers a finding that is in its scope; null when it does. What was so when it was approved
 * does not end it. What was not found then has nothing to be compared with: it is held to the worst severity that was.
 * @param forced by the policy
 */
export function endOf(
  rule: ExemptionRule,
  forced: EndConditions,
  subject: ExemptionSubject,
): EndReason | null {
  const conditions = joinConditions(rule.endsWhen ?? {}, forced);
  const record = rule.knownAtApproval ?? {};
  const key = keysOf(subject).find((candidate) => Object.hasOwn(record, candidate));
  const known = key === undefined ? undefined : record[key];
  return (
    flawEnd(conditions, known, subject) ??
    (conditions.severityRises ? severityEnd(known?.severity ?? worstOf(record), subject) : null)
  );
}

function flawEnd(
  conditions: EndConditions,
  known: KnownAtApproval | undefined,
  { flaw, isKnownExploited, exploitScore, fixedVersion }: ExemptionSubject,
): EndReason | null {
  const name = flaw ?? '';
  if (conditions.knownExploited && isKnownExploited && !known?.isKnownExploited) {
    const message = { en: `${name} is listed as exploited`, zh: `${name} 已被列入已知利用漏洞目录` };
    return { code: 'known-exploited', message };
  }
  const bound = conditions.exploitScore;
  const hasReached = (score: number | null | undefined) => (score ?? -1) >= (bound ?? Infinity);
  if (hasReached(exploitScore) && !hasReached(known?.exploitScore)) {
    const message = {
      en: `the exploit score of ${name} is ${exploitScore}, which reaches ${bound}`,
      zh: `${name} 的利用评分为 ${exploitScore}，已达到 ${bound}`,
    };
    return { code: 'exploit-score', message };
  }
  if (!conditions.fixReleased || fixedVersion === null || known?.isFixed) return null;
  const message = { en: `${name} is fixed in ${fixedVersion}`, zh: `${name} 已在 ${fixedVersion} 中修复` };
  return { code: 'fix-released', message };
}

function severityEnd(before: Severity | null, { severity, flaw, check }: ExemptionSubject): EndReason | null {
  if (before === null || bySeverity(severity, before) >= 0) return null;
  const name = flaw ?? check ?? '';
  const message = {
    en: `${name} is ${severity} now, and was ${before} when the exemption was approved`,
    zh: `${name} 的严重级别现为${severityNames[severity]}，批准豁免时为${severityNames[before]}`,
  };
  return { code: 'severity-rose', message };
}

function worstOf(record: ApprovalRecord): Severity | null {
  const all = Object.values(record).map(({ severity }) => severity);
  return all.length === 0 ? null : all.reduce(worst);
}

function joined(known: KnownAtApproval | undefined, subject: ExemptionSubject): KnownAtApproval {
  const { severity, fixedVersion, isKnownExploited, exploitScore } = subject;
  const scores = [known?.exploitScore ?? null, exploitScore].filter((score) => score !== null);
  return {
    severity: known ? worst(known.severity, severity) : severity,
    isFixed: known?.isFixed === true || fixedVersion !== null,
    isKnownExploited: known?.isKnownExploited === true || isKnownExploited,
    exploitScore: scores.length === 0 ? null : Math.max(...scores),
  };
}

/** The names by which a record may know it: the flaw may have got another name since. */
function keysOf({ check, vulnerabilities, components }: ExemptionSubject): string[] {
  if (check !== null) return [check];
  const bare = components.at(-1) ?? '';
  return vulnerabilities.map((id) => `${id} ${bare}`);
}
