import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownEcosystem } from '../advisories/ecosystems.js';
import { moduleOfComponent, unknownStream } from '../advisories/module-stream.js';
import { identify } from './purl-ecosystem.js';
import type { StatedDistribution, StatedPackage } from './sbom-reader.js';

function stated(purl: string | null, parts: Partial<StatedPackage> = {}): StatedPackage {
  return {
    where: 'components[0]',
    name: '',
    version: null,
    purl,
    licence: null,
    source: null,
    paths: [],
    layer: null,
    isDevelopment: false,
    ...parts,
  };
}

/** `ecosystem name version`, and its source where that differs; the problem when nothing can be known. */
function told(
  purl: string | null,
  parts: Partial<StatedPackage> = {},
  distribution: StatedDistribution | null = null,
): string {
  const identified = identify(stated(purl, parts), distribution);
  if ('problem' in identified) return identified.problem;
  const { ecosystem, name, version, source } = identified.component;
  return [ecosystem, name, version, ...(source ? [`from ${source.name} ${source.version}`] : [])].join(' ');
}

describe('packages of languages', () => {
  it.each([
    ['pkg:npm/left-pad@1.3.0', 'npm left-pad 1.3.0'],
    ['pkg:npm/%40angular/core@15.0.0', 'npm @angular/core 15.0.0'],
    ['pkg:pypi/django-rest@1.0', 'PyPI django-rest 1.0'],
    ['pkg:maven/org.apache.commons/commons-text@1.9?type=jar', 'Maven org.apache.commons:commons-text 1.9'],
    ['pkg:golang/github.com/gorilla/mux@v1.8.0', 'Go github.com/gorilla/mux v1.8.0'],
    ['pkg:golang/example.org/a@v1', 'Go example.org/a v1'],
    ['pkg:swift/github.com/apple/swift-nio@2.0', 'SwiftURL github.com/apple/swift-nio 2.0'],
    ['pkg:swift/mona.linkedlist@1.1.0', 'SwiftURL mona.linkedlist 1.1.0'],
    ['pkg:cocoapods/GoogleUtilities@7.11.1#Logger', 'CocoaPods GoogleUtilities/Logger 7.11.1'],
    ['pkg:pear/pecl.php.net/redis@6.0.2', 'PEAR pecl.php.net/redis 6.0.2'],
    ['pkg:pear/pear.php.net/Archive_Tar@1.4.9', 'Packagist pear/archive_tar 1.4.9'],
    ['pkg:pear/Archive_Tar@1.4.9', 'Packagist pear/archive_tar 1.4.9'],
    ['pkg:conda/numpy@1.26.4?build=py312&channel=conda-forge', 'conda numpy 1.26.4'],
    ['pkg:golang/stdlib@1.21.0', 'Go stdlib 1.21.0'],
    ['pkg:golang/stdlib@go1.22rc1', 'Go stdlib 1.22.0-rc.1'],
    ['pkg:golang/stdlib@v1.21.3', 'Go stdlib 1.21.3'],
    ['pkg:golang/stdlib@v1.22rc1', 'Go stdlib 1.22.0-rc.1'],
    ['pkg:cargo/serde@1.0.0', 'crates.io serde 1.0.0'],
    ['pkg:gem/rails@7.0.0?platform=ruby', 'RubyGems rails 7.0.0'],
    ['pkg:gem/nokogiri@1.15.4-x86_64-linux', 'RubyGems nokogiri 1.15.4'],
    ['pkg:composer/laravel/framework@9.0.0', 'Packagist laravel/framework 9.0.0'],
    ['pkg:nuget/Newtonsoft.Json@13.0.1', 'NuGet Newtonsoft.Json 13.0.1'],
    ['pkg:hex/phoenix@1.7.0', 'Hex phoenix 1.7.0'],
    ['pkg:pub/http@1.0.0', 'Pub http 1.0.0'],
    ['pkg:swift/github.com/vapor/vapor@4.0.0', 'SwiftURL github.com/vapor/vapor 4.0.0'],
    ['pkg:conan/openssl@3.0.0', 'ConanCenter openssl 3.0.0'],
    ['pkg:cran/caret@6.0-88', 'CRAN caret 6.0-88'],
  ])('%s is %s', (purl, expected) => {
    expect(told(purl)).toBe(expected);
  });

  it('are spelled as the document names them, where package URLs do not keep it', () => {
    expect(told('pkg:npm/jsonstream@1.0.0', { name: 'JSONStream' })).toBe('npm JSONStream 1.0.0');
    expect(told('pkg:pypi/flask-login@0.6', { name: 'Flask_Login' })).toBe('PyPI Flask_Login 0.6');
    expect(told('pkg:maven/g/a@1', { name: 'g:A' })).toBe('Maven g:A 1');
    expect(told('pkg:maven/g/a@1', { name: 'G/a' })).toBe('Maven G:a 1');
  });

  it('are never called otherwise than their package URL says', () => {
    expect(told('pkg:npm/lodash@4.17.20', { name: 'harmless' })).toBe('npm lodash 4.17.20');
    expect(told('pkg:npm/lodash@4.17.20', { version: '4.17.21' })).toBe('npm lodash 4.17.20');
  });

  it('have the version that the document states when the package URL has none', () => {
    expect(told('pkg:npm/a', { version: '2' })).toBe('npm a 2');
  });
});

