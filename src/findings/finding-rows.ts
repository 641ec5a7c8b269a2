import { hash } from 'node:crypto';
import type { Finding as JudgedFinding } from '../engine/model/finding.js';
import { severities, type Severity } from '../engine/model/severity.js';

/** What is known of a stored finding before it is judged again. */
export interface StoredRow {
  id: string;
  target_id: string;
  fingerprint: string;
  digest: string;
  severity: Severity;
  exemption_id: string | null;
  advisory: string | null;
  component: string | null;
  is_known_exploited: boolean;
  dismissed_by: string | null;
}

/** Of the targets whose ids are `$1`. */
export const selectKnown = `SELECT id, target_id, fingerprint, digest, severity, exemption_id, advisory, is_known_exploited,
    CASE WHEN vex @> '{"isApplied": true}' THEN vex ->> 'source' END AS dismissed_by,
    (component ->> 'name') || ' ' || (component ->> 'version') AS component
  FROM finding WHERE target_id = ANY($1)`;

/**
 * A finding's row but for what is new in each judgement, as `storableJson` writes it: rows of one digest are the same.
 */
export function contentDigest(row: string): string {
  return hash('sha256', row, 'base64url').slice(0, 22);
}

/** A finding as a row of the table, but for its id, its digest and when it was first seen. */
export function rowOf(finding: JudgedFinding, targetId: string) {
  const { vulnerability } = finding;
  const component = vulnerability && {
    ecosystem: vulnerability.component.ecosystem,
    name: vulnerability.component.name,
    version: vulnerability.component.version,
    purl: vulnerability.component.purl,
    isDevelopment: vulnerability.component.isDevelopment,
  };
  return {
    target_id: targetId,
    fingerprint: finding.fingerprint,
    kind: finding.kind,
    result: finding.result,
    severity: finding.severity,
    severity_rank: severities.indexOf(finding.severity),
    title: finding.title,
    message: finding.message,
    remediation: finding.remediation,
    fix: finding.fix,
    check_id: finding.check,
    advisory: vulnerability?.id ?? null,
    aliases: vulnerability?.aliases ?? [],
    advisories: vulnerability?.advisories ?? [],
    component,
    fixed_version: vulnerability?.fixedVersion ?? null,
    score: vulnerability?.score ?? null,
    is_known_exploited: vulnerability?.isKnownExploited ?? false,
    location: finding.location,
    element: finding.element ?? null,
    evidence: finding.evidence,
    exemption_id: finding.exemption,
    vex: finding.vex ?? null,
  };
}

const replaced = [
  'result',
  'severity',
  'severity_rank',
  'title',
  'message',
  'remediation',
  'fix',
  'advisory',
  'aliases',
  'advisories',
  'component',
  'fixed_version',
  'score',
  'is_known_exploited',
  'location',
  'element',
  'evidence',
  'exemption_id',
  'vex',
  'digest',
];
/** `$1`: rows as JSON. */
export const upsertFindings = `INSERT INTO finding SELECT * FROM json_populate_recordset(NULL::finding, $1)
  ON CONFLICT (target_id, fingerprint) DO UPDATE SET ${replaced.map((name) => `${name} = excluded.${name}`).join(', ')}`;
