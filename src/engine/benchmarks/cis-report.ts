import type { Check } from '../checks/check.js';
import { checks } from '../checks/index.generated.js';
import type { FindingReport, ReportedFinding, ReportedTarget } from '../finding-formats/finding-format.js';
import { compareText } from '../checks/vulnerability-text.js';
import { placeOf } from '../finding-formats/report-parts.js';
import { bySeverity } from '../model/severity.js';
import type { Language } from '../model/text.js';
import { benchmarkLabels } from './benchmark-labels.js';
import {
  benchmarkStatuses,
  type BenchmarkCheck,
  type BenchmarkEvidence,
  type BenchmarkLine,
  type BenchmarkReport,
  type BenchmarkStatus,
  type ReportedExemption,
} from './benchmark-report.js';
import { cisChapters, cisDocker, cisRecommendations, type Recommendation } from './cis-docker.js';

/** Number of a recommendation → the checks that refer to it. */
const checksBySection: ReadonlyMap<string, readonly Check[]> = new Map(
  cisRecommendations.map(({ id }) => [
    id,
    checks.filter(({ references }: Check) => references.cis?.includes(id)),
  ]),
);

type Exemptions = ReadonlyMap<string, ReportedExemption>;

/**
 * A report by the recommendations of the CIS benchmark for Docker. What a recommendation comes to is the worst that the
 * checks of the policy which refer to it say of anything that was scanned.
 * @param report With its passes.
 * @param exemptions By id, those that cover findings of the report.
 */
export function cisReport(report: FindingReport, exemptions: Exemptions = new Map()): BenchmarkReport {
  const { language, product, policy, targets } = report;
  return {
    language,
    product,
    policy,
    benchmark: cisDocker,
    targets: targets.map(({ name, kind, digest }) => ({ name, kind, digest })),
    chapters: Object.fromEntries(
      Object.entries(cisChapters).map(([chapter, title]) => [chapter, title[language]]),
    ),
    lines: cisRecommendations.map((recommendation) => lineOf(recommendation, report, exemptions)),
    problems: targets.flatMap(problemsOf),
  };
}

function problemsOf({ name, problems, failure }: ReportedTarget) {
  const messages = failure ? [failure.message, ...problems] : problems;
  return messages.map((message) => ({ target: name, message }));
}

function lineOf(
  recommendation: Recommendation,
  { language, targets }: FindingReport,
  exemptions: Exemptions,
): BenchmarkLine {
  const { id, chapter, title, decider } = recommendation;
  const known = checksBySection.get(id) ?? [];
  const told = known.map((check) => ({
    check,
    answers: targets.flatMap((target) => answerOf(check.id, id, target, exemptions) ?? []),
  }));
  const heard = decidingOf(id, told);
  const answers = heard.flatMap((one) => one.answers);
  const found = worstStatus(answers.map(({ status }) => status));
  const isManual = decider === 'people' && (found === 'unknown' || found === 'not_covered');
  const status = isManual ? 'manual' : found;
  const evidence = answers.flatMap((answer) => answer.evidence).sort(byWeight);
  return {
    id,
    chapter,
    title: title[language],
    status,
    checks: heard.map(({ check, answers: own }) => checkOf(check, own, language)),
    evidence,
    reason: reasonOf(status, answers, known, language),
    remediation: remediationOf(status, answers, language),
  };
}

interface Told {
  readonly check: Check;
  readonly answers: readonly Answer[];
}

/**
 * What counts of what the checks say. One that stands for the recommendation (`references.bench` has its number too)
 * decides it; one that only supports it can prove that it is not met, not that it is.
 */
function decidingOf(id: string, told: readonly Told[]): readonly Told[] {
  const heard = told.filter(({ answers }) => answers.length > 0);
  if (heard.some(({ check }) => check.references.bench?.includes(id))) return heard;
  return heard.filter(({ answers }) => answers.some(({ evidence }) => evidence.length > 0));
}

/** What one check says of a recommendation on one target. */
interface Answer {
  readonly status: BenchmarkStatus;
  readonly evidence: readonly BenchmarkEvidence[];
  readonly remediation: string | null;
  readonly reason: string | null;
}

