import type { FactProblem } from '../../model/facts.js';
import { suggestion } from '../../policy/nearest.js';
import type { LocatedView } from '../located-view.js';
import { containersOf } from './container.js';
import { knownKeys } from './kubernetes-keys.js';

/** Keys that a pod and its containers do not have: what they were meant to say is not in force. */
export function unknownKeys(spec: LocatedView, name: string): FactProblem[] {
  const of = (view: LocatedView, what: keyof typeof knownKeys, noun: string): FactProblem[] =>
    view.entries.flatMap(([key, value]) => {
      const known: readonly string[] = knownKeys[what];
      if (known.includes(key)) return [];
      const { line } = value.place;
      const detail = `line ${line ?? '?'}: ${noun} has no key "${key}"${suggestion(key, known)}`;
      return [{ path: name, layer: null, detail }];
    });
  return [
    ...of(spec, 'podSpec', "a pod's spec"),
    ...of(spec.at('securityContext'), 'podSecurityContext', "a pod's securityContext"),
    ...containersOf(spec).flatMap(({ container }) => [
      ...of(container, 'container', 'a container'),
      ...of(container.at('securityContext'), 'securityContext', "a container's securityContext"),
    ]),
  ];
}
