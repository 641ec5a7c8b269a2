import type { OsRelease } from '../model/facts.js';

/** Part of a release's number that names it: `12` of 12.4 (major), `3.18` of 3.18.4 (minor), or all of it (whole). */
export type ReleasePart = 'major' | 'minor' | 'whole';

/**
 * The release by the part of `VERSION_ID` that names it; null when there is none or it is no plain number, as in
 * development versions (`3.20.0_alpha20231219`).
 */
export function releaseOf({ versionId }: OsRelease, part: ReleasePart): string | null {
  const [whole, major, minor] =
    /^([0-9]{1,6})(?:\.([0-9]{1,6}))?(?:\.[0-9]{1,6})*$/.exec(versionId ?? '') ?? [];
  if (whole === undefined || major === undefined) return null;
  if (part === 'whole') return whole;
  if (part === 'major') return major;
  return minor === undefined ? null : `${major}.${minor}`;
}

/** CentOS Stream, which runs ahead of Red Hat Enterprise Linux, and CentOS Linux, which ended with 8, share an `ID`. */
export function isCentosStream(os: OsRelease): boolean {
  if (os.id !== 'centos') return false;
  return os.prettyName?.includes('Stream') === true || Number(releaseOf(os, 'major') ?? 0) > 8;
}