/** Null: it was not asked. */
function answerOf(check: string, id: string, target: ReportedTarget, exemptions: Exemptions): Answer | null {
  const own = target.findings.filter(({ kind, rule }) => kind === 'check' && rule === check);
  const section = target.sections.find((one) => one.rule === check && one.section === id);
  const pass = target.passes.find(({ rule }) => rule === check);
  if (own.length === 0 && !pass && !section) return null;
  if (section && (section.result === 'pass' || section.result === 'not_applicable'))
    return settled(section.result, section.reason);
  const concerned = section ? own.filter((finding) => isConcerned(finding, section)) : own;
  if (concerned.length === 0)
    return section || !pass ? unsettled(section?.reason ?? null) : settled(pass.result, pass.reason);
  const told = section?.reason ?? null;
  const evidence = concerned.map((finding) => evidenceOf(target, finding, told, exemptions));
  return {
    status: worstStatus(evidence.map(({ status }) => status)),
    evidence,
    remediation: concerned[0]!.remediation,
    reason: null,
  };
}

function isConcerned(
  { result, fingerprint }: ReportedFinding,
  section: ReportedTarget['sections'][number],
): boolean {
  return section.result === 'fail' ? section.findings.includes(fingerprint) : result === 'unknown';
}

function settled(status: 'pass' | 'not_applicable', reason: string | null): Answer {
  return { status, evidence: [], remediation: null, reason };
}

/** Not told why: what says that it is undecided was left out of the report. */
function unsettled(reason: string | null): Answer {
  return { status: 'unknown', evidence: [], remediation: null, reason };
}

/** @param told Why a single recommendation is undecided, where that is known. */
function evidenceOf(
  target: ReportedTarget,
  finding: ReportedFinding,
  told: string | null,
  exemptions: Exemptions,
): BenchmarkEvidence {
  const { rule, result, severity, message, evidence, exemption } = finding;
  return {
    target: target.name,
    check: rule,
    status: exemption === null ? result : 'exempt',
    severity,
    message: result === 'unknown' ? (told ?? message) : message,
    place: placeOf(target, finding),
    seen: evidence,
    waivedBy: exemption,
    exemption: exemption === null ? null : (exemptions.get(exemption) ?? null),
  };
}

function checkOf({ id, title }: Check, answers: readonly Answer[], language: Language): BenchmarkCheck {
  return { id, title: title[language], status: worstStatus(answers.map(({ status }) => status)) };
}

/** Of none nothing was scanned that tells it. */
function worstStatus(found: readonly BenchmarkStatus[]): BenchmarkStatus {
  return benchmarkStatuses.find((status) => found.includes(status)) ?? 'not_covered';
}

function reasonOf(
  status: BenchmarkStatus,
  answers: readonly Answer[],
  known: readonly Check[],
  language: Language,
): string | null {
  const labels = benchmarkLabels[language];
  const [told = null] = answers.flatMap((answer) => (answer.status === status ? (answer.reason ?? []) : []));
  if (status === 'not_applicable' || status === 'unknown' || status === 'pass') return told;
  if (status === 'manual') return labels.manualReason;
  if (status !== 'not_covered') return null;
  const inputs = [...new Set(known.flatMap((check) => check.inputs))];
  return inputs.length > 0 ? labels.notCovered(inputs) : labels.noCheck;
}

function remediationOf(
  status: BenchmarkStatus,
  answers: readonly Answer[],
  language: Language,
): string | null {
  const own = [...new Set(answers.flatMap(({ remediation }) => remediation ?? []))];
  if (own.length > 0) return own.join(' ');
  return status === 'manual' ? benchmarkLabels[language].manual : null;
}

function byWeight(a: BenchmarkEvidence, b: BenchmarkEvidence): number {
  return (
    benchmarkStatuses.indexOf(a.status) - benchmarkStatuses.indexOf(b.status) ||
    bySeverity(a.severity, b.severity) ||
    compareText(a.message, b.message)
  );
}
