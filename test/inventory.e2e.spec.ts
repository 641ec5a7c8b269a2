import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../src/contracts/component.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import { anImage } from '../src/engine/artifacts/image-builder.js';
import { openAdvisorySource } from '../src/platform/sources/advisory-source.js';
import { dpkgStatus } from './support/images.js';
import { osvRecord } from './support/osv.js';
import { ndbDatabase, rpmHeader, type RpmPackage } from './support/rpm-databases.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const realRecords = fileURLToPath(new URL('../../shared/data/osv/AlmaLinux/all.zip', import.meta.url));
const debian = 'ID=debian\nVERSION_ID="12"\n';
const componentsOf = (targetId: string) => admin.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
const flawsOf = async (targetId: string) =>
  (await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`))
    .map(({ advisory, component }) => `${advisory} in ${component?.name} ${component?.version}`)
    .sort();
const rpmImage = (...packages: RpmPackage[]) => rpmImageOf('9.4', ...packages);
const rpmImageOf = (release: string, ...packages: RpmPackage[]) =>
  anImage()
    .withLayer((layer) =>
      layer
        .file('etc/os-release', `ID="almalinux"\nVERSION_ID="${release}"\n`)
        .file('var/lib/rpm/Packages.db', ndbDatabase(packages.map(rpmHeader))),
    )
    .asOciArchive();
const metadata = (name: string, version: string) =>
  `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;

describe('an image of AlmaLinux', () => {
  const alma = (id: string, name: string, fixed: string) =>
    osvRecord({ id, name, fixed, ecosystem: 'AlmaLinux:9', severity: 'high' });

  it('is matched by the names of the packages that are installed', async () => {
    await admin.import([
      alma('ALSA-2026:1', 'bind-utils', '32:9.16.23-19.el9'),
      alma('ALSA-2026:2', 'bind', '33:1-1'),
      alma('ALSA-2026:3', 'bash', '5.1.8-6.el9'),
    ]);
    const bind = { name: 'bind-utils', epoch: 32, version: '9.16.23', release: '18.el9_4.1' };
    const bash = { name: 'bash', version: '5.1.8', release: '6.el9' };
    const targetId = await admin.targetOf(
      rpmImage({ ...bind, sourcePackage: 'bind-9.16.23-18.el9_4.1.src.rpm' }, bash),
    );
    expect(await flawsOf(targetId)).toEqual(['ALSA-2026:1 in bind-utils 32:9.16.23-18.el9_4.1']);
  });

  it('keeps the builds for each stream of a module, and those outside modules, apart', async () => {
    const [version, release] = ['18.20.0', '1.module_el9.4.0+100+abc'];
    await admin.import([
      {
        ...alma('ALSA-2026:4', 'nodejs', '18.20.4-1.module_el9.4.0+120+def'),
        summary: 'High: nodejs:18 update',
      },
      {
        ...alma('ALSA-2026:6', 'nodejs', '20.1.0-1.module_el9.4.0+130+fed'),
        summary: 'High: nodejs:20 update',
      },
      { ...alma('ALSA-2026:7', 'nodejs', '20.2.0-1.module_el9.4.0+140+eee'), summary: 'High: nodejs update' },
      alma('ALSA-2026:5', 'nodejs', '19.0.0-1.el9'),
    ]);
    const node = { name: 'nodejs', version, release };
    const resultsOf = async (...packages: RpmPackage[]) => {
      const targetId = await admin.targetOf(rpmImage(...packages));
      const findings = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
      return findings.map(({ advisory, result }) => `${advisory} ${result}`).sort();
    };
    expect(await resultsOf({ ...node, module: 'nodejs:18:9040020240301:rhel9' })).toEqual([
      'ALSA-2026:4 fail',
      'ALSA-2026:7 unknown',
    ]);
    expect(await resultsOf({ ...node, module: 'nodejs:20:9040020240301:rhel9' })).toEqual([
      'ALSA-2026:6 fail',
      'ALSA-2026:7 unknown',
    ]);
    expect(await resultsOf(node)).toEqual([
      'ALSA-2026:4 unknown',
      'ALSA-2026:6 unknown',
      'ALSA-2026:7 unknown',
    ]);
    expect(await resultsOf({ name: 'nodejs', version: '16.20.2', release: '8.el9' })).toEqual([
      'ALSA-2026:5 fail',
    ]);
  });

  const [first] = [realRecords].filter((path) => existsSync(path));
  it('is matched by stream with real records, where they are at hand', async () => {
    const records: RealRecord[] = [];
    for await (const item of first === undefined ? [] : (await openAdvisorySource(first)).records()) {
      if ('json' in item && JSON.stringify(item.json).includes('"nodejs"'))
        records.push(item.json as RealRecord);
    }
    const own = records.filter(({ affected }) =>
      affected.some((one) => one.package.ecosystem === 'AlmaLinux:8'),
    );
    if (first !== undefined) expect(own.length).toBeGreaterThan(20);
    await admin.import([alma('ALSA-2026:8', 'nothing', '1-1.el9'), ...own]);
    const node = {
      name: 'nodejs',
      epoch: 1,
      version: '18.0.0',
      release: '1.module_el8.6.0+1+a',
      module: 'nodejs:18:8:a',
    };
    const targetId = await admin.targetOf(rpmImageOf('8.10', node));
    const findings = await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`);
    const found = [...new Set(findings.flatMap(({ advisories }) => advisories))].sort();
    const named = own.filter(
      ({ summary, affected }) => /nodejs:18\b/.test(summary) && affected.some(isOfNode),
    );
    expect(found).toEqual(named.map(({ id }) => id).sort());
  }, 120_000);
});

interface RealRecord {
  readonly id: string;
  readonly summary: string;
  readonly affected: readonly { readonly package: { readonly ecosystem: string; readonly name: string } }[];
}
const isOfNode = ({ package: one }: RealRecord['affected'][number]) =>
  one.ecosystem === 'AlmaLinux:8' && one.name === 'nodejs';

describe('an image of a distribution whose records name repositories, modules or who pays', () => {
  const withRelease = (osRelease: string) =>
    anImage().withLayer((layer) => layer.file('etc/os-release', osRelease));

  it('is matched by those of its release', async () => {
    await admin.import([
      osvRecord({
        id: 'RHSA-2026:1',
        name: 'zlib',
        fixed: '1.2.11-40.el9',
        ecosystem: 'Red Hat:enterprise_linux:9::baseos',
      }),
      osvRecord({
        id: 'RHSA-2026:2',
        name: 'zlib',
        fixed: '1.2.11-40.el9',
        ecosystem: 'Red Hat:rhel_eus:9.2::baseos',
      }),
      osvRecord({
        id: 'RHSA-2026:3',
        name: 'zlib',
        fixed: '1.2.11-40.el8',
        ecosystem: 'Red Hat:enterprise_linux:8::baseos',
      }),
      osvRecord({
        id: 'SUSE-SU-2026:1',
        name: 'zlib',
        fixed: '1.2.11-40',
        ecosystem: 'SUSE:Linux Enterprise Module for Basesystem 15 SP5',
      }),
      osvRecord({
        id: 'SUSE-SU-2026:2',
        name: 'zlib',
        fixed: '1.2.11-40',
        ecosystem: 'SUSE:Linux Enterprise Server 15 SP4-LTSS',
      }),
    ]);
    const zlib = { name: 'zlib', version: '1.2.11', release: '30' };
    const flawsIn = async (osRelease: string) =>
      flawsOf(
        await admin.targetOf(
          withRelease(osRelease)
            .withLayer((layer) =>
              layer.file('usr/lib/sysimage/rpm/Packages.db', ndbDatabase([rpmHeader(zlib)])),
            )
            .asOciArchive(),
        ),
      );
    expect(await flawsIn('ID="rhel"\nVERSION_ID="9.3"\n')).toEqual(['RHSA-2026:1 in zlib 1.2.11-30']);
    expect(await flawsIn('ID="sles"\nVERSION_ID="15.5"\n')).toEqual(['SUSE-SU-2026:1 in zlib 1.2.11-30']);
  });

  it('has the flaws that Ubuntu fixes for those who pay, unless they are fixed so', async () => {
    const record = (id: string, ecosystem: string, fixed?: string) =>
      osvRecord({ id, name: 'zlib', ecosystem, ...(fixed === undefined ? {} : { fixed }) });
    await admin.import([
      record('USN-1-1', 'Ubuntu:Pro:18.04:LTS', '1:1.2.11-2+esm1'),
      record('USN-2-1', 'Ubuntu:18.04:LTS', '1:1.2.11-2ubuntu1'),
      record('UBUNTU-CVE-2026-1', 'Ubuntu:18.04:LTS'),
      record('USN-3-1', 'Ubuntu:Pro:FIPS-updates:18.04:LTS', '1:9'),
    ]);
    const flawsAt = async (version: string) =>
      (
        await flawsOf(
          await admin.targetOf(
            withRelease('ID=ubuntu\nVERSION_ID="18.04"\n')
              .withLayer((layer) => layer.file('var/lib/dpkg/status', dpkgStatus(['zlib', version])))
              .asOciArchive(),
          ),
        )
      ).map((text) => text.split(' ')[0]);
    expect(await flawsAt('1:1.2.11-1')).toEqual(['UBUNTU-CVE-2026-1', 'USN-1-1', 'USN-2-1']);
    expect(await flawsAt('1:1.2.11-2+esm1')).toEqual([]);
    expect(await flawsAt('1:1.2.11-1+fips1')).toEqual(['USN-3-1']);
  });
});

describe('Python packages in an image of Debian', () => {
  const inDebian = 'usr/lib/python3/dist-packages/six-1.15.0.egg-info/PKG-INFO';

  it('are listed where no package of Debian owns them, and matched by the names of PyPI', async () => {
    await admin.import([
      osvRecord({ id: 'PYSEC-2026-1', name: 'zope-interface', fixed: '5.1', ecosystem: 'PyPI' }),
      osvRecord({ id: 'PYSEC-2026-2', name: 'six', fixed: '1.16.0', ecosystem: 'PyPI' }),
      osvRecord({ id: 'PYSEC-2026-3', name: 'zope.interface', fixed: '5.0rc1', ecosystem: 'PyPI' }),
    ]);
    const image = anImage()
      .withLayer((layer) =>
        layer
          .file('etc/os-release', debian)
          .file('var/lib/dpkg/status', dpkgStatus(['python3-six', '1.15.0-1']))
          .file('var/lib/dpkg/info/python3-six.list', `/.\n/${inDebian}\n`)
          .file(inDebian, metadata('six', '1.15.0')),
      )
      .withLayer((layer) =>
        layer.file('opt/venv/Zope.Interface-5.0.dist-info/METADATA', metadata('Zope.Interface', '5.0')),
      );
    const targetId = await admin.targetOf(image.asOciArchive());
    expect((await componentsOf(targetId)).map(({ purl }) => purl)).toEqual([
      'pkg:pypi/zope.interface@5.0',
      'pkg:deb/debian/python3-six@1.15.0-1?arch=amd64&distro=debian-12',
    ]);
    expect(await flawsOf(targetId)).toEqual(['PYSEC-2026-1 in Zope.Interface 5.0']);
  });

  it('are listed when a later layer put them in the place of Debian’s', async () => {
    const image = anImage()
      .withLayer((layer) =>
        layer
          .file('etc/os-release', debian)
          .file('var/lib/dpkg/info/python3-six.list', `/${inDebian}\n`)
          .file(inDebian, metadata('six', '1.15.0')),
      )
      .withLayer((layer) => layer.file(inDebian, metadata('six', '1.17.0')));
    expect(await componentsOf(await admin.targetOf(image.asOciArchive()))).toMatchObject([
      { name: 'six', version: '1.17.0', ecosystem: 'PyPI' },
    ]);
  });
});
