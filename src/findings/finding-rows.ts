import { hash } from 'node:crypto';
import type { Finding as JudgedFinding, Vulnerability } from '../engine/model/finding.js';
import { severities, type Severity } from '../engine/model/severity.js';
import { storableJson } from '../platform/database/storable-json.js';

/** Of the stored findings of one target, in one order: a line for each would cost more than to compare them. */
export interface StoredDigests {
  target_id: string;
  ids: string[];
  fingerprints: string[];
  digests: string[];
}

/** Of the targets whose ids are `$1`. */
export const selectDigests = `SELECT target_id, array_agg(id::text) AS ids, array_agg(fingerprint) AS fingerprints,
    array_agg(digest) AS digests
  FROM finding WHERE target_id = ANY($1) GROUP BY target_id`;

/** What is known of a stored finding that is gone or is different now. */
export interface StoredRow {
  id: string;
  target_id: string;
  fingerprint: string;
  severity: Severity;
  exemption_id: string | null;
  advisory: string | null;
  component: string | null;
  is_known_exploited: boolean;
  dismissed_by: string | null;
}

/** Those whose ids are `$1`. */
export const selectStored = `SELECT id, target_id, fingerprint, severity, exemption_id, advisory, is_known_exploited,
    CASE WHEN vex @> '{"isApplied": true}' THEN vex ->> 'source' END AS dismissed_by,
    (component ->> 'name') || ' ' || (component ->> 'version') AS component
  FROM finding WHERE id = ANY($1)`;

/** A finding as JSON of its row, without its braces, but for its id, its target, its digest and when it was first seen. */
export interface FindingText {
  readonly text: string;
  /** Names what it says: the same finding with the same digest is stored as it is. */
  readonly digest: string;
}

const knownTexts = new WeakMap<Vulnerability, FindingText>();

/**
 * What is said of a vulnerability follows from the vulnerability alone, but for its exemption and what VEX says: targets
 * that share the object share the text.
 */
export function textOf(finding: JudgedFinding): FindingText {
  const { vulnerability, exemption, vex, fingerprint } = finding;
  const content = vulnerability ? knownText(vulnerability, finding) : contentText(finding);
  const own = JSON.stringify({ fingerprint, exemption_id: exemption });
  if (exemption === null && !vex) return { text: `${inner(own)},${content.text}`, digest: content.digest };
  const said = inner(storableJson({ vex: vex ?? null }));
  return {
    text: `${inner(own)},${said},${content.text}`,
    digest: digestOf(`${exemption ?? ''},${said},${content.digest}`),
  };
}

function knownText(vulnerability: Vulnerability, finding: JudgedFinding): FindingText {
  const known = knownTexts.get(vulnerability);
  if (known) return known;
  const made = contentText(finding);
  knownTexts.set(vulnerability, made);
  return made;
}

function contentText(finding: JudgedFinding): FindingText {
  const text = inner(storableJson(contentOf(finding)));
  return { text, digest: digestOf(text) };
}

function inner(object: string): string {
  return object.slice(1, -1);
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/** What does not depend on the target. */
function contentOf(finding: JudgedFinding) {
  const { vulnerability } = finding;
  const component = vulnerability && {
    ecosystem: vulnerability.component.ecosystem,
    name: vulnerability.component.name,
    version: vulnerability.component.version,
    purl: vulnerability.component.purl,
    isDevelopment: vulnerability.component.isDevelopment,
  };
  return {
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
