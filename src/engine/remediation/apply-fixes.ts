import type { InputProblem, ProjectFiles } from '../adapters/input-adapter.js';
import type { FixSafety } from '../checks/check.js';
import { digestOf } from '../policy/canonical-json.js';
import type { EditedProject } from './edit-project.js';
import type { RefusalReason } from './fix-refusal.js';
import { faultKey, judgeProject, type Fault, type JudgedProject, type Standard } from './judged-project.js';
import { isMendable, mend, type Mendable } from './mend.js';

/** A text, with the checks that it is held against. */
export interface FixRequest extends Standard {
  /** Path of the input from the project's folder. */
  readonly name: string;
  readonly text: string;
  readonly files: ProjectFiles;
  /** What is to be mended besides all that is safe. */
  readonly named: readonly NamedFix[];
  readonly limits?: FixLimits;
}

/** The fixes of a check: all of them, or that of one element. */
export interface NamedFix {
  readonly check: string;
  /** Null: all of them. */
  readonly element: string | null;
}

export interface FixLimits {
  /** So often the text is edited, read again and judged. */
  readonly evaluations: number;
  /** Characters that are read for it, in all. */
  readonly work: number;
}

export const fixLimits: FixLimits = { evaluations: 300, work: 20_000_000 };

/** A fix that was made. */
export interface AppliedFix {
  readonly fault: Fault;
  readonly safety: FixSafety;
}

/** A fix that was asked for and not made. */
export interface RefusedFix {
  readonly fault: Fault;
  readonly safety: FixSafety;
  readonly reason: RefusalReason;
}

export interface ChangedFile {
  readonly path: string;
  /** Null: it was not there. */
  readonly before: string | null;
  readonly after: string;
}

export interface FixResult {
  readonly ok: true;
  /** The input first, the others by path. */
  readonly files: readonly ChangedFile[];
  /** In the order made. */
  readonly applied: readonly AppliedFix[];
  readonly refused: readonly RefusedFix[];
  /** What the checks say of the new texts. */
  readonly after: JudgedProject;
}

/**
 * Mends what is chosen: all safe fixes, and those that are named. In rounds: what one round uncovers is mended in the
 * next, until nothing is left or a limit is met. Fixes are made together; where that does not come out right, in parts,
 * and one that does not come out right alone is refused. Pure. Not ok: the text cannot be read at all.
 */
export function applyFixes(
  request: FixRequest,
): FixResult | { readonly ok: false; readonly problem: InputProblem } {
  const { name, text, files } = request;
  const first = judgeProject({ name, text, files, changed: new Map() }, request);
  if (!first.ok) return first;
  const mending = new Mending(request, first.judged);
  mending.run();
  const { applied, refused, current } = mending;
  const left = new Set(current.faults.map(faultKey));
  return {
    ok: true,
    files: changedFiles(request, current.project),
    applied,
    refused: [...refused.values()].filter(({ fault }) => left.has(faultKey(fault))),
    after: current,
  };
}

/** Whether a fix is made: it is safe, or named. */
function isChosenBy({ named }: FixRequest): (fault: Mendable) => boolean {
  return ({ check, element, fix }) =>
    fix.safety === 'safe' ||
    named.some((one) => one.check === check && (one.element === null || one.element === element));
}

class Mending {
  readonly applied: AppliedFix[] = [];
  readonly refused = new Map<string, RefusedFix>();
  private readonly isChosen: (fault: Mendable) => boolean;
  private readonly seen = new Set<string>();
  private readonly limits: FixLimits;
  private evaluations = 0;
  private work = 0;

  constructor(
    private readonly request: FixRequest,
    public current: JudgedProject,
  ) {
    this.isChosen = isChosenBy(request);
    this.limits = request.limits ?? fixLimits;
    this.seen.add(stateOf(current.project));
  }

  run(): void {
    for (let open = this.open(); open.length > 0; open = this.open()) this.mendAll(open.map(faultKey));
  }

  /** What is chosen and not decided. */
  private open(): Mendable[] {
    return this.current.faults
      .filter(isMendable)
      .filter((fault) => this.isChosen(fault) && !this.refused.has(faultKey(fault)));
  }

  private mendAll(keys: readonly string[]): void {
    const wanted = new Set(keys);
    const faults = this.open().filter((fault) => wanted.has(faultKey(fault)));
    if (faults.length === 0) return;
    const reason = this.attempt(faults);
    if (reason === null) return;
    const names = [...new Set(faults.map(faultKey))];
    if (names.length === 1) {
      for (const fault of faults) this.refuse(fault, reason);
      return;
    }
    const half = Math.ceil(names.length / 2);
    this.mendAll(names.slice(0, half));
    this.mendAll(names.slice(half));
  }

  /** Null: the fixes were made. */
  private attempt(faults: readonly Mendable[]): RefusalReason | null {
    const cost = costOf(this.current.project.text, faults);
    if (this.evaluations >= this.limits.evaluations || this.work + cost > this.limits.work) return 'limit';
    this.evaluations += 1;
    this.work += cost;
    const mended = mend(this.current, faults, this.request, this.isChosen);
    if (!mended.ok) return mended.reason;
    const state = stateOf(mended.after.project);
    if (this.seen.has(state)) return 'ineffective';
    this.seen.add(state);
    this.current = mended.after;
    this.applied.push(...faults.map((fault) => ({ fault, safety: fault.fix.safety })));
    return null;
  }

  private refuse(fault: Mendable, reason: RefusalReason): void {
    this.refused.set(faultKey(fault), { fault, safety: fault.fix.safety, reason });
  }
}

/** Without aliases edits of a document are made many at a time: that often it is read again, at most. */
const mostPasses = 60;

/** Characters that are read to make the fixes: of a stream of documents, each by itself. */
function costOf(text: string, faults: readonly Mendable[]): number {
  const edits = faults.flatMap(({ fix }) => fix.edits).filter((edit) => 'pointer' in edit).length;
  const longest = text.split(/^---/m).reduce((most, { length }) => Math.max(most, length), 0);
  const passes = /[*]\w/.test(text) ? edits : Math.min(edits, mostPasses);
  return text.length + passes * longest;
}

function stateOf({ text, changed }: EditedProject): string {
  return digestOf([text, [...changed].sort()]);
}

function changedFiles({ name, text, files }: FixRequest, after: EditedProject): ChangedFile[] {
  const others = [...after.changed].map(([path, changed]) => ({
    ...{ path, before: files.read(path), after: changed },
  }));
  return [
    { path: name, before: text, after: after.text },
    ...others.sort((a, b) => (a.path < b.path ? -1 : 1)),
  ].filter((file) => file.before !== file.after);
}
