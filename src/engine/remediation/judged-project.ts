import type { InputProblem, ReadOptions, TextFacts } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import type { FixSafety, Violation } from '../checks/check.js';
import { noAdvisories } from '../checks/no-advisories.js';
import type { Severity } from '../model/severity.js';
import { evaluateChecks, type CheckRun } from '../policy/evaluate-checks.js';
import type { Policy } from '../policy/policy-schema.js';
import { filesOf, type EditedProject } from './edit-project.js';

/** By what a project is judged. */
export interface Standard {
  /** Id of the input's adapter. */
  readonly input: string;
  /** As a policy writes them. */
  readonly checks: Policy['checks'];
  readonly now: Date;
  /** How it is read, but for its name and its files. */
  readonly options: Partial<Omit<ReadOptions, 'name' | 'files'>>;
}

/** One violation of a check, with the fix that it has. */
export interface Fault {
  readonly check: string;
  readonly element: string;
  readonly severity: Severity;
  readonly run: CheckRun;
  readonly violation: Violation;
  /** Null: no program can mend it. */
  readonly fix: { readonly safety: FixSafety; readonly edits: NonNullable<Violation['fix']> } | null;
}

/** A project with what is wrong with it. */
export interface JudgedProject {
  readonly project: EditedProject;
  readonly runs: readonly CheckRun[];
  readonly faults: readonly Fault[];
  /** What of it could not be read; editing may not add to it. */
  readonly unread: number;
  /** Workloads or stages that it holds, a host as one; editing may not lose one. */
  readonly parts: number;
}

export type Judged =
  | { readonly ok: true; readonly judged: JudgedProject }
  | { readonly ok: false; readonly problem: InputProblem };

/** Names a violation among those of a text. */
export function faultKey({ check, element }: Pick<Fault, 'check' | 'element'>): string {
  return JSON.stringify([check, element]);
}

export function judgeProject(project: EditedProject, { input, checks, now, options }: Standard): Judged {
  const { name, text } = project;
  const read = readInput(input, text, { ...options, name, files: filesOf(project) });
  if (!read.ok) return read;
  const { facts } = read;
  const runs = evaluateChecks({ checks }, { facts, vulnerabilities: [], database: noAdvisories, now });
  const isDockerfile = facts.kind === 'dockerfile';
  return {
    ok: true,
    judged: {
      project,
      runs,
      faults: runs.flatMap(faultsOf),
      unread: facts.problems.length + (isDockerfile ? facts.parseErrors.length : 0),
      parts: partsOf(facts),
    },
  };
}

function partsOf(facts: TextFacts): number {
  switch (facts.kind) {
    case 'dockerfile':
      return facts.stages.length;
    case 'host':
    case 'docker-bench':
      return 1;
    case 'workload':
      return facts.workloads.length;
  }
}

function faultsOf(run: CheckRun): Fault[] {
  const { id, outcome, fixSafety } = run;
  if (outcome.result !== 'fail') return [];
  return outcome.violations.map((violation) => ({
    check: id,
    element: violation.element,
    severity: violation.severity ?? run.severity,
    run,
    violation,
    fix:
      fixSafety && violation.fix && violation.fix.length > 0
        ? { safety: fixSafety, edits: violation.fix }
        : null,
  }));
}
