import type { DriftKind } from '../model/drift-facts.js';
import type { HostFacts, HostPart } from '../model/host-facts.js';

/** What one bundle tells of one kind of things. */
export interface Observed {
  /** Name → how it is; empty: it is there, and how is not known; null: known not to be there. */
  readonly entries: ReadonlyMap<string, string | null>;
  /** Whether what is not named is not there; else it is not known. */
  readonly isListed: boolean;
  /** False: the bundle tells less than it should. */
  readonly isWhole: boolean;
  /** In which order they stand, where that counts; differences in it are told where there is no other one. */
  readonly sequence?: string;
}

/** Reads one kind of things; null: the bundle does not tell; `none`: the host has nothing that would tell. */
export interface Observer {
  readonly kind: DriftKind;
  observe(facts: HostFacts): Observed | 'none' | null;
}

/** Things that are all listed, of these parts: what a part that is not whole leaves out may be there. */
export function listedOf(
  facts: HostFacts,
  parts: readonly HostPart[],
  entries: Iterable<readonly [string, string | null]>,
): Observed {
  return { entries: new Map(entries), isListed: true, isWhole: isWhole(facts, parts) };
}

/** Things of which those that are named are known, and no other ones. */
export function namedOf(
  facts: HostFacts,
  parts: readonly HostPart[],
  entries: Iterable<readonly [string, string | null]>,
): Observed {
  return { entries: new Map(entries), isListed: false, isWhole: isWhole(facts, parts) };
}

function isWhole(facts: HostFacts, parts: readonly HostPart[]): boolean {
  return parts.every((part) => facts.parts[part].status !== 'partial');
}

/** A value as people are shown it. */
export function shownValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0 ? 'none' : [...value].sort().join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
