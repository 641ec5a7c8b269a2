import type { WorkloadUser } from '../../model/workload-facts.js';

/** `user[:group]` as Docker takes it; null: it is not stated, which the empty text is too. */
export function readUser(text: string): Pick<WorkloadUser, 'raw' | 'uid' | 'gid' | 'source'> | null {
  if (text === '') return null;
  const [name = '', group] = text.split(':');
  const gid = group === undefined ? null : idOf(group);
  // A group that only its name tells stays beside the user: the image's own list resolves both.
  const raw = group !== undefined && gid === null ? text : name;
  return { raw, uid: idOf(name), gid, source: 'explicit' };
}

/** A numeric id; `root` is 0 in every image. */
export function idOf(name: string): number | null {
  if (name === 'root') return 0;
  return /^\d{1,10}$/.test(name) ? Number(name) : null;
}
