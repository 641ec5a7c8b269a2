import type { Violation } from '../checks/check.js';
import { compareText, mostUrgentFirst } from '../checks/vulnerability-text.js';
import type { Finding, Location, Vulnerability } from '../model/finding.js';
import { isOpen } from '../model/open-finding.js';
import { bySeverity, type Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { VexWords } from '../vex/vex-words.js';
import type { CheckRun } from './evaluate-checks.js';
import type { ExemptionSubject, JudgedTarget } from './exemption-rule.js';
import { checkFingerprint, undecidedFingerprint, vulnerabilityFingerprint } from './fingerprint.js';
import { purlForms } from './purl.js';
import type { Waivers } from './waivers.js';

const longestSummary = 300;

/** Most urgent first: the vulnerabilities as they would be found on the target if no exemption were asked. */
export function flawsOnTarget(
  vulnerabilities: readonly Vulnerability[],
  target: JudgedTarget,
  words: VexWords,
): Finding[] {
  return mostUrgentFirst(vulnerabilities).map((vulnerability): Finding => {
    const { severity, location, component } = vulnerability;
    const { told, subject } = everywhere(vulnerability);
    const vex = words.on({ vulnerabilities: subject.vulnerabilities, component }, target);
    const finding: Finding = {
      fingerprint: vulnerabilityFingerprint(target.id, vulnerability),
      kind: 'vulnerability',
      result: told.result,
      severity,
      check: null,
      vulnerability,
      title: told.title,
      message: told.message,
      remediation: told.remediation,
      fix: null,
      location,
      evidence: told.evidence,
      exemption: null,
    };
    return vex ? { ...finding, vex } : finding;
  });
}

/** A vulnerability's finding with the exemption that covers it; what VEX takes away needs none. */
export function withExemption(finding: Finding, waivers: Waivers): Finding {
  if (waivers.areNone || finding.vex?.isApplied) return finding;
  const exemption = waivers.apply(subjectOfFinding(finding), finding.severity);
  return exemption === null ? finding : { ...finding, exemption };
}

/** A finding of a judgement, as exemptions are held against it. */
export function subjectOfFinding(finding: Finding): ExemptionSubject {
  const { vulnerability, fingerprint, severity, location, element } = finding;
  if (vulnerability) return { ...everywhere(vulnerability).subject, fingerprint };
  return checkSubject(finding.check ?? '', fingerprint, severity, location, element ? [element] : []);
}

type ToldOfFlaw = Pick<Finding, 'result' | 'title' | 'message' | 'remediation' | 'evidence'>;
interface Everywhere {
  readonly told: ToldOfFlaw;
  readonly subject: Omit<ExemptionSubject, 'fingerprint'>;
}
const knownEverywhere = new WeakMap<Vulnerability, Everywhere>();

/** What is said of a vulnerability on whichever target: once for all that share the object. */
function everywhere(vulnerability: Vulnerability): Everywhere {
  const known = knownEverywhere.get(vulnerability);
  if (known) return known;
  const made = { told: toldOf(vulnerability), subject: flawSubject(vulnerability) };
  knownEverywhere.set(vulnerability, made);
  return made;
}

function toldOf({ id, component, result, reason, fixedVersion, summary }: Vulnerability): ToldOfFlaw {
  const isAffected = result === 'affected';
  const name = `${component.name} ${component.version}`;
  return {
    result: isAffected ? 'fail' : 'unknown',
    title: titleOf(id, summary),
    message: isAffected
      ? { en: `${name} is affected by ${id}.`, zh: `${name} 受 ${id} 影响。` }
      : undecidedMessage(name, id, reason),
    remediation:
      fixedVersion === null
        ? withoutFix(name)
        : {
            en: `Update ${component.name} to ${fixedVersion} or later.`,
            zh: `将 ${component.name} 升级到 ${fixedVersion} 或更高版本。`,
          },
    evidence: [{ fact: 'components', value: component.purl }],
  };
}

/** A flaw's finding, as exemptions are held against it. */
function flawSubject(vulnerability: Vulnerability): Everywhere['subject'] {
  const { id, aliases, advisories, component, severity, fixedVersion, location } = vulnerability;
  return {
    check: null,
    flaw: id,
    vulnerabilities: [id, ...aliases, ...advisories].map((name) => name.toUpperCase()),
    components: purlForms(component.purl),
    version: { ecosystem: component.ecosystem, text: component.version },
    layer: location.layer,
    paths: [location.path],
    severity,
    fixedVersion,
    isKnownExploited: vulnerability.isKnownExploited,
    exploitScore: vulnerability.exploitScore,
  };
}

/** What the flaw is called; advisories are written in English alone. */
function titleOf(id: string, summary: string): Text {
  const title = summary === '' ? id : `${id}: ${summary.slice(0, longestSummary)}`;
  return { en: title, zh: title };
}

function undecidedMessage(name: string, id: string, reason: string | null): Text {
  return {
    en: `Whether ${name} is affected by ${id} is not known: ${reason ?? 'the versions could not be compared'}.`,
    zh: `无法确定 ${name} 是否受 ${id} 影响：${reason ?? '版本无法比较'}。`,
  };
}

function withoutFix(name: string): Text {
  return {
    en: `No fixed version of ${name} is known: remove or replace it, or ask for an exemption until there is one.`,
    zh: `${name} 暂无修复版本：请移除或替换该组件，或在修复版本发布前申请豁免。`,
  };
}

/** A check's violations, and what it could not decide, as findings; none when it passed or does not apply. */
export function checkFindings(
  run: CheckRun,
  targetId: string,
  mustDecide: boolean,
  waivers: Waivers,
): Finding[] {
  const { outcome } = run;
  if (outcome.result === 'unknown')
    return [undecidedFinding(run, outcome.reason, targetId, mustDecide, waivers)];
  if (outcome.result !== 'fail') return [];
  const findings = outcome.violations.map((violation) => violationFinding(run, violation, targetId, waivers));
  if (outcome.undecided === undefined) return findings;
  return [...findings, undecidedFinding(run, outcome.undecided, targetId, mustDecide, waivers)];
}

function violationFinding(run: CheckRun, violation: Violation, targetId: string, waivers: Waivers): Finding {
  const fingerprint = checkFingerprint(targetId, run.id, violation.element);
  const severity = violation.severity ?? run.severity;
  return {
    fingerprint,
    kind: 'check',
    result: 'fail',
    severity,
    check: run.id,
    vulnerability: null,
    title: run.title,
    message: violation.message,
    remediation: run.remediation,
    fix: run.fixSafety && violation.fix ? { safety: run.fixSafety, edits: violation.fix } : null,
    location: violation.location ?? null,
    ...(violation.element === '' ? {} : { element: violation.element }),
    evidence: violation.evidence ?? [],
    exemption: waivers.apply(
      checkSubject(run.id, fingerprint, severity, violation.location ?? null, [violation.element]),
      severity,
    ),
  };
}

function undecidedFinding(
  run: CheckRun,
  reason: Text,
  targetId: string,
  mustDecide: boolean,
  waivers: Waivers,
): Finding {
  const fingerprint = undecidedFingerprint(targetId, run.id);
  const location = (run.outcome.result === 'unknown' && run.outcome.location) || null;
  const subject = checkSubject(run.id, fingerprint, run.severity, location);
  return {
    fingerprint,
    kind: 'check',
    result: 'unknown',
    severity: run.severity,
    check: run.id,
    vulnerability: null,
    title: run.title,
    message: reason,
    remediation: run.remediation,
    fix: null,
    location,
    evidence: [],
    exemption: waivers.apply(subject, run.severity, mustDecide),
  };
}

/** A check's finding, as exemptions are held against it; `names`: of what it offends by. */
export function checkSubject(
  check: string,
  fingerprint: string,
  severity: Severity,
  location: Location | null,
  names: readonly string[] = [],
): ExemptionSubject {
  return {
    fingerprint,
    check,
    flaw: null,
    vulnerabilities: [],
    components: [],
    version: null,
    layer: location?.layer ?? null,
    paths: [location?.path ?? '', location?.pointer ?? '', ...names].filter((path) => path !== ''),
    severity,
    fixedVersion: null,
    isKnownExploited: false,
    exploitScore: null,
  };
}

/**
 * One finding per fingerprint, sorted by severity, then fingerprint. Of several with the same one (two architectures of
 * one package) that stays which no exemption covers, is certain, and is worst.
 */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const other = kept.get(finding.fingerprint);
    if (!other || byWeight(finding, other) < 0) kept.set(finding.fingerprint, finding);
  }
  return [...kept.values()].sort(bySeverityAndFingerprint);
}

/** By severity, then fingerprint. */
export function bySeverityAndFingerprint(a: Finding, b: Finding): number {
  return bySeverity(a.severity, b.severity) || compareText(a.fingerprint, b.fingerprint);
}

/** Of findings with the same fingerprint. */
function byWeight(a: Finding, b: Finding): number {
  return (
    Number(!isOpen(a)) - Number(!isOpen(b)) ||
    compareText(a.result, b.result) ||
    bySeverity(a.severity, b.severity) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}
