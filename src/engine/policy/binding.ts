import type { TargetKind } from '../model/facts.js';
import type { Labels } from '../model/labels.js';
import type { Decision } from '../model/verdict.js';
import { matchesGlob } from './glob.js';
import { repositoryOf } from './repository.js';

/** What a decision does: it counts; it is told as a warning; it is only noted. The strictest first. */
export const bindingModes = ['enforce', 'warn', 'dry-run'] as const;
export type BindingMode = (typeof bindingModes)[number];

/** Which targets: all parts that are given must fit, and within one part any value does, but for labels: all of them. */
export interface BindingSelectors {
  /** Globs over the repositories (`registry/team/app`) that a target is referred to by. */
  readonly repositories?: readonly string[] | undefined;
  readonly kinds?: readonly TargetKind[] | undefined;
  readonly labels?: Labels | undefined;
  /** Values of the label `environment`. */
  readonly environments?: readonly string[] | undefined;
}

/** Says which policy judges the targets that it selects, and what comes of it. */
export interface Binding {
  readonly name: string;
  readonly policy: string;
  /** Null: the newest published one that is not retired. */
  readonly version: number | null;
  readonly selectors: BindingSelectors;
  readonly priority: number;
  readonly mode: BindingMode;
}

/** What of a target chooses its binding. */
export interface BoundTarget {
  readonly kind: TargetKind;
  readonly references: readonly string[];
  /** Those that were set: an image does not choose its policy by labels that it brings itself. */
  readonly labels: Labels;
}

/**
 * The total order of bindings, the first to count first: by priority, the higher first; by how specific they are, in the
 * order of `specificityOf`; by name. It is the same for every target and whatever the order of a list.
 */
export function compareBindings(a: Binding, b: Binding): number {
  return (
    b.priority - a.priority || compareSpecificity(a.selectors, b.selectors) || compareNames(a.name, b.name)
  );
}

/**
 * How specific selectors are, the weightiest figure first: how many of the four parts are given; characters other than
 * wildcards in the least specific of the repositories' globs; the number of labels. More is more specific.
 */
export function specificityOf({ repositories, kinds, labels, environments }: BindingSelectors): number[] {
  const parts = [repositories, kinds, labels, environments].filter((part) => part !== undefined);
  const literals = (repositories ?? []).map((glob) => glob.replaceAll('*', '').length);
  return [
    parts.length,
    literals.length === 0 ? 0 : Math.min(...literals),
    labels === undefined ? 0 : Object.keys(labels).length,
  ];
}

/** A part of selectors that does not fit a target. */
export type Mismatch = 'kinds' | 'labels' | 'environments' | 'repositories';

/** The first part that does not fit, whatever the target is referred to by; null: all of them fit. */
export function mismatchOf(
  { kinds, labels, environments }: BindingSelectors,
  target: BoundTarget,
): Mismatch | null {
  if (kinds && !kinds.includes(target.kind)) return 'kinds';
  const wanted = Object.entries(labels ?? {});
  if (wanted.some(([name, value]) => valueOf(target.labels, name) !== value)) return 'labels';
  const environment = valueOf(target.labels, 'environment');
  if (environments && (environment === null || !environments.includes(environment))) return 'environments';
  return null;
}

/** Whether a repository fits the globs; null: the target is referred to by none, which fits where none is asked for. */
export function fitsRepository({ repositories }: BindingSelectors, repository: string | null): boolean {
  if (repositories === undefined) return true;
  return repository !== null && repositories.some((glob) => matchesGlob(glob, repository));
}

/** Whether a target is chosen, under any of the repositories that it is referred to by. */
export function selects(selectors: BindingSelectors, target: BoundTarget): boolean {
  if (mismatchOf(selectors, target) !== null) return false;
  return repositoriesOf(target).some((repository) => fitsRepository(selectors, repository));
}

/** The repositories that a target is referred to by; one null where it is referred to by none. */
export function repositoriesOf({ references }: BoundTarget): (string | null)[] {
  return references.length === 0 ? [null] : [...new Set(references.map(repositoryOf))].sort();
}

/**
 * The binding of a target; null: none, so that the standard policy is enforced. Each repository that the target is
 * referred to by has the first binding that fits; of these the strictest mode counts, and then the order. So nobody
 * loosens what holds for an image by giving it another name.
 * @param ordered by `compareBindings`
 */
export function bindingOf(ordered: readonly Binding[], target: BoundTarget): Binding | null {
  const fitting = ordered.filter(({ selectors }) => mismatchOf(selectors, target) === null);
  if (fitting.length === 0) return null;
  const chosen = repositoriesOf(target).map(
    (repository) => fitting.find(({ selectors }) => fitsRepository(selectors, repository)) ?? null,
  );
  return strictest(chosen);
}

/** Of bindings of one target. Where none fits, the standard policy is enforced: it comes last of what is enforced. */
export function strictest(chosen: readonly (Binding | null)[]): Binding | null {
  return chosen.reduce((best, one) => (isBefore(one, best) ? one : best), chosen[0] ?? null);
}

/** What callers are told to do: a deny or an unknown counts only where it is enforced. */
export function decisionIn(mode: BindingMode, judged: Decision): Decision {
  if (mode === 'enforce') return judged;
  return judged === 'deny' || judged === 'unknown' ? 'allow' : judged;
}

function isBefore(a: Binding | null, b: Binding | null): boolean {
  const byMode = strictnessOf(a) - strictnessOf(b);
  if (byMode !== 0) return byMode < 0;
  if (a === null) return false;
  return b === null || compareBindings(a, b) < 0;
}

function strictnessOf(binding: Binding | null): number {
  return binding === null ? 0 : bindingModes.indexOf(binding.mode);
}

function compareSpecificity(a: BindingSelectors, b: BindingSelectors): number {
  const [left, right] = [specificityOf(a), specificityOf(b)];
  const index = left.findIndex((figure, at) => figure !== right[at]);
  return index < 0 ? 0 : right[index]! - left[index]!;
}

/** By code units: the same everywhere. */
function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function valueOf(labels: Labels, name: string): string | null {
  return Object.hasOwn(labels, name) ? labels[name]! : null;
}
