import type { z } from 'zod';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import { joinTexts } from '../model/text-parts.js';
import type { ComposeFacts } from '../model/workload-document.js';
import type { Place } from '../model/workload-facts.js';
import type { DocumentEdit, Edit, JsonValue } from '../remediation/edit.js';
import type { Check, Outcome, WorkloadSubject } from './check.js';
import { unreadIncludes } from './unread-includes.js';
import { locationAt } from './workload-check.js';

/** One thing that is wrong with a compose project. */
export interface ProjectFault {
  /** Names the part of the project, stable over scans. */
  readonly element: string;
  /** Null: the project states it nowhere. */
  readonly place: Place | null;
  /** Path of the fact that proves it: `compose.networks.front`, `workload.ports.0`. */
  readonly fact: string;
  readonly value: string;
  readonly message: Text;
  readonly severity?: Severity;
  readonly fix?: readonly Edit[];
}

export interface ProjectOutcome {
  readonly faults: readonly ProjectFault[];
  /** What is not known besides. */
  readonly undecided?: Text | null;
  /** Nothing in the project is of the kind that the check looks at. */
  readonly notApplicable?: Text | null;
}

type ComposeCheck<Parameters extends z.ZodObject> = Omit<
  Check<'compose', Parameters>,
  'evaluate' | 'inputs' | 'area'
> & {
  evaluate(compose: ComposeFacts, parameters: z.output<Parameters>, subject: WorkloadSubject): ProjectOutcome;
};

/** A check that looks at a compose project as a whole. What it includes and could not be read leaves it undecided. */
export function composeCheck<Parameters extends z.ZodObject>(
  definition: ComposeCheck<Parameters>,
): Check<'compose', Parameters> {
  return {
    ...definition,
    area: 'compose',
    inputs: ['compose'],
    evaluate(subject, parameters): Outcome {
      const { facts } = subject;
      if (!facts.compose) return { result: 'not_applicable', reason: noProject };
      const { faults, undecided, notApplicable } = definition.evaluate(facts.compose, parameters, subject);
      const open = [undecided, unreadIncludes(facts.compose)].filter(
        (text) => text !== null && text !== undefined,
      );
      const reason = open.length === 0 ? null : joinTexts(open, { en: ' ', zh: '' });
      const violations = faults.map(({ element, place, fact, value, message, severity, fix }) => ({
        element,
        message,
        ...(severity && { severity }),
        location: locationAt(facts, place),
        evidence: [{ fact, value }],
        ...(fix && fix.length > 0 && { fix }),
      }));
      if (violations.length > 0) return { result: 'fail', violations, ...(reason && { undecided: reason }) };
      if (reason) return { result: 'unknown', reason };
      return notApplicable ? { result: 'not_applicable', reason: notApplicable } : { result: 'pass' };
    },
  };
}

const noProject = { en: 'It is no project of compose.', zh: '不是 Compose 项目。' };

type InFile<T> = T & { readonly inFile?: string };

/** Sets a value below a place; null: at the top of the project's first file. */
export function setIn(place: Place | null, path: string, value: JsonValue): InFile<DocumentEdit> {
  return { kind: 'set', ...spot(place, path), value };
}

export function appendIn(place: Place | null, path: string, value: JsonValue): InFile<DocumentEdit> {
  return { kind: 'append', ...spot(place, path), value };
}

export function removeIn(place: Place | null, path = ''): InFile<DocumentEdit> {
  return { kind: 'remove', ...spot(place, path) };
}

function spot(place: Place | null, path: string) {
  const inFile = place?.file ?? null;
  return {
    document: place?.document ?? 0,
    pointer: (place?.pointer ?? '') + path,
    ...(inFile !== null && { inFile }),
  };
}
