import type { AuditWatch, HostFile, HostGroup, SubordinateRange } from '../../model/machine-facts.js';
import { withoutEnd } from '../../text/ends.js';

/** `octal-mode uid gid user group type path`, or `- path`: the type may hold blanks, the path is absolute. */
export function readFileLine(line: string): readonly [string, HostFile | null] | null {
  const absent = /^-\s+(\/.*)$/.exec(line);
  if (absent) return [absent[1]!, null];
  const match = /^([0-7]{1,5})\s+(\d{1,10})\s+(\d{1,10})\s+(\S+)\s+(\S+)\s+([a-z][a-z ]*)\s(\/.*)$/s.exec(
    line,
  );
  if (!match) return null;
  const [, mode = '', uid, gid, user = '', group = '', type = '', path = ''] = match;
  return [
    path,
    { mode: parseInt(mode, 8), uid: Number(uid), gid: Number(gid), user, group, type: type.trimEnd() },
  ];
}

/** A line of group(5). */
export function readGroupLine(line: string): HostGroup | null {
  const [name = '', , gid = '', members, ...more] = line.trim().split(':');
  if (name === '' || !/^\d{1,10}$/.test(gid) || members === undefined || more.length > 0) return null;
  return { name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') };
}

/** A line of subuid(5) or subgid(5). */
export function readRangeLine(line: string): SubordinateRange | null {
  const match = /^\s*([^:\s]+):(\d{1,10}):(\d{1,10})\s*$/.exec(line);
  return match && { user: match[1]!, start: Number(match[2]), count: Number(match[3]) };
}

/** The mount point of a line of proc_pid_mountinfo(5). */
export function readMountLine(line: string): string | null {
  const [, , , , point, options] = line.split(' ');
  if (!point?.startsWith('/') || options === undefined) return null;
  return point.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
}

export function readSysctlLine(line: string): readonly [string, string] | null {
  const match = /^\s*([a-z0-9_.\-/]+)\s*=(.*)$/is.exec(line);
  return match && [match[1]!.replaceAll('/', '.'), match[2]!.trim()];
}

/** A watch; `none`: another rule; null: no rule. Both ways of writing one count (auditctl(8)). */
export function readAuditLine(line: string): Pick<AuditWatch, 'path' | 'permissions'> | 'none' | null {
  const text = line.trim();
  if (text.startsWith('#') || text === 'No rules') return 'none';
  if (!text.startsWith('-')) return null;
  const watch = /^-w\s+(\S+)/.exec(text)?.[1];
  const field = /\s-F\s+(?:path|dir)=(\S+)/.exec(` ${text}`)?.[1];
  const path = watch ?? field;
  if (path === undefined || /\s-a\s+never\b|\s-a\s+\S*,never\b|\snever,/.test(` ${text}`)) return 'none';
  const permissions = (watch ? /\s-p\s+([rwxa]+)/ : /\s-F\s+perm=([rwxa]+)/).exec(text)?.[1] ?? 'rwxa';
  return { path: path.length > 1 ? withoutEnd(path, '/') : path, permissions };
}
