import type { ImageFacts } from '../model/facts.js';

/** Engines refuse user ids above 2^31 - 1. */
const highestId = 2_147_483_647;

/** Whom the image's processes run as; ids are null where they are not known. */
export interface ImageUser {
  readonly uid: number | null;
  readonly gid: number | null;
}

/** Resolves `USER` as container engines do: the first line of /etc/passwd whose name or id is the text. No user: root. */
export function imageUserOf({ config, rootfs }: ImageFacts): ImageUser {
  const [user = '', group] = config.user.split(':');
  if (user === '' || user === 'root') return { uid: 0, gid: group ? groupId(group, rootfs) : 0 };
  const account = rootfs.accounts?.find(({ name, uid }) => name === user || String(uid) === user);
  const uid = account ? account.uid : numericId(user);
  if (group) return { uid, gid: groupId(group, rootfs) };
  // Without an account the primary group is root's.
  return { uid, gid: account ? account.gid : uid === null ? null : 0 };
}

function groupId(text: string, { groups }: ImageFacts['rootfs']): number | null {
  return groups?.find(({ name, gid }) => name === text || String(gid) === text)?.gid ?? numericId(text);
}

function numericId(text: string): number | null {
  const id = /^\d{1,20}$/.test(text) ? Number(text) : null;
  return id !== null && id <= highestId ? id : null;
}
