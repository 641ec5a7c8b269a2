import type { Exemption } from '../contracts/exemption.contract.js';
import type { Finding } from '../contracts/finding.contract.js';
import type { Target } from '../contracts/target.contract.js';
import type {
  DecidedExemption,
  DecidedTarget,
  Decision,
} from '../engine/decision-exports/decision-export.js';
import type { Language } from '../engine/model/text.js';

/** A stored finding with what was decided about it. */
export function decisionOf(
  finding: Finding,
  target: Pick<Target, 'id' | 'kind' | 'digest' | 'references'>,
  exemptions: ReadonlyMap<string, DecidedExemption>,
  language: Language,
): Decision {
  const { check, advisory, aliases, advisories, component, location, element, severity, exemption } = finding;
  const { fingerprint, title, remediation, firstSeenAt, vex } = finding;
  const names = [...new Set([...aliases, ...advisories])].filter((name) => name !== advisory);
  return {
    target: decidedTarget(target),
    fingerprint,
    check,
    flaw: advisory === null ? null : { id: advisory, aliases: names },
    component,
    location,
    element,
    severity,
    title: title[language],
    remediation: remediation[language],
    firstSeenAt,
    exemption: exemption === null ? null : (exemptions.get(exemption) ?? null),
    vex,
  };
}

export function decidedTarget({
  id,
  kind,
  digest,
  references,
}: Pick<Target, 'id' | 'kind' | 'digest' | 'references'>): DecidedTarget {
  return { id, kind, digest, references };
}

/** By id. */
export function decidedExemptions(exemptions: readonly (Exemption | null)[]): Map<string, DecidedExemption> {
  return new Map(
    exemptions.flatMap((exemption) => (exemption ? [[exemption.id, decidedExemption(exemption)]] : [])),
  );
}

function decidedExemption(exemption: Exemption): DecidedExemption {
  const { id, kind, justification, reason, compensatingControl, ticket, scope, endsWhen } = exemption;
  const { decidedAt, requestedAt, expiresAt } = exemption;
  return {
    id,
    kind,
    justification,
    reason,
    compensatingControl,
    ticket,
    scope,
    endsWithFix: endsWhen.fixReleased === true,
    decidedAt: decidedAt ?? requestedAt,
    expiresAt,
  };
}
