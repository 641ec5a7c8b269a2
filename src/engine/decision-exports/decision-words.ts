import { compareText } from '../checks/vulnerability-text.js';
import { isDismissed } from '../model/open-finding.js';
import { vexJustifications, type VexJustification, type VexStatus } from '../vex/vex-statement.js';
import type { Decision, DecidedExemption } from './decision-export.js';

/** What is said of a finding, in VEX's terms. */
export interface DecisionWords {
  readonly status: VexStatus;
  /** Of `not_affected`; null: only words tell. */
  readonly justification: VexJustification | null;
  /** Of `not_affected` and `fixed`, why; of others what is to be known. Null: nothing. */
  readonly impact: string | null;
  /** Of `affected`: what is done about it; null of others. */
  readonly action: string | null;
  /** When it was said. */
  readonly at: Date;
}

/**
 * What was decided about a finding. An exemption accepts a risk and does not deny it: the product stays `affected`, with
 * what is done about it. Only a false positive is `not_affected`. What nobody has decided upon is `under_investigation`;
 * what a trusted source says is passed on.
 */
export function wordsOf(decision: Pick<Decision, 'exemption' | 'vex' | 'firstSeenAt'>): DecisionWords {
  const { exemption, vex, firstSeenAt } = decision;
  if (vex && isDismissed({ exemption: null, vex })) {
    const justification = vexJustifications.find((known) => known === vex.justification) ?? null;
    const said = `${vex.source} says so in ${vex.document}.`;
    const why = vex.explanation ?? (justification === null ? vex.justification : null);
    const impact = why === null ? said : `${why} (${said})`;
    return { status: vex.status, justification, impact, action: null, at: new Date(vex.statedAt) };
  }
  if (!exemption)
    return {
      status: 'under_investigation',
      justification: null,
      impact: null,
      action: null,
      at: firstSeenAt,
    };
  const { kind, justification, reason, decidedAt: at } = exemption;
  if (kind === 'false-positive')
    return { status: 'not_affected', justification, impact: reason, action: null, at };
  return { status: 'affected', justification: null, impact: null, action: actionOf(exemption), at };
}

function actionOf({ id, kind, reason, compensatingControl, ticket, expiresAt }: DecidedExemption): string {
  const what = {
    'risk-accepted': 'The risk is accepted',
    'false-positive': 'It does not apply',
    mitigated: 'The risk is mitigated',
    'fix-pending': 'A fix is pending, and the risk is accepted',
  }[kind];
  const control = compensatingControl === null ? '' : ` Meanwhile: ${compensatingControl}`;
  const where = ticket === null ? '' : ` (${ticket})`;
  return `${what} until ${expiresAt.toISOString()} by exemption ${id}${where}: ${reason}${control}`;
}

/** The decisions on flaws, by what they are said of, sorted. */
export function flawDecisions(decisions: readonly Decision[]): FlawDecision[] {
  return decisions
    .flatMap((decision) => {
      const { flaw, component } = decision;
      return flaw && component ? [{ ...decision, flaw, component }] : [];
    })
    .sort(
      (a, b) =>
        compareText(a.flaw.id, b.flaw.id) ||
        compareText(a.target.digest, b.target.digest) ||
        compareText(a.component.purl, b.component.purl) ||
        compareText(a.fingerprint, b.fingerprint),
    );
}

export type FlawDecision = Decision & {
  readonly flaw: NonNullable<Decision['flaw']>;
  readonly component: NonNullable<Decision['component']>;
};

/** The names of a flaw that are given out as such (CVE, GHSA, …), the one that it is known by first. */
export function publicNames({ id, aliases }: NonNullable<Decision['flaw']>): string[] {
  return [...new Set([id, ...[...aliases].sort().filter((name) => /^(CVE|GHSA)-/i.test(name))])];
}
