import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../src/contracts/component.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import { anImage } from '../src/engine/artifacts/image-builder.js';
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

const almaLinux = 'ID="almalinux"\nVERSION_ID="9.4"\n';
const debian = 'ID=debian\nVERSION_ID="12"\n';
const componentsOf = (targetId: string) => admin.all<Wire<Component>>(`/v1/targets/${targetId}/components`);
const flawsOf = async (targetId: string) =>
  (await admin.all<Wire<Finding>>(`/v1/targets/${targetId}/findings?kind=vulnerability`))
    .map(({ advisory, component }) => `${advisory} in ${component?.name} ${component?.version}`)
    .sort();
const rpmImage = (...packages: RpmPackage[]) =>
  anImage()
    .withLayer((layer) =>
      layer
        .file('etc/os-release', almaLinux)
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

  it('keeps builds of modules and others apart', async () => {
    const modular = '18.20.0-1.module_el9.4.0+100+abc';
    await admin.import([
      alma('ALSA-2026:4', 'nodejs', '18.20.4-1.module_el9.4.0+120+def'),
      alma('ALSA-2026:5', 'nodejs', '19.0.0-1.el9'),
    ]);
    const [version, release] = modular.split('-') as [string, string];
    const inModule = await admin.targetOf(rpmImage({ name: 'nodejs', version, release }));
    expect(await flawsOf(inModule)).toEqual([`ALSA-2026:4 in nodejs ${modular}`]);
    const outside = await admin.targetOf(rpmImage({ name: 'nodejs', version: '16.20.2', release: '8.el9' }));
    expect(await flawsOf(outside)).toEqual(['ALSA-2026:5 in nodejs 16.20.2-8.el9']);
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
