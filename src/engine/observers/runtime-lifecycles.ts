/** Until when the makers of a runtime or a service keep up its release lines. */
export interface RuntimeLifecycle {
  /** As people know it. */
  readonly name: string;
  /** Where its makers say so. */
  readonly source: string;
  /** Last day of support by release line. */
  readonly dates: ReadonlyMap<string, string>;
}

/** A table of `line date` lines. */
function lifecycle(name: string, source: string, table: string): RuntimeLifecycle {
  const lines = table.trim().split('\n');
  return { name, source, dates: new Map(lines.map((line) => line.trim().split(' ', 2) as [string, string])) };
}

/**
 * As announced by June 2026; lines whose end was not announced by then are left out. Paid support does not count. Go
 * supports its two newest lines: the ends of the newest follow from its half-yearly releases.
 */
export const runtimeLifecycles = {
  node: lifecycle(
    'Node.js',
    'Node.js release schedule, https://github.com/nodejs/Release',
    `0.10 2016-10-31
     0.12 2016-12-31
     4 2018-04-30
     5 2016-06-30
     6 2019-04-30
     7 2017-06-30
     8 2019-12-31
     9 2018-06-30
     10 2021-04-30
     11 2019-06-01
     12 2022-04-30
     13 2020-06-01
     14 2023-04-30
     15 2021-06-01
     16 2023-09-11
     17 2022-06-01
     18 2025-04-30
     19 2023-06-01
     20 2026-04-30
     21 2024-06-01
     22 2027-04-30
     23 2025-06-01
     24 2028-04-30
     25 2026-06-01`,
  ),
  python: lifecycle(
    'Python',
    'Python status of versions, https://devguide.python.org/versions/',
    `2.7 2020-01-01
     3.0 2009-06-27
     3.1 2012-04-09
     3.2 2016-02-20
     3.3 2017-09-29
     3.4 2019-03-18
     3.5 2020-09-30
     3.6 2021-12-23
     3.7 2023-06-27
     3.8 2024-10-07
     3.9 2025-10-31
     3.10 2026-10-31
     3.11 2027-10-31
     3.12 2028-10-31
     3.13 2029-10-31
     3.14 2030-10-31`,
  ),
  java: lifecycle(
    'Java',
    'Eclipse Temurin support, https://adoptium.net/support',
    `8 2030-12-31
     9 2018-03-20
     10 2018-09-25
     11 2027-10-31
     12 2019-09-17
     13 2020-03-17
     14 2020-09-15
     15 2021-03-16
     16 2021-09-14
     17 2027-10-31
     18 2022-09-20
     19 2023-03-21
     20 2023-09-19
     21 2029-12-31
     22 2024-09-17
     23 2025-03-18
     24 2025-09-16
     25 2031-09-30`,
  ),
  php: lifecycle(
    'PHP',
    'PHP supported versions, https://www.php.net/supported-versions.php',
    `5.6 2018-12-31
     7.0 2019-01-10
     7.1 2019-12-01
     7.2 2020-11-30
     7.3 2021-12-06
     7.4 2022-11-28
     8.0 2023-11-26
     8.1 2025-12-31
     8.2 2026-12-31
     8.3 2027-12-31
     8.4 2028-12-31
     8.5 2029-12-31`,
  ),
  ruby: lifecycle(
    'Ruby',
    'Ruby maintenance branches, https://www.ruby-lang.org/en/downloads/branches/',
    `2.5 2021-04-05
     2.6 2022-04-12
     2.7 2023-03-31
     3.0 2024-04-23
     3.1 2025-03-26
     3.2 2026-03-31
     3.3 2027-03-31
     3.4 2028-03-31`,
  ),
  go: lifecycle(
    'Go',
    'Go release policy, https://go.dev/doc/devel/release',
    `1.10 2019-02-25
     1.11 2019-09-03
     1.12 2020-02-25
     1.13 2020-08-11
     1.14 2021-02-16
     1.15 2021-08-16
     1.16 2022-03-15
     1.17 2022-08-02
     1.18 2023-02-01
     1.19 2023-08-08
     1.20 2024-02-06
     1.21 2024-08-13
     1.22 2025-02-11
     1.23 2025-08-12
     1.24 2026-02-28
     1.25 2026-08-31
     1.26 2027-02-28`,
  ),
  dotnet: lifecycle(
    '.NET',
    '.NET support policy, https://dotnet.microsoft.com/platform/support/policy/dotnet-core',
    `2.1 2021-08-21
     3.1 2022-12-13
     5.0 2022-05-10
     6.0 2024-11-12
     7.0 2024-05-14
     8.0 2026-11-10
     9.0 2026-11-10
     10.0 2028-11-14`,
  ),
  postgres: lifecycle(
    'PostgreSQL',
    'PostgreSQL versioning policy, https://www.postgresql.org/support/versioning/',
    `9.6 2021-11-11
     10 2022-11-10
     11 2023-11-09
     12 2024-11-21
     13 2025-11-13
     14 2026-11-12
     15 2027-11-11
     16 2028-11-09
     17 2029-11-08
     18 2030-11-14`,
  ),
  mysql: lifecycle(
    'MySQL',
    'Oracle lifetime support, https://www.oracle.com/us/assets/lifetime-support-technology-069183.pdf',
    `5.5 2018-12-03
     5.6 2021-02-05
     5.7 2023-10-31
     8.0 2026-04-30
     8.4 2032-04-30`,
  ),
  mariadb: lifecycle(
    'MariaDB',
    'MariaDB maintenance policy, https://mariadb.org/about/#maintenance-policy',
    `10.2 2022-05-23
     10.3 2023-05-25
     10.4 2024-06-18
     10.5 2025-06-24
     10.6 2026-07-06
     10.11 2028-02-16
     11.4 2029-05-29
     11.8 2028-06-04`,
  ),
  redis: lifecycle(
    'Redis',
    'Redis supported versions, https://github.com/redis/redis/security',
    `5.0 2022-04-27
     6.0 2022-05-31
     7.0 2024-07-29
     8.0 2026-02-11`,
  ),
  mongodb: lifecycle(
    'MongoDB',
    'MongoDB lifecycle schedules, https://www.mongodb.com/legal/support-policy/lifecycles',
    `4.2 2023-04-30
     4.4 2024-02-29
     5.0 2024-10-31
     6.0 2025-07-31
     7.0 2027-08-31
     8.0 2029-10-31`,
  ),
  nginx: lifecycle(
    'nginx',
    'nginx releases, https://nginx.org/en/download.html',
    `1.20 2022-05-24
     1.22 2023-05-23
     1.24 2024-05-29
     1.26 2025-04-23`,
  ),
} as const;
