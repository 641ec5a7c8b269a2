import type { InputProblem, ProjectFiles, ReadOptions } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { subjectOf } from '../checks/check-subject.js';
import type { WorkloadSubject } from '../checks/check.js';
import { noAdvisories } from '../checks/no-advisories.js';
import type { Text } from '../model/text.js';
import { applyFixes, type FixLimits, type FixResult } from '../remediation/apply-fixes.js';
import { editProject, filesOf, type EditedProject } from '../remediation/edit-project.js';
import { fixReport } from '../remediation/fix-report.js';
import { resolveFix } from '../remediation/workload-fix.js';
import type { HardeningChange } from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';
import { hardeningStandard, mendingStandard } from './hardening-standard.js';
import { withoutRepeats } from './repeated-flags.js';
import { settingSteps } from './setting-steps.js';
import { templateSteps, type TemplateStep } from './template-steps.js';

/** A docker run line, or a compose file. */
export interface HardenableText {
  readonly input: 'run-command' | 'compose';
  /** Path from the project's folder. */
  readonly name: string;
  readonly text: string;
  readonly files: ProjectFiles;
  readonly options: Partial<Omit<ReadOptions, 'name' | 'files'>>;
}

/** A text as the template has it: what it stated is kept, but for what the standard forbids. */
export interface HardenedText {
  readonly input: HardenableText['input'];
  readonly name: string;
  readonly text: string;
  /** New texts of other files of its project, by path. */
  readonly others: ReadonlyMap<string, string>;
  readonly subject: WorkloadSubject;
  readonly changes: readonly HardeningChange[];
  readonly risks: readonly Text[];
  readonly open: readonly HardeningChange[];
}

export type Hardened =
  | { readonly ok: true; readonly hardened: HardenedText }
  | { readonly ok: false; readonly problem: InputProblem };

/** Does what is said, makes every fix, adds what the template has besides, and holds the result against the standard. */
export function hardenText(
  given: HardenableText,
  settings: HardeningSettings,
  now: Date,
  limits?: FixLimits,
): Hardened {
  const work = new Hardening(given, settings, now, limits);
  const problem =
    work.take(settingSteps) ??
    work.mend() ??
    work.take((workload) => templateSteps(workload, settings)) ??
    work.mend();
  return problem ? { ok: false, problem } : { ok: true, hardened: work.result() };
}

type Steps = (
  workload: WorkloadSubject['workloads'][number],
  facts: WorkloadSubject['facts'],
  settings: HardeningSettings,
) => TemplateStep[];

class Hardening {
  private project: EditedProject;
  private subject: WorkloadSubject | null = null;
  private last: FixResult | null = null;
  private readonly changes: HardeningChange[] = [];
  private readonly risks = new Map<string, Text>();
  private readonly undone: HardeningChange[] = [];

  constructor(
    private readonly given: HardenableText,
    private readonly settings: HardeningSettings,
    private readonly now: Date,
    private readonly limits: FixLimits | undefined,
  ) {
    const { name, text, files } = given;
    this.project = { name, text, files, changed: new Map() };
    this.dropRepeats();
  }

  private dropRepeats(): void {
    if (this.given.input === 'compose') return;
    const { text, repeated } = withoutRepeats(this.project.text);
    this.project = { ...this.project, text };
    for (const flag of repeated)
      this.changes.push({ check: 'runcmd-invalid-value', message: stoodTwice(flag) });
  }

  /** Makes each step in each workload. A step that has no place is told. */
  take(steps: Steps): InputProblem | null {
    const problem = this.read();
    if (problem) return problem;
    const count = this.known().workloads.length;
    for (let index = 0; index < count; index += 1) {
      const { facts, workloads } = this.known();
      for (const step of steps(workloads[index]!, facts, this.settings)) {
        const again = this.step(step, index);
        if (again) return again;
      }
    }
    return null;
  }

  private step({ message, fix }: TemplateStep, index: number): InputProblem | null {
    const { facts, workloads } = this.known();
    const workload = workloads[index];
    const edits = workload && resolveFix(fix, facts, workload);
    const edited = edits && editProject(this.project, edits);
    if (!edited) {
      this.undone.push({ check: null, message: this.named(message, index) });
      return null;
    }
    if (edited.text === this.project.text && edited.changed.size === this.project.changed.size) return null;
    this.project = edited;
    this.changes.push({ check: null, message: this.named(message, index) });
    return this.read();
  }

  /** Makes every fix of the standard. */
  mend(): InputProblem | null {
    const { input, options } = this.given;
    const { name, text } = this.project;
    const checks = mendingStandard(this.settings);
    const named = Object.keys(checks).map((check) => ({ check, element: null }));
    const files = filesOf(this.project);
    const result = applyFixes({
      ...{ input, name, text, files, options, checks, named, now: this.now },
      ...(this.limits && { limits: this.limits }),
    });
    if (!result.ok) return result.problem;
    this.last = result;
    for (const { check, message, risk } of fixReport(result).applied) {
      this.changes.push({ check, message });
      if (risk) this.risks.set(risk.en, risk);
    }
    const changed = new Map(this.project.changed);
    for (const { path, after } of result.files) if (path !== name) changed.set(path, after);
    const own = result.files.find(({ path }) => path === name);
    this.project = { ...this.project, text: own?.after ?? text, changed };
    this.dropRepeats();
    return this.read();
  }

  result(): HardenedText {
    const { input } = this.given;
    const { name, text, changed } = this.project;
    const open = [...this.undone, ...this.judged()];
    return {
      ...{ input, name, text, others: changed, subject: this.known() },
      ...{ changes: this.changes, risks: [...this.risks.values()], open },
    };
  }

  /** What the whole standard says of the result, with what the fixes left. */
  private judged(): HardeningChange[] {
    const { input, options } = this.given;
    const { name, text } = this.project;
    const judged = applyFixes({
      ...{ input, name, text, files: filesOf(this.project), options, now: this.now },
      ...{ checks: hardeningStandard, named: [], limits: { evaluations: 0, work: 0 } },
    });
    const report = fixReport(judged.ok ? judged : this.last!);
    return report.remaining.map(({ check, message }) => ({ check, message }));
  }

  private known(): WorkloadSubject {
    return this.subject!;
  }

  private named(message: Text, index: number): Text {
    const { workloads } = this.known();
    const name = workloads[index]?.origin.name ?? '';
    if (workloads.length < 2 || name === '') return message;
    return { en: `${name}: ${message.en}`, zh: `${name}：${message.zh}` };
  }

  private read(): InputProblem | null {
    const { input, options } = this.given;
    const { name, text } = this.project;
    const read = readInput(input, text, { ...options, name, files: filesOf(this.project) });
    if (!read.ok) return read.problem;
    if (read.facts.kind !== 'workload') return noWorkload;
    this.subject = subjectOf(read.facts, [], noAdvisories) as WorkloadSubject;
    return this.subject.workloads.length === 0 ? noWorkload : null;
  }
}

function stoodTwice(flag: string): Text {
  return {
    en: `${flag} stood more than once: the last one counts.`,
    zh: `${flag} 重复出现：以最后一个为准。`,
  };
}

const noWorkload: InputProblem = {
  file: null,
  line: null,
  column: null,
  message: { en: 'The document defines no workload.', zh: '文档中没有定义任何工作负载。' },
};
