const curl = 'DEBIAN-CVE-2023-38545';
const openssl = 'DEBIAN-CVE-2024-6119';

/** OSV records (https://ossf.github.io/osv-schema/) with a few facts about real flaws, and a short catalogue. By file name. */
export const demoAdvisories: Readonly<Record<string, unknown>> = {
  [`${curl}.json`]: {
    schema_version: '1.7.0',
    id: curl,
    modified: '2023-10-11T00:00:00Z',
    published: '2023-10-11T00:00:00Z',
    upstream: ['CVE-2023-38545'],
    summary: 'curl: heap overflow in the SOCKS5 handshake',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [debian12('curl', '7.88.1-10+deb12u4')],
  },
  [`${openssl}.json`]: {
    schema_version: '1.7.0',
    id: openssl,
    modified: '2024-09-03T00:00:00Z',
    published: '2024-09-03T00:00:00Z',
    upstream: ['CVE-2024-6119'],
    summary: 'openssl: crash when names of certificates are compared',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }],
    affected: [debian12('openssl', '3.0.14-1~deb12u2')],
  },
  'GHSA-35jh-r3h4-6jhm.json': {
    schema_version: '1.4.0',
    id: 'GHSA-35jh-r3h4-6jhm',
    modified: '2021-05-06T00:00:00Z',
    published: '2021-05-06T00:00:00Z',
    aliases: ['CVE-2021-23337'],
    summary: 'lodash: command injection through templates',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
      },
    ],
  },
  'known-exploited.json': {
    catalogVersion: 'demo',
    dateReleased: '2026-01-01T00:00:00Z',
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2021-44228',
        dateAdded: '2021-12-10',
        dueDate: '2021-12-24',
        vulnerabilityName: 'Apache Log4j2 remote code execution',
        requiredAction: 'Update, or take what is affected out of service.',
        knownRansomwareCampaignUse: 'Known',
      },
    ],
  },
};

function debian12(name: string, fixed: string): unknown {
  return {
    package: { ecosystem: 'Debian:12', name },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
  };
}
