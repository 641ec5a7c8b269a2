import { hash } from 'node:crypto';
import type { Finding as JudgedFinding, Vulnerability } from '../engine/model/finding.js';
import { isDismissed } from '../engine/model/open-finding.js';
import { severities } from '../engine/model/severity.js';
import { storableJson } from '../platform/database/storable-json.js';

/** All that is said of a finding but for whose it is, as JSON of its columns without braces. */
export interface FindingContent {
  readonly text: string;
  /** Names the text: 192 bits of its SHA-256, in base64url. */
  readonly digest: string;
}

const knownContents = new WeakMap<Vulnerability, FindingContent>();

/**
 * What is said of a vulnerability follows from the vulnerability alone, but for its exemption and what VEX says:
 * targets that share the object share the content.
 */
export function contentOf(finding: JudgedFinding): FindingContent {
  const { vulnerability, exemption, vex } = finding;
  if (!vulnerability || exemption !== null || vex) return madeContent(finding);
  const known = knownContents.get(vulnerability);
  if (known) return known;
  const made = madeContent(finding);
  knownContents.set(vulnerability, made);
  return made;
}

function madeContent(finding: JudgedFinding): FindingContent {
  const text = storableJson(columnsOf(finding)).slice(1, -1);
  return { text, digest: hash('sha256', text, 'base64url').slice(0, 32) };
}

function columnsOf(finding: JudgedFinding) {
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
    is_dismissed: isDismissed(finding),
  };
}
