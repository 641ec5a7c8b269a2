import type { z } from 'zod';
import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { Location } from '../model/finding.js';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { DocumentEdit } from '../remediation/edit.js';
import type { Check, HostSubject, Outcome, Violation } from './check.js';

/** One thing that is wrong with a host. */
export interface HostFault {
  /** Names the element, stable over scans; empty: the host itself. */
  readonly element: string;
  /** Path of the fact that proves it: `daemon.icc`. */
  readonly fact: string;
  /** The fact's value as shown to people. */
  readonly value: string;
  readonly message: Text;
  /** The part that tells it; absent: several do. */
  readonly part?: HostPart;
  /** Where in a part that was read by itself it stands, as a JSON pointer. */
  readonly pointer?: string;
  readonly severity?: Severity;
  readonly fix?: readonly DocumentEdit[];
}

export interface HostOutcome {
  readonly faults: readonly HostFault[];
  /** What is not known and would be needed besides. */
  readonly undecided?: Text | null;
  readonly notApplicable?: Text | null;
  /** The first instant (ISO 8601) at which time alone can change this; absent: never. */
  readonly changesAt?: string;
}

type HostCheck<Parameters extends z.ZodObject> = Omit<Check<'host', Parameters>, 'evaluate' | 'inputs'> & {
  /** Parts that it goes through: of what a partial one leaves out nothing is known, so it never passes on it. */
  readonly parts: readonly HostPart[];
  /** In the order of decision of `Outcome`. */
  evaluate(facts: HostFacts, parameters: z.output<Parameters>, now: Date, subject: HostSubject): HostOutcome;
};

/** A check that looks at a host. */
export function hostCheck<Parameters extends z.ZodObject>(
  definition: HostCheck<Parameters>,
): Check<'host', Parameters> {
  const { parts, ...check } = definition;
  return {
    ...check,
    inputs: ['host'],
    evaluate(subject, parameters, now): Outcome {
      const { facts } = subject;
      if (definition.area !== 'daemon' && facts.format === 'daemon-json') return noHost;
      const { faults, notApplicable, changesAt, ...outcome } = definition.evaluate(
        facts,
        parameters,
        now,
        subject,
      );
      const changes = changesAt === undefined ? {} : { changesAt };
      if (notApplicable) return { result: 'not_applicable', reason: notApplicable, ...changes };
      const partial = parts.filter((part) => facts.parts[part].status === 'partial');
      const undecided = outcome.undecided ?? partsReason(facts, partial);
      const violations = faults.map((fault) => violationOf(facts, fault));
      if (violations.length > 0)
        return { result: 'fail', violations, ...(undecided && { undecided }), ...changes };
      return undecided
        ? { result: 'unknown', reason: undecided, ...changes }
        : { result: 'pass', ...changes };
    },
  };
}

const noHost: Outcome = {
  result: 'not_applicable',
  reason: { en: 'A daemon.json by itself is no host.', zh: '单独的 daemon.json 不是主机。' },
};

function violationOf(facts: HostFacts, fault: HostFault): Violation {
  const { element, fact, value, message, severity, fix } = fault;
  return {
    element,
    message,
    ...(severity && { severity }),
    location: locationOf(facts, fault),
    evidence: [{ fact, value }],
    ...(fix && fix.length > 0 && { fix }),
  };
}

function locationOf({ format, name }: HostFacts, { part, pointer }: HostFault): Location {
  const own = format === 'bundle' ? part && `/parts/${part}` : format === part ? pointer : undefined;
  return { path: name, layer: null, line: null, ...(own !== undefined && { pointer: `0#${own}` }) };
}

export const hostPassed: HostOutcome = { faults: [] };

export function hostUndecided(undecided: Text): HostOutcome {
  return { faults: [], undecided };
}

export function hostNotApplicable(en: string, zh: string): HostOutcome {
  return { faults: [], notApplicable: { en, zh } };
}

/** Not known, as these parts do not tell it. */
export function hostUnknown(facts: HostFacts, what: Text, ...parts: readonly HostPart[]): HostOutcome {
  return hostUndecided(notTold(facts, what, parts));
}

/** `Who is in the group is not known: groups was not collected (denied).` */
export function notTold(facts: HostFacts, what: Text, parts: readonly HostPart[]): Text {
  const reason = partsReason(
    facts,
    parts.filter((part) => facts.parts[part].status !== 'ok'),
  );
  return {
    en: `${what.en} is not known. ${reason?.en ?? 'What was collected does not tell it.'}`,
    zh: `${what.zh}未知。${reason?.zh ?? '已采集的内容未说明。'}`,
  };
}

/** Why parts tell nothing, or not all; null: there are none. Details are in English. */
function partsReason(facts: HostFacts, parts: readonly HostPart[]): Text | null {
  if (parts.length === 0) return null;
  const told = parts.map((part) => `${part} (${facts.parts[part].reason ?? facts.parts[part].status})`);
  return {
    en: `Not collected, or not whole: ${told.join(', ')}.`,
    zh: `未采集或不完整：${told.join('、')}。`,
  };
}
