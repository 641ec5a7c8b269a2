import type { WorkloadFacts } from '../model/workload-facts.js';

/** Lists and maps of which a part may be known. */
const sections: readonly (readonly [string] | readonly [string, string])[] = [
  ['mounts'],
  ['ports'],
  ['devices'],
  ['deviceCgroupRules'],
  ['volumesFrom'],
  ['sysctls'],
  ['environment'],
  ['secrets'],
  ['links'],
  ['exposedPorts'],
  ['capabilities', 'add'],
  ['capabilities', 'drop'],
  ['resources', 'ulimits'],
  ['user', 'supplementaryGroups'],
];

interface PartialFact {
  readonly fact: string;
  readonly en: string;
  readonly zh: string;
}

/** A workload that notes which of its facts are looked at. */
export interface WatchedWorkload {
  readonly workload: WorkloadFacts;
  /** The first fact that was looked at and of which only a part is known: nothing follows from what is not in it. */
  partial(): PartialFact | null;
}

export function watchedWorkload(workload: WorkloadFacts): WatchedWorkload {
  const open = sections.filter((section) => isPartial(workload, section));
  const seen = new Set<string>();
  const watched = open.reduce((current, section) => withWatch(current, section, seen), workload);
  return {
    workload: watched,
    partial() {
      const section = open.find((candidate) => seen.has(candidate.join('.')));
      if (!section) return null;
      const fact = section.join('.');
      return {
        fact,
        en: `Not all of what it states is known (${fact}): a variable is not resolved, or a part cannot be read.`,
        zh: `其声明并非全部已知（${fact}）：变量未解析或部分内容无法读取。`,
      };
    },
  };
}

function isPartial(workload: WorkloadFacts, section: (typeof sections)[number]): boolean {
  const path = section.join('.');
  if (!workload.unresolved.some((open) => open === path || open.startsWith(`${path}.`))) return false;
  let value: unknown = workload;
  for (const part of section) value = (value as Readonly<Record<string, unknown>>)[part];
  return value !== null;
}

function withWatch(
  workload: WorkloadFacts,
  [first, second]: (typeof sections)[number],
  seen: Set<string>,
): WorkloadFacts {
  if (second === undefined) return watching(workload, first, () => seen.add(first));
  const part = workload[first as keyof WorkloadFacts] as object;
  const inner = watching(part, second, () => seen.add(`${first}.${second}`));
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(workload)) as WorkloadFacts;
  return Object.defineProperty(copy, first, { enumerable: true, value: inner });
}

/** The object with a note taken each time that the member is looked at. */
function watching<T extends object>(object: T, key: string, note: () => void): T {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(object)) as T;
  const value = (object as Readonly<Record<string, unknown>>)[key];
  return Object.defineProperty(copy, key, {
    enumerable: true,
    get: () => {
      note();
      return value;
    },
  });
}