describe('package URLs that are written anew', () => {
  it.each([
    [
      'pkg:golang/github.com/Masterminds/semver/v3@v3.2.1',
      'pkg:golang/github.com/masterminds/semver/v3@v3.2.1',
    ],
    ['pkg:cocoapods/A@1#B', 'pkg:cocoapods/A@1#B'],
    ['pkg:conda/a@1?subdir=linux-64&other=x&build=2', 'pkg:conda/a@1?build=2&subdir=linux-64'],
    ['pkg:julia/JSON@0.21.4?uuid=682c06a0', 'pkg:julia/JSON@0.21.4?uuid=682c06a0'],
    ['pkg:npm/a@1?other=x#part', 'pkg:npm/a@1'],
    ['pkg:npm/%40gar%2Fpromisify@1.1.3', 'pkg:npm/%40gar/promisify@1.1.3'],
  ])('keep of %s what catalogers write: %s', (text, purl) => {
    expect(identify(stated(text), null)).toMatchObject({ component: { purl } });
  });
});

describe('packages of distributions', () => {
  it.each([
    ['pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12', 'Debian:12 curl 7.88.1-10'],
    ['pkg:deb/debian/curl@7.88.1-10?distro=debian-12.4', 'Debian:12 curl 7.88.1-10'],
    ['pkg:deb/debian/curl@7.88.1-10?distro=bookworm', 'Debian:12 curl 7.88.1-10'],
    ['pkg:deb/debian/curl@7.52.1-5?distro=stretch', 'Debian:9 curl 7.52.1-5'],
    ['pkg:deb/ubuntu/curl@7.47.0?distro=xenial', 'Ubuntu:16.04:LTS curl 7.47.0'],
    ['pkg:deb/ubuntu/curl@8.12.1?distro=plucky', 'Ubuntu:25.04 curl 8.12.1'],
    ['pkg:deb/debian/curl@7.88.1-10?distro=12', 'Debian:12 curl 7.88.1-10'],
    ['pkg:deb/ubuntu/curl@7.81.0?distro=ubuntu-22.04', 'Ubuntu:22.04:LTS curl 7.81.0'],
    ['pkg:deb/ubuntu/curl@7.81.0?distro=jammy', 'Ubuntu:22.04:LTS curl 7.81.0'],
    ['pkg:deb/ubuntu/curl@8?distro=ubuntu-23.10', 'Ubuntu:23.10 curl 8'],
    ['pkg:apk/alpine/busybox@1.36-r5?arch=x86_64&distro=alpine-3.18.4', 'Alpine:v3.18 busybox 1.36-r5'],
    ['pkg:apk/alpine/busybox@1.36-r5?distro=3.18.4', 'Alpine:v3.18 busybox 1.36-r5'],
    ['pkg:alpine/busybox@1.34.1-r3?arch=x86_64&distro=alpine-3.15.0', 'Alpine:v3.15 busybox 1.34.1-r3'],
    ['pkg:apk/wolfi/busybox@1.36-r5?distro=wolfi-20230201', 'Wolfi busybox 1.36-r5'],
    ['pkg:rpm/almalinux/bash@5.1.8-6.el9?arch=x86_64&distro=almalinux-9.3', 'AlmaLinux:9 bash 5.1.8-6.el9'],
    ['pkg:rpm/rocky/bash@5.1.8-6.el9?distro=rocky-9.3', 'Rocky Linux:9 bash 5.1.8-6.el9'],
    ['pkg:rpm/rocky/dbus@1.12.20-7.el9?epoch=1&distro=rocky-9.3', 'Rocky Linux:9 dbus 1:1.12.20-7.el9'],
    ['pkg:rpm/rocky/dbus@0:1.12.20-7.el9?distro=rocky-9.3', 'Rocky Linux:9 dbus 1.12.20-7.el9'],
    ['pkg:rpm/rocky/dbus@1.12.20-7.el9?epoch=0&distro=rocky-9.3', 'Rocky Linux:9 dbus 1.12.20-7.el9'],
    ['pkg:rpm/rocky/dbus@1:1.12.20-7.el9?epoch=1&distro=rocky-9.3', 'Rocky Linux:9 dbus 1:1.12.20-7.el9'],
    ['pkg:rpm/cbl-mariner/curl@8.8.0-1.cm2?distro=cbl-mariner-2.0', 'Azure Linux:2 curl 8.8.0-1.cm2'],
    ['pkg:rpm/suse/bash@5.1-1?distro=slem-5.4', 'SUSE:Linux Enterprise Micro 5.4 bash 5.1-1'],
    ['pkg:rpm/suse/bash@5.2-1?distro=slem-6.0', 'SUSE:Linux Micro 6.0 bash 5.2-1'],
    [
      'pkg:rpm/suse/bash@4.4-1?distro=suse%20linux%20enterprise%20server-15.3',
      'SUSE:Linux Enterprise 15 SP3 bash 4.4-1',
    ],
    ['pkg:deb/debian/curl@7.88.1-10', 'Debian curl 7.88.1-10'],
    ['pkg:rpm/fedora/bash@5.2-1.fc38?distro=fedora-38', 'Red Hat bash 5.2-1.fc38'],
  ])('%s is %s', (purl, expected) => {
    expect(told(purl)).toBe(expected);
  });

  it('come from their source package', () => {
    const purl = 'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12';
    expect(told(`${purl}&upstream=openssl`)).toBe('Debian:12 libssl3 3.0.11-1 from openssl 3.0.11-1');
    expect(told(`${purl}&upstream=openssl%403.0.11-2`)).toBe(
      'Debian:12 libssl3 3.0.11-1 from openssl 3.0.11-2',
    );
    expect(told(purl, { source: { name: 'openssl', version: '3.0.11-1' } })).toContain('from openssl');
    const rpm = 'bash-doc@5.1-6?upstream=bash-5.1-6.src.rpm&distro=';
    expect(told(`pkg:rpm/almalinux/${rpm}almalinux-9.3`)).toBe('AlmaLinux:9 bash-doc 5.1-6');
    expect(told(`pkg:rpm/rocky/${rpm}rocky-9.3&epoch=1`)).toBe(
      'Rocky Linux:9 bash-doc 1:5.1-6 from bash 1:5.1-6',
    );
    expect(told(`pkg:rpm/opensuse/${rpm}opensuse-leap-15.5`)).toBe(
      'openSUSE:Leap 15.5 bash-doc 5.1-6 from bash 5.1-6',
    );
  });

  it('keep the stream of the module that they were built for', () => {
    const purl = (qualifier: string) => {
      const rpm = `pkg:rpm/almalinux/nodejs@18.19.1-1.module_el8.9.0?distro=almalinux-8.9&${qualifier}`;
      const identified = identify(stated(rpm), null);
      return 'component' in identified ? moduleOfComponent(identified.component) : identified.problem;
    };
    expect(purl('rpmmod=nodejs:18')).toBe('nodejs:18');
    expect(purl('rpmmod=nodejs%3A18%3A8090020240207105556%3Aabc')).toBe('nodejs:18');
    expect(purl('modularitylabel=nodejs:18:8090020240207105556:abc')).toBe('nodejs:18');
    expect(purl('rpmmod=nodejs')).toBe(unknownStream);
  });

  it('have their source in their own package URL, so that no two of them are taken for one', () => {
    const purl = 'pkg:deb/debian/bash@5.2-1?distro=debian-12';
    const one = identify(stated(purl, { source: { name: 'other', version: '1' } }), null);
    expect(one).toMatchObject({ component: { purl: expect.stringContaining('upstream=other%401') } });
  });

  it('are of the distribution that the document names, when their package URL names none', () => {
    const debian = { id: 'debian', versionId: '12.4' };
    expect(told('pkg:deb/debian/curl@7', {}, debian)).toBe('Debian:12 curl 7');
    expect(told('pkg:deb/ubuntu/curl@7', {}, debian)).toBe('Debian curl 7');
    expect(told('pkg:deb/debian/curl@7?distro=debian-11', {}, debian)).toBe('Debian:11 curl 7');
  });
});

