import { compareVersions } from './host-versions.js';

/** A line of releases of the Docker engine that is kept up as one. */
export interface EngineLine {
  /** `29`, before 27 with the second number: `26.1`. */
  readonly line: string;
  /** ISO 8601 day of its first release. */
  readonly since: string;
  /** The last day with support; null: none was announced. */
  readonly until: string | null;
  readonly newest: string;
  /** ISO 8601 day of `newest`. */
  readonly newestOn: string;
}

/** The day that the table was made after; what came later it does not know. */
export const engineLinesAsOf = '2026-03-05';

/** Tags of https://github.com/moby/moby and its BRANCHES-AND-TAGS.md, which states what is maintained. */
export const engineLines: readonly EngineLine[] = `
  29 2025-11-10 - 29.3.0 2026-03-05
  28 2025-02-20 - 28.5.2 2025-11-05
  27 2024-06-25 2025-05-03 27.5.1 2025-01-22
  26.1 2024-04-22 2025-02-17 26.1.5 2024-07-23
  26.0 2024-03-20 2024-06-08 26.0.2 2024-04-18
  25.0 2024-01-19 - 25.0.14 2025-11-06
  24.0 2023-05-16 2024-06-08 24.0.9 2024-02-01
  23.0 2023-02-02 2025-05-19 23.0.18 2025-05-15
  20.10 2020-12-09 2023-12-10 20.10.27 2023-12-01
  19.03 2019-07-22 2021-01-08 19.03.15 2021-02-01
  18.09 2018-11-08 2019-08-22 18.09.9 2019-09-04
  18.06 2018-07-18 2018-12-08 18.06.3 2019-02-20
  18.03 2018-03-14 2018-05-10 18.03.1 2018-04-25
  17.12 2017-12-15 2018-02-10 17.12.1 2018-02-07
  17.09 2017-09-22 2017-11-17 17.09.1 2017-12-07
  17.06 2017-06-20 2017-09-29 17.06.2 2017-09-05
  17.03 2017-02-23 2017-05-05 17.03.2 2017-06-27`
  .trim()
  .split('\n')
  .map((row) => {
    const [line = '', since = '', until = '', newest = '', newestOn = ''] = row.trim().split(' ');
    return { line, since, until: until === '-' ? null : until, newest, newestOn };
  });

/** The line of a version, by its numbers; null: none that is listed. */
export function engineLineOf(version: string): EngineLine | null {
  const [major = '', minor = ''] = version.split('.');
  return engineLines.find(({ line }) => line === major || line === `${major}.${minor}`) ?? null;
}

/** Whether the version is of a line that came before every listed one: none of them is kept up. */
export function isBeforeAllLines(version: string): boolean {
  return engineLines.every(({ line }) => compareVersions(version, line) < 0);
}
