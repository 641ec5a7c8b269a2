import type { z } from 'zod';
import type { Location } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { WorkloadDocumentFacts, WorkloadInput } from '../model/workload-document.js';
import { firstTexts } from '../model/text-parts.js';
import type { Place, WorkloadFacts } from '../model/workload-facts.js';
import { unreadIncludes } from './unread-includes.js';
import { watchedWorkload } from './partial-facts.js';
import { resolveFix, type WorkloadFix } from '../remediation/workload-fix.js';
import type { Check, Outcome, Violation, WorkloadSubject } from './check.js';

/** One thing that is wrong with a workload. */
export interface Fault {
  /** Names the element within the workload, stable over scans; absent: the workload itself. */
  readonly element?: string;
  /** Path of the fact that proves it, in the workload's facts: `privileged`, `mounts.0`. Gives evidence and place. */
  readonly fact: string;
  /** The fact's value as shown to people, secrets redacted. */
  readonly value: string;
  readonly message: Text;
  readonly severity?: Severity;
  readonly fix?: WorkloadFix;
}

/** What is known around the workload that is looked at. */
export interface WorkloadContext {
  readonly facts: WorkloadDocumentFacts;
  /** Of the workload, in the document. */
  readonly index: number;
  readonly now: Date;
}

export type WorkloadOutcome = (
  | { readonly result: 'pass' }
  | { readonly result: 'not_applicable'; readonly reason: Text }
  /** `fact`: where it is stated that it cannot be told. */
  | { readonly result: 'unknown'; readonly reason: Text; readonly fact?: string }
  | { readonly result: 'fail'; readonly faults: readonly Fault[]; readonly undecided?: Text }
) & {
  /** The first instant (ISO 8601) at which time alone can change this; absent: never. */
  readonly changesAt?: string;
};

export type WorkloadCheck<Input extends WorkloadInput, Parameters extends z.ZodObject> = Omit<
  Check<Input, Parameters>,
  'evaluate'
> & {
  /**
   * `linux`: does not apply to workloads of Windows. `linux-unless-stated`: the same, but what such a workload states
   * against it all the same is wrong, as the Pod Security Standards have it.
   */
  readonly os: 'linux' | 'linux-unless-stated' | 'any';
  /** Of one workload, in the order of decision of `Outcome`. */
  evaluate(
    workload: WorkloadFacts,
    parameters: z.output<Parameters>,
    context: WorkloadContext,
  ): WorkloadOutcome;
};

const onWindows: WorkloadOutcome = {
  result: 'not_applicable',
  reason: {
    en: 'The workload runs on Windows, which has no such property.',
    zh: '该工作负载运行于 Windows，不存在此属性。',
  },
};
export const passed: WorkloadOutcome = { result: 'pass' };

/** `fail` with the faults; without any `unknown` for the reason, where there is one; else `pass`. */
export function decided(
  faults: readonly Fault[],
  undecided: Text | null = null,
  fact?: string,
): WorkloadOutcome {
  if (faults.length > 0) return { result: 'fail', faults, ...(undecided && { undecided }) };
  return undecided ? { result: 'unknown', reason: undecided, ...(fact !== undefined && { fact }) } : passed;
}

export function notApplicable(en: string, zh: string): WorkloadOutcome {
  return { result: 'not_applicable', reason: { en, zh } };
}

export function unknown(en: string, zh: string, fact?: string): WorkloadOutcome {
  return { result: 'unknown', reason: { en, zh }, ...(fact !== undefined && { fact }) };
}

/** A check that looks at each workload of a document by itself. */
export function workloadCheck<Input extends WorkloadInput, Parameters extends z.ZodObject>(
  definition: WorkloadCheck<Input, Parameters>,
): Check<Input, Parameters> {
  const { os } = definition;
  return {
    ...definition,
    evaluate: (subject: WorkloadSubject, parameters, now) =>
      ofEachWorkload(subject, (workload, index) => {
        const isElsewhere = os !== 'any' && workload.origin.os === 'windows';
        if (isElsewhere && os === 'linux') return onWindows;
        const watched = watchedWorkload(workload);
        const outcome = definition.evaluate(watched.workload, parameters, {
          facts: subject.facts,
          index,
          now,
        });
        if (isElsewhere && outcome.result !== 'fail') return onWindows;
        const partial =
          outcome.result === 'pass' || outcome.result === 'not_applicable' ? watched.partial() : null;
        return partial === null ? outcome : unknown(partial.en, partial.zh, partial.fact);
      }),
  };
}

