import type { ReleasePart } from './release.js';

/** How long releases of a distribution are supported. */
export interface Lifecycle {
  readonly part: ReleasePart;
  readonly source: string;
  /** Last day of support by release. */
  readonly dates: ReadonlyMap<string, string>;
}

/** A table of `release date`, each on a line or after a comma. */
function lifecycle(part: ReleasePart, source: string, table: string): Lifecycle {
  const lines = table.trim().split(/[\n,]/);
  return { part, source, dates: new Map(lines.map((line) => line.trim().split(' ', 2) as [string, string])) };
}

/** Security support that everybody gets, long-term support included where it is free; paid extensions do not count. */
export const lifecycles: ReadonlyMap<string, Lifecycle> = new Map([
  [
    'debian',
    lifecycle(
      'major',
      'Debian LTS, https://wiki.debian.org/LTS',
      `4 2010-02-15, 5 2012-02-06, 6 2016-02-29
       7 2018-05-31
       8 2020-06-30
       9 2022-06-30
       10 2024-06-30
       11 2026-08-31
       12 2028-06-30
       13 2030-06-30`,
    ),
  ],
  [
    'ubuntu',
    lifecycle(
      'minor',
      'Ubuntu standard support, https://salsa.debian.org/debian/distro-info-data',
      `10.04 2015-04-30, 10.10 2012-04-10, 11.04 2012-10-28, 11.10 2013-05-09
       12.04 2017-04-28, 12.10 2014-05-16, 13.04 2014-01-27, 13.10 2014-07-17
       14.04 2019-04-25, 14.10 2015-07-23, 15.04 2016-02-04, 15.10 2016-07-28
       16.04 2021-04-30
       16.10 2017-07-20
       17.04 2018-01-13
       17.10 2018-07-19
       18.04 2023-05-31
       18.10 2019-07-18
       19.04 2020-01-23
       19.10 2020-07-17
       20.04 2025-05-29
       20.10 2021-07-22
       21.04 2022-01-20
       21.10 2022-07-14
       22.04 2027-06-01
       22.10 2023-07-20
       23.04 2024-01-25
       23.10 2024-07-11
       24.04 2029-05-31
       24.10 2025-07-10
       25.04 2026-01-15
       25.10 2026-07-09
       26.04 2031-05-29`,
    ),
  ],
  [
    'alpine',
    lifecycle(
      'minor',
      'Alpine Linux releases, https://alpinelinux.org/releases/',
      `2.1 2012-11-01, 2.2 2013-05-01, 2.3 2013-11-01, 2.4 2014-05-01, 2.5 2014-11-01
       2.6 2015-05-01, 2.7 2015-11-01, 3.0 2016-05-01, 3.1 2016-11-01, 3.2 2017-05-01
       3.3 2017-11-01, 3.4 2018-05-01, 3.5 2018-11-01, 3.6 2019-05-01, 3.7 2019-11-01
       3.8 2020-05-01, 3.9 2020-11-01, 3.10 2021-05-01, 3.11 2021-11-01, 3.12 2022-05-01
       3.13 2022-11-01, 3.14 2023-05-01, 3.15 2023-11-01
       3.16 2024-05-23
       3.17 2024-11-22
       3.18 2025-05-09
       3.19 2025-11-01
       3.20 2026-04-01
       3.21 2026-11-01
       3.22 2027-05-01
       3.23 2027-11-01`,
    ),
  ],
  [
    'almalinux',
    lifecycle(
      'major',
      'AlmaLinux release notes, https://wiki.almalinux.org/release-notes/',
      `8 2029-03-01
       9 2032-05-31
       10 2035-05-31`,
    ),
  ],
  [
    'rocky',
    lifecycle(
      'major',
      'Rocky Linux releases, https://wiki.rockylinux.org/rocky/version/',
      `8 2029-05-31
       9 2032-05-31
       10 2035-05-31`,
    ),
  ],
  [
    'rhel',
    lifecycle(
      'major',
      'Red Hat Enterprise Linux life cycle, https://access.redhat.com/support/policy/updates/errata',
      `4 2012-02-29
       5 2017-03-31
       6 2020-11-30
       7 2024-06-30
       8 2029-05-31
       9 2032-05-31
       10 2035-05-31`,
    ),
  ],
  [
    'scientific',
    lifecycle(
      'major',
      'Scientific Linux, https://scientificlinux.org/downloads/sl-versions/',
      `6 2020-11-30
       7 2024-06-30`,
    ),
  ],
  [
    'amzn',
    lifecycle(
      'whole',
      'Amazon Linux, https://aws.amazon.com/linux/',
      `2018.03 2023-12-31
       2 2026-06-30
       2023 2029-06-30`,
    ),
  ],
  [
    'fedora',
    lifecycle(
      'major',
      'Fedora Linux life cycle, https://docs.fedoraproject.org/en-US/releases/eol/',
      `7 2008-06-13, 8 2009-01-07, 9 2009-07-10, 10 2009-12-17, 11 2010-06-25
       12 2010-12-02, 13 2011-06-24, 14 2011-12-09, 15 2012-06-26, 16 2013-02-12
       17 2013-07-30, 18 2014-01-14, 19 2015-01-06, 20 2015-06-23, 21 2015-12-01
       22 2016-07-19, 23 2016-12-20, 24 2017-08-08, 25 2017-12-12, 26 2018-05-29
       27 2018-11-30, 28 2019-05-28, 29 2019-11-26, 30 2020-05-26, 31 2020-11-24
       32 2021-05-25, 33 2021-11-30, 34 2022-06-07, 35 2022-12-13
       36 2023-05-16
       37 2023-12-05
       38 2024-05-21
       39 2024-11-26
       40 2025-05-13
       41 2025-12-15
       42 2026-05-13`,
    ),
  ],
  [
    'opensuse-leap',
    lifecycle(
      'minor',
      'openSUSE lifetime, https://en.opensuse.org/Lifetime',
      `42.1 2017-05-17, 42.2 2018-01-26, 42.3 2019-07-01
       15.0 2019-12-03
       15.1 2021-02-02
       15.2 2022-01-04
       15.3 2022-12-31
       15.4 2023-12-07
       15.5 2024-12-31
       15.6 2026-04-30
       16.0 2027-10-31`,
    ),
  ],
  [
    'photon',
    lifecycle(
      'minor',
      'Photon OS end of support, https://github.com/vmware/photon/wiki',
      `1.0 2022-02-28
       2.0 2022-12-31
       3.0 2024-03-01`,
    ),
  ],
  [
    'ol',
    lifecycle(
      'major',
      'Oracle Linux premier support, https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf',
      `5 2017-06-30
       6 2021-03-31
       7 2024-12-31
       8 2029-07-31
       9 2032-06-30`,
    ),
  ],
  [
    'mariner',
    lifecycle(
      'major',
      'CBL-Mariner, https://learn.microsoft.com/lifecycle/products/azure-linux',
      `1 2023-07-31
       2 2025-07-31`,
    ),
  ],
  [
    'azurelinux',
    lifecycle(
      'major',
      'Azure Linux, https://learn.microsoft.com/azure/azure-linux/release-cadence-lifecycle',
      `3 2027-08-31`,
    ),
  ],
  [
    'sles',
    lifecycle(
      'whole',
      'SUSE general support, https://www.suse.com/lifecycle',
      `11 2010-12-31, 11.1 2012-08-31, 11.2 2014-01-31, 11.3 2016-01-31, 11.4 2019-03-31
       12 2016-06-30, 12.1 2017-05-31, 12.2 2018-03-31
       12.3 2019-06-30
       12.4 2020-06-30
       12.5 2024-10-31
       15 2019-12-31
       15.1 2021-01-31
       15.2 2021-12-31
       15.3 2022-12-31
       15.4 2023-12-31
       15.5 2024-12-31
       15.6 2025-12-31
       15.7 2031-07-31`,
    ),
  ],
]);

const centosSource = 'CentOS, https://www.centos.org/cl-vs-cs/';
export const centosLinux = lifecycle(
  'major',
  centosSource,
  `5 2017-03-31
   6 2020-11-30
   7 2024-06-30
   8 2021-12-31`,
);
export const centosStream = lifecycle(
  'major',
  centosSource,
  `8 2024-05-31
   9 2027-05-31`,
);
