import type { z } from 'zod';
import type { Location } from '../model/finding.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import type { Check, CheckSubjects, HostSubject, Outcome, WorkloadSubject } from './check.js';
import { notTold } from './host-check.js';

/** What of a host checks of workloads look at, by the kind of input that it is by itself. */
const contained = {
  container: { part: 'containers', noun: { en: 'Which containers there are', zh: '容器列表' } },
  'swarm-service': { part: 'swarm-services', noun: { en: 'Which services there are', zh: '服务列表' } },
} as const satisfies Partial<Record<keyof CheckSubjects, { readonly part: HostPart; readonly noun: Text }>>;
type Contained = keyof typeof contained;
const kinds = Object.keys(contained) as readonly Contained[];

/**
 * Whether a check looks at workloads of a kind. What holds for how a container is defined holds for a service, which
 * defines containers; what is asked of one that runs does not.
 */
function looksAtKind({ inputs, area }: Check, kind: Contained): boolean {
  if (inputs.includes(kind)) return true;
  return inputs.includes('container') && (area === 'workload' || area === 'secrets');
}

/** Whether a check looks at what runs on a host; of a lone part that tells of nothing that runs, it does not. */
export function looksWithin(check: Check, { format, containers, services }: HostFacts): boolean {
  const mayRun = format === 'bundle' || containers !== null || services !== null;
  return mayRun && kinds.some((kind) => looksAtKind(check, kind));
}

/** A check of workloads on all the containers of a host, and on the services of its swarm. */
export function evaluateWithin(
  check: Check,
  subject: HostSubject,
  parameters: z.output<z.ZodObject>,
  now: Date,
): Outcome {
  const outcomes: Outcome[] = [];
  for (const kind of kinds.filter((one) => looksAtKind(check, one))) {
    const found = subjectOfKind(subject, kind);
    const gap = gapOf(subject.facts, kind, found);
    if (found) outcomes.push(placed(check.evaluate(found, parameters, now), subject.facts, kind));
    if (gap) outcomes.push({ result: 'unknown', reason: gap });
  }
  return joinedOutcome(outcomes);
}

function subjectOfKind({ facts, workloads, services }: HostSubject, kind: Contained): WorkloadSubject | null {
  if (kind === 'container') return facts.containers && { facts: facts.containers, workloads };
  return facts.services && { facts: facts.services, workloads: services };
}

/** Why not all there is was looked at; null: it was. Services are those of a swarm, and managers alone list them. */
function gapOf(facts: HostFacts, kind: Contained, found: WorkloadSubject | null): Text | null {
  const { part, noun } = contained[kind];
  const { state, isManager } = facts.swarm;
  if (found === null && facts.format !== 'bundle') return null;
  if (found === null && kind === 'swarm-service' && (state === 'inactive' || isManager === false))
    return null;
  const isWhole = found !== null && facts.parts[part].status === 'ok';
  return isWhole ? null : notTold(facts, noun, [part]);
}

/** With places in the text that was read: of a bundle that is the whole of it. */
function placed(outcome: Outcome, { name, format }: HostFacts, kind: Contained): Outcome {
  if (format !== 'bundle') return outcome;
  const { part } = contained[kind];
  const location: Location = { path: name, layer: null, line: null, pointer: `0#/parts/${part}` };
  if (outcome.result === 'unknown') return { ...outcome, location };
  if (outcome.result !== 'fail') return outcome;
  const violations = outcome.violations.map(({ fix: _fix, ...violation }) => ({ ...violation, location }));
  return { ...outcome, violations };
}

/** One that fails makes it fail, one that is unknown leaves the rest undecided. */
function joinedOutcome(outcomes: readonly Outcome[]): Outcome {
  const changes = outcomes.flatMap(({ changesAt }) => changesAt ?? []).sort();
  const changesAt = changes[0] === undefined ? {} : { changesAt: changes[0] };
  const violations = outcomes.flatMap((outcome) => (outcome.result === 'fail' ? outcome.violations : []));
  const open = outcomes.flatMap((outcome) =>
    outcome.result === 'unknown'
      ? outcome.reason
      : outcome.result === 'fail'
        ? (outcome.undecided ?? [])
        : [],
  );
  const reason = open.length === 0 ? null : joinedText(open);
  if (violations.length > 0)
    return { result: 'fail', violations, ...(reason && { undecided: reason }), ...changesAt };
  if (reason) {
    const located = outcomes.find((outcome) => outcome.result === 'unknown' && outcome.location);
    const location = located?.result === 'unknown' ? located.location : undefined;
    return { result: 'unknown', reason, ...(location && { location }), ...changesAt };
  }
  const [first] = outcomes;
  const isNowhere = outcomes.every(({ result }) => result === 'not_applicable');
  return first && isNowhere ? first : { result: 'pass', ...changesAt };
}

function joinedText(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(' '), zh: texts.map(({ zh }) => zh).join('') };
}