/** The outcome on a document, from that on each of its workloads. */
export function ofEachWorkload(
  { facts, workloads }: WorkloadSubject,
  evaluate: (workload: WorkloadFacts, index: number) => WorkloadOutcome,
): Outcome {
  const outcomes = workloads.map(evaluate);
  const changes = outcomes.flatMap(({ changesAt }) => changesAt ?? []).sort();
  const outcome = joined(facts, workloads, outcomes);
  return changes[0] === undefined ? outcome : { ...outcome, changesAt: changes[0] };
}

/** Of all workloads: one that fails makes it fail, one that is unknown leaves the rest undecided. */
function joined(
  facts: WorkloadDocumentFacts,
  workloads: readonly WorkloadFacts[],
  outcomes: readonly WorkloadOutcome[],
): Outcome {
  const violations: Violation[] = [];
  const open: { reason: Text; location: Location }[] = [];
  workloads.forEach((workload, index) => {
    const outcome = outcomes[index]!;
    const said = (text: Text) => (workloads.length > 1 ? named(workload, text) : text);
    const undecided =
      outcome.result === 'unknown' ? outcome.reason : outcome.result === 'fail' ? outcome.undecided : null;
    if (undecided) {
      const fact = outcome.result === 'unknown' ? (outcome.fact ?? '') : '';
      open.push({ reason: said(undecided), location: locationOf(facts, workload, fact) });
    }
    if (outcome.result !== 'fail') return;
    for (const fault of outcome.faults)
      violations.push(violationOf(facts, workload, fault, said(fault.message)));
  });
  const unread = facts.compose && unreadIncludes(facts.compose);
  if (unread) open.push({ reason: unread, location: locationAt(facts, facts.compose.unread[0]!.place) });
  const reason = firstTexts(open.map((entry) => entry.reason));
  if (violations.length > 0) return { result: 'fail', violations, ...(reason && { undecided: reason }) };
  if (reason) return { result: 'unknown', reason, location: open[0]!.location };
  const [first] = outcomes;
  if (first?.result === 'not_applicable' && outcomes.every(({ result }) => result === 'not_applicable'))
    return first;
  if (workloads.length > 0) return { result: 'pass' };
  const empty = { en: 'The document defines no workload.', zh: '文档中没有定义任何工作负载。' };
  return { result: 'not_applicable', reason: empty };
}

function violationOf(
  facts: WorkloadDocumentFacts,
  workload: WorkloadFacts,
  { element = '', fact, value, severity, fix }: Fault,
  message: Text,
): Violation {
  const edits = fix && resolveFix(fix, facts, workload);
  const { name } = workload.origin;
  return {
    element:
      facts.format === 'run-command' ? element : [name, element].filter((part) => part !== '').join(' '),
    message,
    ...(severity && { severity }),
    location: locationOf(facts, workload, fact),
    evidence: [{ fact: `workload.${fact}`, value }],
    ...(edits && edits.length > 0 && { fix: edits }),
  };
}

/** Where a fact is stated; else where what it is a part of is, up to the workload itself. */
export function locationOf(facts: WorkloadDocumentFacts, workload: WorkloadFacts, fact: string): Location {
  return locationAt(facts, placeOf(workload, fact));
}

export function locationAt(facts: WorkloadDocumentFacts, place: Place | null): Location {
  return {
    path: place?.file ?? facts.name,
    layer: null,
    line: place?.line ?? null,
    ...(place && place.pointer !== '' && { pointer: `${place.document}#${place.pointer}` }),
  };
}

function placeOf({ places }: WorkloadFacts, fact: string): Place | null {
  const parts = fact === '' ? [] : fact.split('.');
  for (let length = parts.length; length >= 0; length -= 1) {
    const path = parts.slice(0, length).join('.');
    if (Object.hasOwn(places, path)) return places[path]!;
  }
  return null;
}

function named({ origin }: WorkloadFacts, { en, zh }: Text): Text {
  return origin.name === '' ? { en, zh } : { en: `${origin.name}: ${en}`, zh: `${origin.name}：${zh}` };
}
