import type { WorkloadFacts } from '../model/workload-facts.js';
import type { Mount } from '../model/mount.js';
import { removeFact, removeFlag, type WorkloadFix } from '../remediation/workload-fix.js';

/** A mount of a path of the host. */
export interface HostMount {
  readonly mount: Mount;
  readonly source: string;
  /** Path of its fact. */
  readonly fact: string;
}

/** Paths of the host that a workload mounts; those that a variable names are left out. */
export function hostMounts({ mounts }: WorkloadFacts): HostMount[] {
  return (mounts ?? []).flatMap((mount, index) => {
    const { type, source, isUnresolved } = mount;
    if ((type !== 'bind' && type !== 'hostPath') || source === null || isUnresolved) return [];
    return { mount, source, fact: `mounts.${index}` };
  });
}

/** The first mount of the host of which it is not known which path it mounts; null: none. */
export function unresolvedMount({
  mounts,
}: WorkloadFacts): { readonly fact: string; readonly source: string } | null {
  const index = (mounts ?? []).findIndex(
    ({ type, isUnresolved }) => isUnresolved && (type === 'bind' || type === 'hostPath' || type === 'other'),
  );
  return index < 0 ? null : { fact: `mounts.${index}`, source: mounts?.[index]?.source ?? '' };
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** Takes the mount out. */
export function removeMount({ mount, source, fact }: HostMount): WorkloadFix {
  return {
    'run-command': [removeFlag('--volume', `${source}:${mount.target}`)],
    compose: [removeFact(fact)],
    kubernetes: [removeFact(fact), removeFact(`${fact}.volume`)],
  };
}

/** How a mount is shown: `/etc → /host/etc (read-only)`. */
export function shownMount({ source, target, isReadOnly }: Mount): string {
  return `${source ?? '?'} → ${target}${isReadOnly ? ' (read-only)' : ''}`;
}
