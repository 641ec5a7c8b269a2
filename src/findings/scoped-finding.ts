import type { Finding } from '../contracts/finding.contract.js';
import { severities } from '../engine/model/severity.js';
import type { Labels } from '../engine/model/labels.js';
import type { ExemptionSubject, JudgedTarget } from '../engine/policy/exemption-rule.js';
import { checkSubject } from '../engine/policy/findings.js';
import { purlForms } from '../engine/policy/purl.js';

/** A stored finding, as exemptions are held against it. */
export interface ScopedRow {
  readonly id: string;
  readonly target_id: string;
  readonly fingerprint: string;
  readonly severity_rank: number;
  readonly check_id: string | null;
  readonly advisory: string | null;
  readonly aliases: readonly string[];
  readonly advisories: readonly string[];
  readonly component: Finding['component'];
  readonly location: Finding['location'];
  readonly element: string | null;
  readonly fixed_version: string | null;
  readonly is_known_exploited: boolean;
  readonly exemption_id: string | null;
  readonly references: readonly string[];
  readonly digests: readonly string[];
  readonly set_labels: Labels;
}

/** Columns of `ScopedRow`, of the finding `f`, its content `c` and the target `t`. */
export const scopedColumns = `f.id, f.target_id, f.fingerprint, f.severity_rank, f.check_id, c.advisory, c.aliases, c.advisories,
  c.component, c.location, c.element, c.fixed_version, f.is_known_exploited, f.exemption_id,
  t."references", t.set_labels, ARRAY[t.digest, t.identity] AS digests`;

/** Where it was found, as exemptions are held against it. */
export function targetOf({
  target_id: id,
  digests,
  references,
  set_labels: labels,
}: ScopedRow): JudgedTarget {
  return { id, digests, references, labels };
}

/** The same as the judge makes of it. */
export function subjectOf(row: ScopedRow, exploitScore: number | null): ExemptionSubject {
  const { fingerprint, component, location, advisory } = row;
  const severity = severities[row.severity_rank]!;
  if (row.check_id !== null) {
    return checkSubject(
      row.check_id,
      fingerprint,
      severity,
      location,
      row.element === null ? [] : [row.element],
    );
  }
  const names = [advisory ?? '', ...row.aliases, ...row.advisories];
  return {
    fingerprint,
    check: null,
    flaw: advisory,
    vulnerabilities: names.map((name) => name.toUpperCase()),
    components: component ? purlForms(component.purl) : [],
    version: component && { ecosystem: component.ecosystem, text: component.version },
    layer: location?.layer ?? null,
    paths: location ? [location.path] : [],
    severity,
    fixedVersion: row.fixed_version,
    isKnownExploited: row.is_known_exploited,
    exploitScore,
  };
}