describe('what nothing can be known of', () => {
  it.each([
    [null, 'has no package URL'],
    ['left-pad@1', 'has a package URL that cannot be read'],
    ['pkg:npm/a', 'has no version'],
    ['pkg:generic/openssl@1', 'is of a kind whose flaws are not known (pkg:generic)'],
    [`pkg:npm/${'a'.repeat(5_000)}@1`, 'has a package URL that cannot be read'],
    ['pkg:npm/a%20b@1', 'has a name or version that can be none'],
    ['pkg:deb/debian/a@1%0A2', 'has a name or version that can be none'],
    ['pkg:rpm/rhel/curl@0:', 'has a name or version that can be none'],
    ['pkg:golang/example.org/%2Fa@v1.0.0', 'has a name or version that can be none'],
  ])('%j %s', (purl, expected) => {
    expect(told(purl)).toBe(expected);
  });

  it('is said of any text, or it is a component with a package URL of its own', () => {
    const type = fc.constantFrom('npm', 'deb', 'rpm', 'apk', 'maven', 'golang', 'pypi', 'x');
    const part = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('debian', '..', '%2F', '__proto__', '@'),
    );
    const purl = fc.tuple(type, part, part, part, part).map(([kind, ns, name, version, rest]) => {
      return `pkg:${kind}/${ns}/${name}@${version}?distro=${rest}&upstream=${ns}`;
    });
    fc.assert(
      fc.property(purl, part, (text, name) => {
        const identified = identify(stated(text, { name }), null);
        if ('problem' in identified) return;
        const { ecosystem, purl: own, name: called, version, source } = identified.component;
        expect(isKnownEcosystem(ecosystem)).toBe(true);
        expect(own).toMatch(/^pkg:[a-z]+\/[\x21-\x7e]+@[\x21-\x7e]+$/);
        const again = identify(stated(own, { name: called }), null);
        expect(again).toMatchObject({ component: { name: called, version, source } });
      }),
      { numRuns: 2_000 },
    );
  });
});
