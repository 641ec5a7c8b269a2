import type { InputProblem, TextFacts } from '../../engine/adapters/input-adapter.js';
import type {
  FindingReport,
  ReportedFinding,
  ReportedRule,
  ReportedTarget,
} from '../../engine/finding-formats/finding-format.js';
import type { Finding } from '../../engine/model/finding.js';
import { bySeverity } from '../../engine/model/severity.js';
import type { Language } from '../../engine/model/text.js';
import type { Judgement } from '../../engine/model/verdict.js';
import type * as engine from '../engine.js';
import type { ReadPolicy } from '../policy-file.js';
import { shownPath, type CollectedInput, type InputText, type UnreadInput } from './input-text.js';

type Engine = typeof engine;

export interface JudgeOptions {
  readonly policy: ReadPolicy;
  readonly language: Language;
  readonly now: Date;
  /** Whether to tell of checks that passed too. */
  readonly withPasses: boolean;
}

/** Judges what was collected, one after the other, and keeps nothing of the texts but the lines that findings name. */
export class InputJudge {
  constructor(
    private readonly engine: Engine,
    private readonly options: JudgeOptions,
  ) {}

  judge(input: CollectedInput): ReportedTarget {
    if (!input.ok) return this.unread(input, null, input.problem);
    const read = this.engine.readInput(input.kind, input.text, input.options);
    if (!read.ok) return this.unread(input, input, read.problem);
    return this.judged(input, read.facts);
  }

  /** The rules of the policy. */
  rules(): ReportedRule[] {
    const { policy } = this.options.policy;
    const { language } = this.options;
    const own = policy.rules.map((rule) => ({
      id: rule.id,
      title: this.engine.inBoth(rule.title)[language],
      remediation: this.engine.inBoth(rule.remediation)[language],
      severity: rule.severity,
      tags: ['policy'],
    }));
    const ofCatalogue = this.engine.checks
      .filter(({ id }) => Object.hasOwn(policy.checks, id))
      .map(({ id, title, remediation, severity, area }) => ({
        id,
        title: title[language],
        remediation: remediation[language],
        severity: policy.checks[id]?.severity ?? severity,
        tags: [area],
      }));
    return [...ofCatalogue, ...own];
  }

  report(targets: readonly ReportedTarget[], version: string): FindingReport {
    const { name, hash } = this.options.policy;
    return {
      language: this.options.language,
      product: { name: 'ironhull', version },
      policy: { name, version: null, hash },
      decision: this.engine.worstDecision(targets.map(({ decision }) => decision)),
      targets,
      rules: this.rules(),
    };
  }

  private judged(input: InputText, facts: TextFacts): ReportedTarget {
    const { language, policy, now, withPasses } = this.options;
    const subject = { facts, vulnerabilities: [], database: this.engine.noAdvisories, now };
    const target = { id: input.label, digests: [facts.digest], references: [] };
    const judgement = this.engine.judge({ ...subject, policy: policy.policy, exemptions: [], target });
    const results = withPasses ? judgement.results : [];
    return {
      name: input.label,
      kind: input.kind,
      digest: facts.digest,
      isFile: input.file !== null,
      decision: judgement.decision,
      score: judgement.score,
      reasons: this.engine.reportedReasons(judgement, language),
      findings: this.findings(input, facts, judgement),
      passes: this.engine.reportedPasses(results, language),
      sections: this.engine.reportedSections(results, language),
      problems: facts.problems.map(({ path, detail }) =>
        path === '' || path === facts.name ? detail : `${path}: ${detail}`,
      ),
      failure: null,
    };
  }

  private findings(input: InputText, facts: TextFacts, judgement: Judgement): ReportedFinding[] {
    const { language } = this.options;
    const decisive = this.engine.decisiveFindings(judgement);
    const excerpts = new Excerpts(this.engine, input, facts);
    return judgement.findings
      .map((finding) =>
        this.engine.reportedFinding(finding, language, {
          location: finding.location && { ...finding.location, path: pathOf(input, facts, finding) },
          excerpt: excerpts.of(finding),
          isDecisive: decisive.has(finding.fingerprint),
        }),
      )
      .sort(byWeight);
  }

  private unread({ label }: UnreadInput | InputText, input: InputText | null, problem: InputProblem) {
    const { line, column, message } = problem;
    const file = problem.file === null || !input ? null : shownPath(input, problem.file);
    const failure = { file, line, column, message: message[this.options.language] };
    return {
      name: label,
      kind: input?.kind ?? null,
      digest: null,
      isFile: input ? input.file !== null : label !== 'stdin',
      decision: 'unknown' as const,
      score: null,
      reasons: [],
      findings: [],
      passes: [],
      sections: [],
      problems: [],
      failure,
    };
  }
}

function pathOf(input: InputText, facts: TextFacts, { location }: Finding): string {
  const path = location?.path ?? '';
  return path === '' || path === facts.name ? input.label : shownPath(input, path);
}

/** Failures before what is undecided; worst first; then as they stand in the text. */
function byWeight(a: ReportedFinding, b: ReportedFinding): number {
  return (
    Number(a.result === 'unknown') - Number(b.result === 'unknown') ||
    bySeverity(a.severity, b.severity) ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}

/** The lines that findings name, of the input and of the other files of its project. */
class Excerpts {
  private readonly files = new Map<string, readonly string[]>();

  constructor(
    private readonly engine: Engine,
    private readonly input: InputText,
    private readonly facts: TextFacts,
  ) {}

  of({ location, result }: Finding): string | null {
    if (!location || location.line === null || result !== 'fail') return null;
    const { line, path } = location;
    const instruction = path === this.facts.name ? this.secretInstruction(line) : undefined;
    return instruction?.text ?? this.engine.redactedLine(this.linesOf(path), line);
  }

  /** An instruction with secrets is shown as its facts tell it. */
  private secretInstruction(line: number) {
    if (this.facts.kind !== 'dockerfile') return undefined;
    const instructions = this.facts.stages.flatMap((stage) => stage.instructions);
    return instructions.find((one) => one.secrets.length > 0 && one.line <= line && line <= one.endLine);
  }

  private linesOf(path: string): readonly string[] {
    const known = this.files.get(path);
    if (known) return known;
    const { text, options } = this.input;
    const isOwn = path === this.facts.name || path === '';
    const lines = (isOwn ? text : (options.files?.read(path) ?? '')).split('\n');
    this.files.set(path, lines);
    return lines;
  }
}
