import { editProject } from './edit-project.js';
import type { RefusalReason } from './fix-refusal.js';
import { faultKey, judgeProject, type Fault, type JudgedProject, type Standard } from './judged-project.js';
import { holdsWithheld, marksIn } from './withheld.js';

/** A fault that has a fix. */
export type Mendable = Fault & { readonly fix: NonNullable<Fault['fix']> };

/** Whether a fault is to be mended. */
export type Chosen = (fault: Mendable) => boolean;

export type Mended =
  | { readonly ok: true; readonly after: JudgedProject }
  | { readonly ok: false; readonly reason: RefusalReason };

/**
 * Makes the fixes of some faults together, and holds the result against what they promise: it reads as before, each check
 * has that much less to say, no withheld value came in, and safe fixes make no other check fail that nothing chosen mends.
 */
export function mend(
  before: JudgedProject,
  faults: readonly Mendable[],
  standard: Standard,
  isChosen: Chosen,
): Mended {
  const edits = faults.flatMap(({ fix }) => fix.edits);
  if (edits.some(holdsWithheld)) return { ok: false, reason: 'secret' };
  const project = editProject(before.project, edits);
  if (!project || isSame(project, before.project)) return { ok: false, reason: 'no-place' };
  if (marksIn(project.text) > marksIn(before.project.text)) return { ok: false, reason: 'secret' };
  const read = judgeProject(project, standard);
  if (!read.ok) return { ok: false, reason: 'unreadable' };
  const after = read.judged;
  if (after.unread > before.unread || after.parts !== before.parts)
    return { ok: false, reason: 'unreadable' };
  if (!areMended(faults, before, after)) return { ok: false, reason: 'ineffective' };
  const isSafe = faults.every(({ fix }) => fix.safety === 'safe');
  if (isSafe && breaksAnother(before, after, isChosen)) return { ok: false, reason: 'breaks' };
  return { ok: true, after };
}

function isSame(left: JudgedProject['project'], right: JudgedProject['project']): boolean {
  if (left.text !== right.text || left.changed.size !== right.changed.size) return false;
  return [...left.changed].every(([path, text]) => right.changed.get(path) === text);
}

/** Each check's elements are gone, or it has as many violations less: those that share a name are numbered anew. */
function areMended(faults: readonly Mendable[], before: JudgedProject, after: JudgedProject): boolean {
  const left = new Set(after.faults.map(faultKey));
  const count = (list: readonly Fault[], check: string) => list.filter((one) => one.check === check).length;
  return [...new Set(faults.map(({ check }) => check))].every((check) => {
    const own = faults.filter((fault) => fault.check === check);
    const isGone = own.every((fault) => !left.has(faultKey(fault)));
    return isGone || count(after.faults, check) <= count(before.faults, check) - own.length;
  });
}

function breaksAnother(before: JudgedProject, after: JudgedProject, isChosen: Chosen): boolean {
  const failed = new Set(before.faults.map(({ check }) => check));
  return after.faults.some((fault) => !failed.has(fault.check) && !(isMendable(fault) && isChosen(fault)));
}

export function isMendable(fault: Fault): fault is Mendable {
  return fault.fix !== null;
}
