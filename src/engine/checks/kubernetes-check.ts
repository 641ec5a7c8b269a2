import type { z } from 'zod';
import type { Severity } from '../model/severity.js';
import type { Text } from '../model/text.js';
import type { KubernetesFacts, KubernetesPod } from '../model/workload-document.js';
import type { Place } from '../model/workload-facts.js';
import type { DocumentEdit } from '../remediation/edit.js';
import type { Check, Outcome, WorkloadSubject } from './check.js';
import { locationAt } from './workload-check.js';

/** One thing that is wrong with an object of a manifest. */
export interface ObjectFault {
  /** Names the object and the element in it, stable over scans. */
  readonly element: string;
  readonly place: Place;
  /** Path of the fact in `kubernetes` that proves it. */
  readonly fact: string;
  readonly value: string;
  readonly message: Text;
  readonly severity?: Severity;
  readonly fix?: readonly DocumentEdit[];
}

export interface ObjectOutcome {
  readonly faults: readonly ObjectFault[];
  /** What is not known besides. */
  readonly undecided?: Text | null;
  /** Nothing in the manifest is of the kind that the check looks at. */
  readonly notApplicable?: Text | null;
}

type KubernetesCheck<Parameters extends z.ZodObject> = Omit<
  Check<'kubernetes', Parameters>,
  'evaluate' | 'inputs'
> & {
  evaluate(
    kubernetes: KubernetesFacts,
    parameters: z.output<Parameters>,
    subject: WorkloadSubject,
  ): ObjectOutcome;
};

/** A check that looks at the objects of a manifest. */
export function kubernetesCheck<Parameters extends z.ZodObject>(
  definition: KubernetesCheck<Parameters>,
): Check<'kubernetes', Parameters> {
  return {
    ...definition,
    inputs: ['kubernetes'],
    evaluate(subject, parameters): Outcome {
      const { facts } = subject;
      if (!facts.kubernetes) return { result: 'not_applicable', reason: noManifest };
      const { faults, undecided, notApplicable } = definition.evaluate(facts.kubernetes, parameters, subject);
      const violations = faults.map(({ element, place, fact, value, message, severity, fix }) => ({
        element,
        message,
        ...(severity && { severity }),
        location: locationAt(facts, place),
        evidence: [{ fact: `k8s.${fact}`, value }],
        ...(fix && { fix }),
      }));
      if (violations.length > 0) return { result: 'fail', violations, ...(undecided && { undecided }) };
      if (undecided) return { result: 'unknown', reason: undecided };
      return notApplicable ? { result: 'not_applicable', reason: notApplicable } : { result: 'pass' };
    },
  };
}

const noManifest = { en: 'It is no manifest of Kubernetes.', zh: '不是 Kubernetes 清单。' };

/** `Deployment/shop/web`: how findings call an object. */
export function objectName({ objects }: KubernetesFacts, index: number): string {
  const object = objects[index];
  if (!object) return '';
  return [object.kind, object.namespace, object.name]
    .filter((part) => part !== null && part !== '')
    .join('/');
}

export function podName(kubernetes: KubernetesFacts, { object }: KubernetesPod): string {
  return objectName(kubernetes, object);
}

/** Sets a value below a place. */
export function setAt(
  place: Place,
  path: string,
  value: DocumentEdit extends infer E ? (E extends { value: infer V } ? V : never) : never,
): DocumentEdit {
  return { kind: 'set', document: place.document, pointer: place.pointer + path, value };
}
