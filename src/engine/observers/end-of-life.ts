import type { OsRelease } from '../model/facts.js';
import { centosLinux, centosStream, lifecycles } from './distribution-lifecycles.js';
import { isCentosStream, releaseOf } from './release.js';

/** When a distribution's own support of a release ends. */
export interface EndOfLife {
  /** ISO 8601 day: the last one with support. */
  readonly date: string;
  /** Where the distribution, or the data its project keeps, says so. */
  readonly source: string;
}

/**
 * When support of a distribution's release ends or ended.
 * @returns null when that is not known for certain: the distribution or release is not listed, or has no fixed end
 */
export function endOfLife(os: OsRelease): EndOfLife | null {
  const known =
    os.id === 'centos' ? (isCentosStream(os) ? centosStream : centosLinux) : lifecycles.get(os.id);
  const release = known ? releaseOf(os, known.part) : null;
  const date = known && release !== null ? known.dates.get(release) : undefined;
  return known && date !== undefined ? { date, source: known.source } : null;
}
