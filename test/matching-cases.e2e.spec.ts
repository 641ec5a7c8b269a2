import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Scan } from '../src/contracts/scan.contract.js';
import { aCve } from './support/osv.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

/** Ecosystem and name of the package that a record speaks of, and its events. */
type Stated = readonly [ecosystem: string, name: string, end: Record<string, string>, introduced?: string];
type Case = readonly [purl: string, stated: Stated, isAffected: boolean];

const fixed = (version: string) => ({ fixed: version });
const last = (version: string) => ({ last_affected: version });

const builtFromSources: readonly Case[] = [
  [
    'pkg:deb/debian/htpasswd@2.4.24-1?distro=debian-9.1&upstream=apache2',
    ['Debian:9', 'apache2', fixed('2.4.25-1')],
    true,
  ],
  [
    'pkg:deb/debian/libone1@3:1.0-1?distro=debian-12&upstream=one%401.2-1',
    ['Debian:12', 'one', fixed('1.2-1')],
    false,
  ],
  [
    'pkg:deb/debian/libtwo1@3:1.0-1?distro=debian-12&upstream=two%401.2-1',
    ['Debian:12', 'two', fixed('1.2-2')],
    true,
  ],
  [
    'pkg:apk/alpine/test@0.1.0_alpha?distro=alpine-3.10.2&upstream=test-src',
    ['Alpine:v3.10', 'test-src', fixed('0.1.0_alpha2')],
    true,
  ],
  [
    'pkg:apk/wolfi/test-doc@1.6-r1?distro=wolfi-20230201&upstream=test',
    ['Wolfi', 'test', fixed('1.6-r1')],
    false,
  ],
  [
    'pkg:apk/chainguard/test-doc@1.6-r0?distro=chainguard-20230201&upstream=test',
    ['Chainguard', 'test', fixed('1.6-r1')],
    true,
  ],
  [
    'pkg:rpm/rocky/bpftool@4.18.0-348.el8.0.3?distro=rocky-8.5&upstream=kernel-4.18.0-348.el8.0.3.src.rpm',
    ['Rocky Linux:8', 'kernel', fixed('0:4.18.0-348.2.1.el8_5')],
    true,
  ],
  [
    'pkg:rpm/azurelinux/bind-utils@9.16.14-1.azl3?distro=azurelinux-3.0&upstream=bind-9.16.14-1.azl3.src.rpm',
    ['Azure Linux:3', 'bind', fixed('9.16.15-1.azl3')],
    true,
  ],
  [
    'pkg:rpm/suse/libopenssl1_1@1.1.1d-150200.11.47.1?distro=sles-15.3&upstream=openssl-1_1-1.1.1d-150200.11.47.1.src.rpm',
    ['SUSE:Linux Enterprise Server 15 SP3-LTSS', 'openssl-1_1', fixed('1.1.1d-150200.11.48.1')],
    true,
  ],
  [
    'pkg:rpm/opensuse/one@4.1.3-1.0?distro=opensuse-tumbleweed&upstream=one-4.1.3-1.0.src.rpm',
    ['openSUSE:Tumbleweed', 'one', fixed('4.1.3-1.1')],
    true,
  ],
  [
    'pkg:rpm/redhat/perl-B@1.83-1.el9?distro=rhel-9.4&upstream=perl-5.36.0-1.el9.src.rpm',
    ['Red Hat:enterprise_linux:9::appstream', 'perl', fixed('4:5.36.1-1.el9')],
    false,
  ],
];

