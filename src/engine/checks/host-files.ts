import type { HostFacts } from '../model/host-facts.js';
import type { HostFile } from '../model/machine-facts.js';
import type { Text } from '../model/text.js';
import type { SectionOutcome } from './check.js';
import { hostUndecided, notTold, type HostFault, type HostOutcome } from './host-check.js';
import { fileTargets, type FileTarget } from './host-targets.js';

/** Of a target's two recommendations: the one on its owner, and the one on its mode. */
type FileAspect = 'owner' | 'mode';

interface FileRule {
  readonly aspect: FileAspect;
  /** Targets that do not count. */
  readonly skip: readonly string[];
  /** What is wrong with a file that is there. */
  faultOf(target: FileTarget, path: string, file: HostFile): Omit<HostFault, 'part'> | null;
}

/**
 * What is wrong with the files of the benchmark: of each that is there, what the rule finds. One that was not looked at
 * is not known, and one that is not there does not count.
 */
export function ofFileTargets(facts: HostFacts, rule: FileRule): HostOutcome {
  const { files } = facts.machine;
  const what: Text = { en: 'How the files of Docker are set', zh: 'Docker 文件的属性' };
  if (files === null) return hostUndecided(notTold(facts, what, ['files']));
  const faults: HostFault[] = [];
  const unseen: string[] = [];
  const sections: Record<string, SectionOutcome> = {};
  for (const target of fileTargets) {
    const isSkipped = rule.skip.includes(target.id);
    const paths = isSkipped ? [] : pathsOf(target, facts, files);
    if (paths === null) unseen.push(target.id);
    const own = (paths ?? []).flatMap((path): HostFault[] => {
      const file = Object.hasOwn(files, path) ? files[path] : null;
      const fault = file && rule.faultOf(target, path, file);
      return fault ? [{ ...fault, part: 'files' }] : [];
    });
    faults.push(...own);
    sections[sectionOf(target, rule.aspect)] = isSkipped ? leftOut : outcomeOf(target, paths, own);
  }
  const isSeen = unseen.length === 0;
  return { faults, undecided: isSeen ? null : notLookedAt(unseen), sections };
}

function sectionOf({ sections }: FileTarget, aspect: FileAspect): string {
  return sections[aspect === 'owner' ? 0 : 1];
}

/** Of one target, from its paths (null: not looked at) and what is wrong with them. */
function outcomeOf(
  { id }: FileTarget,
  paths: readonly string[] | null,
  faults: readonly HostFault[],
): SectionOutcome {
  if (paths === null) return { result: 'unknown', elements: [], reason: notLookedAt([id]) };
  if (paths.length === 0) return notThere;
  const elements = faults.map(({ element }) => element);
  return elements.length > 0 ? { result: 'fail', elements } : { result: 'pass', elements };
}

/** The paths of a target that are there; null: none of them was looked at. */
function pathsOf(
  { paths, isTree = false }: FileTarget,
  facts: HostFacts,
  files: Readonly<Record<string, HostFile | null>>,
): readonly string[] | null {
  const wanted = paths(facts);
  if (wanted === null) return null;
  const isKnown = wanted.every((path) => wasLookedAt(path, files));
  if (isTree) {
    const inside = Object.keys(files).filter(
      (path) => wanted.some((folder) => path.startsWith(`${folder}/`)) && files[path]?.type !== 'directory',
    );
    const isAbsent = wanted.every((path) => !Object.hasOwn(files, path) || files[path] === null);
    // Root sees what is in a folder: nothing, where nothing is listed.
    const isSeen = isKnown && (isAbsent || facts.isRoot === true);
    return inside.length > 0 || isSeen ? inside : null;
  }
  // A link from /lib or /var/run is the same file once more.
  const found = wanted.filter((path) => Object.hasOwn(files, path) && files[path] !== null).slice(0, 1);
  return found.length > 0 || isKnown ? found : null;
}

/** Whether it is known if a file is there: what is not there has nothing in it. */
export function wasLookedAt(path: string, files: Readonly<Record<string, HostFile | null>>): boolean {
  if (Object.hasOwn(files, path)) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (Object.hasOwn(files, folder)) return files[folder] === null;
  }
  return false;
}

function notLookedAt(ids: readonly string[]): Text {
  return {
    en: `Not looked at: ${ids.join(', ')}.`,
    zh: `未采集：${ids.join('、')}。`,
  };
}

/** Of a recommendation that a policy's parameters leave out. */
export const leftOut: SectionOutcome = {
  result: 'not_applicable',
  elements: [],
  reason: { en: 'The policy leaves it out.', zh: '策略已将其排除。' },
};

/** Of a recommendation on a file that there is not. */
export const notThere: SectionOutcome = {
  result: 'not_applicable',
  elements: [],
  reason: { en: 'It is not there.', zh: '该文件不存在。' },
};

/** `0644`. */
export function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
