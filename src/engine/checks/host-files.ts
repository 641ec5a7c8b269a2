import type { HostFacts } from '../model/host-facts.js';
import type { HostFile } from '../model/machine-facts.js';
import type { Text } from '../model/text.js';
import { hostUndecided, notTold, type HostFault, type HostOutcome } from './host-check.js';
import { fileTargets, type FileTarget } from './host-targets.js';

/**
 * What is wrong with the files of the benchmark: of each that is there, what `faultOf` finds. One that was not looked at
 * is not known, and one that is not there does not count.
 */
export function ofFileTargets(
  facts: HostFacts,
  faultOf: (target: FileTarget, path: string, file: HostFile) => Omit<HostFault, 'part'> | null,
): HostOutcome {
  const { files } = facts.machine;
  const what: Text = { en: 'How the files of Docker are set', zh: 'Docker 文件的属性' };
  if (files === null) return hostUndecided(notTold(facts, what, ['files']));
  const faults: HostFault[] = [];
  const unseen: string[] = [];
  for (const target of fileTargets) {
    const paths = pathsOf(target, facts, files);
    if (paths === null) unseen.push(target.id);
    for (const path of paths ?? []) {
      const file = Object.hasOwn(files, path) ? files[path] : null;
      const fault = file && faultOf(target, path, file);
      if (fault) faults.push({ ...fault, part: 'files' });
    }
  }
  const isSeen = unseen.length === 0;
  return { faults, undecided: isSeen ? null : notLookedAt(unseen) };
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

/** `0644`. */
export function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