const releasesAndEpochs: readonly Case[] = [
  ['pkg:apk/alpine/three@1.6-r0?distro=alpine-3.10.2', ['Alpine:v3.11', 'three', fixed('1.6-r1')], false],
  [
    'pkg:rpm/suse/four@1.0-1?distro=sles-15.4',
    ['SUSE:Linux Enterprise Server 15 SP5', 'four', fixed('1.0-2')],
    false,
  ],
  [
    'pkg:rpm/redhat/five@2.0-1.el8?distro=rhel-8.4',
    ['Red Hat:enterprise_linux:8', 'five', fixed('1:1.0-1.el8')],
    true,
  ],
  [
    'pkg:rpm/redhat/six@2.0-1.el8?distro=rhel-8.4&epoch=1',
    ['Red Hat:enterprise_linux:8', 'six', fixed('1:1.0-1.el8')],
    false,
  ],
  [
    'pkg:rpm/redhat/seven@2.0-1.el8?distro=rhel-8.4&epoch=0',
    ['Red Hat:enterprise_linux:8', 'seven', fixed('0:2.0-1.el8')],
    false,
  ],
  [
    'pkg:deb/ubuntu/wpa@2.9?distro=ubuntu-20.04',
    ['Ubuntu:20.04:LTS', 'wpa', fixed('2:2.9-1ubuntu4.3')],
    true,
  ],
];

const ofLanguages: readonly Case[] = [
  ['pkg:pypi/torch@2.0.0%2Bcu118', ['PyPI', 'torch', last('2.0.0')], true],
  ['pkg:pypi/torch@2.0.1%2Bcu118', ['PyPI', 'Torch', last('2.0.0')], false],
  ['pkg:bitnami/envoy@1.13.2-4', ['Bitnami', 'envoy', last('1.13.2')], true],
  ['pkg:bitnami/redis@7.2.4-0', ['Bitnami', 'redis', fixed('7.2.4')], false],
  ['pkg:gem/nokogiri@1.15.4-x86_64-linux', ['RubyGems', 'nokogiri', fixed('1.15.4')], false],
  ['pkg:gem/nokogiri@1.15.3-aarch64-linux-gnu', ['RubyGems', 'nokogiri', fixed('1.15.4')], true],
  [
    'pkg:golang/github.com/Masterminds/vcs@v1.13.1',
    ['Go', 'github.com/Masterminds/vcs', fixed('1.13.2')],
    true,
  ],
  [
    'pkg:golang/github.com/redis/go-redis/v9@v9.6.0',
    ['Go', 'github.com/redis/go-redis/v9', fixed('9.6.3'), '9.6.0b1'],
    true,
  ],
  ['pkg:npm/old@2.0.0b5', ['npm', 'old', fixed('2.0.0')], true],
  ['pkg:maven/g/a@1.0.0-1', ['Maven', 'g:a', fixed('1.0-1')], false],
  ['pkg:nuget/A.B@1.0.0-202401090430', ['NuGet', 'a.b', fixed('1.0.0')], true],
  [
    'pkg:julia/HTTP@1.10.16?uuid=cd3eb016-35fb-5094-929b-558a96fad6f3',
    ['Julia', 'HTTP', fixed('1.10.17')],
    true,
  ],
];

const recordOf = (id: string, [ecosystem, name, end, introduced = '0']: Stated) => ({
  schema_version: '1.7.0',
  id,
  modified: '2026-11-01T00:00:00Z',
  affected: [
    { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced }, end] }] },
  ],
});

/** What is found in a list of the one package, by record. */
async function resultsOf(purl: string): Promise<Map<string, string>> {
  const [, name = '', version = ''] = /([^/]+)@([^?]+)/.exec(purl) ?? [];
  const components = [{ type: 'library', name, version: decodeURIComponent(version), purl }];
  const document = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components };
  const response = await admin.upload('/v1/scans/sbom', Buffer.from(JSON.stringify(document)));
  const { targetId, error } = await admin.scanEnd((response.body as Wire<Scan>).id);
  expect(error).toBeNull();
  const findings = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
  return new Map(findings.map(({ advisory, result }) => [advisory!, result]));
}

describe.each([
  ['built from sources of another name', builtFromSources],
  ['of other releases, and with or without an epoch', releasesAndEpochs],
  ['of languages', ofLanguages],
])('packages %s', (_, cases) => {
  it.each(cases)('%s is held against %j: %s', async (purl, stated, isAffected) => {
    const id = aCve();
    await admin.import([recordOf(id, stated)]);
    expect((await resultsOf(purl)).get(id)).toBe(isAffected ? 'fail' : undefined);
  });
});
