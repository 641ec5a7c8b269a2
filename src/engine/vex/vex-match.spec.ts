import { describe, expect, it } from 'vitest';
import { isInVersRange } from './vers-range.js';
import { anyProgram, fitsProduct, type VexComponent } from './vex-match.js';
import type { VexSubject } from './vex-statement.js';

const digest = `sha256:${'a'.repeat(64)}`;
const target = {
  id: 't',
  digests: [digest, `sha256:${'b'.repeat(64)}`],
  references: ['registry.example/team/app:1.2'],
};
const libssl: VexComponent = {
  ecosystem: 'Debian:12',
  version: '3.0.11-1~deb12u2',
  purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl',
};
const curl: VexComponent = {
  ecosystem: 'Red Hat:enterprise_linux:9',
  version: '7.76.1-26.el9_3.2',
  purl: 'pkg:rpm/rhel/curl@7.76.1-26.el9_3.2?arch=x86_64&distro=rhel-9.3',
};
/** Rebuilt without a new source. */
const rebuilt: VexComponent = {
  ecosystem: 'Debian:12',
  version: '2.36-9+b1',
  purl: 'pkg:deb/debian/libc6@2.36-9%2Bb1?arch=amd64&distro=debian-12&upstream=glibc%402.36-9',
};
/** With a version of its own, and the epoch of its source. */
const perl: VexComponent = {
  ecosystem: 'Red Hat:enterprise_linux:9',
  version: '0:1.55-481.el9',
  purl: 'pkg:rpm/rhel/perl-carp@1.55-481.el9?arch=noarch&distro=rhel-9.3&upstream=perl%404%3A5.32.1-481.el9',
};
const busybox: VexComponent = {
  ecosystem: 'Alpine:v3.18',
  version: '1.36.1-r5',
  purl: 'pkg:apk/alpine/ssl_client@1.36.1-r5?arch=x86_64&distro=alpine-3.18.4&upstream=busybox',
};
const subject = (parts: Partial<VexSubject>): VexSubject => ({
  purls: [],
  digests: [],
  cpes: [],
  range: null,
  ...parts,
});
const named = (...purls: string[]) => subject({ purls });
const isPart = (component: VexComponent, part: VexSubject) =>
  fitsProduct({ part, within: [] }, component, target);
const isWithin = (whole: VexSubject, at = target) => fitsProduct({ part: null, within: [whole] }, libssl, at);

describe('a package', () => {
  it.each([
    ['pkg:deb/debian/libssl3', true],
    ['pkg:deb/debian/LIBSSL3', true],
    ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2', true],
    ['pkg:deb/debian/libssl3@3.0.11-1%7Edeb12u2?arch=amd64', true],
    ['pkg:deb/debian/libssl3?distro=debian-12', true],
    ['pkg:deb/debian/libssl3@3.0.11-1~deb12u2?os_distro=bookworm&os_name=debian&os_version=12', true],
    ['pkg:deb/debian/libssl3?os_name=debian&os_version=13', false],
    ['pkg:deb/debian/libssl3?distro=debian-1', false],
    ['pkg:deb/debian/libssl3@3.0.11-1', false],
    ['pkg:deb/debian/libssl3?arch=arm64', false],
    ['pkg:deb/debian/libssl3?repository_url=example.org', false],
    ['pkg:deb/debian/libssl3#lib', false],
    ['pkg:deb/ubuntu/libssl3', false],
    ['pkg:deb/debian/openssl', false],
    ['pkg:npm/libssl3', false],
    ['libssl3', false],
    ['pkg:', false],
    [`pkg:deb/debian/${'x'.repeat(10_000)}`, false],
  ])('is named by %s: %s', (purl, expected) => {
    expect(isPart(libssl, named(purl))).toBe(expected);
  });

  it.each([
    ['pkg:golang/example.org/mod@v1.2.3', 'pkg:golang/example.org/mod@1.2.3', 'Go', true],
    ['pkg:pypi/My_Pkg@1', 'pkg:pypi/my-pkg@1', 'PyPI', true],
    ['pkg:npm/%40scope/a@1.0.0', 'pkg:npm/%40scope/a@1.0.0', 'npm', true],
    ['pkg:rpm/redhat/a@1-1?epoch=1', 'pkg:rpm/rhel/a@1-1?distro=rhel-9&epoch=1', 'Red Hat', true],
    ['pkg:rpm/redhat/a@1-1', 'pkg:rpm/rhel/a@1-1?distro=rhel-9&epoch=1', 'Red Hat', false],
    ['pkg:rpm/redhat/a@1-1?epoch=0', 'pkg:rpm/rhel/a@1-1?distro=rhel-9', 'Red Hat', true],
  ])('spelled %s is %s of %s: %s', (stated, purl, ecosystem, expected) => {
    expect(isPart({ ecosystem, version: '1', purl }, named(stated))).toBe(expected);
  });

  it.each([
    [libssl, 'pkg:deb/debian/openssl?arch=source', true],
    [libssl, 'pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=src&distro=debian-12', true],
    [libssl, 'pkg:deb/debian/openssl@3.0.11-1~deb12u3?arch=src', false],
    [libssl, 'pkg:deb/debian/openssl?arch=src&distro=debian-11', false],
    [libssl, 'pkg:deb/debian/libssl3?arch=src', false],
    [libssl, 'pkg:deb/ubuntu/openssl?arch=src', false],
    [libssl, 'pkg:deb/debian/openssl?arch=amd64', false],
    [curl, 'pkg:rpm/redhat/curl@7.76.1-26.el9_3.2?arch=src', true],
    [curl, 'pkg:rpm/redhat/curl@7.76.1-26.el9_3.2?arch=src&epoch=1', false],
    [rebuilt, 'pkg:deb/debian/glibc@2.36-9?arch=src', true],
    [rebuilt, 'pkg:deb/debian/glibc@2.36-9%2Bb1?arch=src', false],
    [perl, 'pkg:rpm/redhat/perl@5.32.1-481.el9?arch=src&epoch=4', true],
    [perl, 'pkg:rpm/redhat/perl@5.32.1-481.el9?arch=src', false],
    [busybox, 'pkg:apk/alpine/busybox@1.36.1-r5?arch=source', true],
    [busybox, 'pkg:apk/alpine/busybox@1.36.1-r6?arch=source', false],
    [{ ...curl, purl: 'pkg:golang/curl@1' }, 'pkg:golang/curl?arch=src', false],
  ])('of %j is built from the source package %s: %s', (component, purl, expected) => {
    expect(isPart(component, named(purl))).toBe(expected);
  });

  it('lies in a range of its source by the version of that', () => {
    const purls = ['pkg:rpm/redhat/perl?arch=src'];
    expect(isPart(perl, subject({ purls, range: 'vers:rpm/>=4:5.32.1-480|<4:5.32.1-482' }))).toBe(true);
    expect(isPart(perl, subject({ purls, range: 'vers:rpm/<4:5.32.1-481.el9' }))).toBe(false);
  });

  it('lies in a range by the order of its ecosystem', () => {
    const purls = ['pkg:deb/debian/libssl3'];
    expect(isPart(libssl, subject({ purls, range: 'vers:deb/>=3.0.2|<3.0.12' }))).toBe(true);
    expect(isPart(libssl, subject({ purls, range: 'vers:deb/<3.0.11' }))).toBe(false);
    expect(isPart(libssl, subject({ purls, range: 'nonsense' }))).toBe(false);
  });
});

describe('a program', () => {
  const helm: VexComponent = {
    ecosystem: 'Go',
    version: 'v3.19.0',
    purl: 'pkg:golang/helm.sh/helm/v3@v3.19.0',
  };
  const inTrivy = { ...helm, program: 'pkg:golang/github.com/aquasecurity/trivy@v0.60.0' };
  const library = named('pkg:golang/helm.sh/helm/v3');
  const trivy = named('pkg:golang/github.com/aquasecurity/trivy');

  it.each([
    ['is the product of what it was built of', inTrivy, library, trivy, true],
    ['may be named as the part of that', inTrivy, trivy, library, true],
    [
      'holds nothing of another program',
      { ...helm, program: 'pkg:golang/example.org/other' },
      library,
      trivy,
      false,
    ],
    ['holds nothing of which that is not known', helm, library, trivy, false],
    ['holds nothing else', { ...inTrivy, purl: 'pkg:golang/example.org/x@v1.0.0' }, library, trivy, false],
    [
      'is held to the version that is named',
      inTrivy,
      library,
      named('pkg:golang/github.com/aquasecurity/trivy@0.60.0'),
      true,
    ],
    [
      'is none of another version',
      inTrivy,
      library,
      named('pkg:golang/github.com/aquasecurity/trivy@0.61.0'),
      false,
    ],
    [
      'is none of a version that is named where its own is not known',
      { ...helm, program: 'pkg:golang/github.com/aquasecurity/trivy' },
      library,
      named('pkg:golang/github.com/aquasecurity/trivy@0.60.0'),
      false,
    ],
    ['may be any where it is looked up later', { ...helm, program: anyProgram }, library, trivy, true],
    [
      'that may be any is no image',
      { ...helm, program: anyProgram },
      library,
      subject({ digests: [`sha256:${'f'.repeat(64)}`] }),
      false,
    ],
  ])('%s', (_, component, part, whole, expected) => {
    expect(fitsProduct({ part, within: [whole] }, component, target)).toBe(expected);
  });

  it('lies in a range by the order of its ecosystem', () => {
    const ranged = (range: string) =>
      fitsProduct({ part: library, within: [{ ...trivy, range }] }, inTrivy, target);
    expect([ranged('vers:golang/<v0.61.0'), ranged('vers:golang/<v0.60.0')]).toEqual([true, false]);
  });
});

describe('a platform', () => {
  const on = (cpe: string) =>
    fitsProduct({ part: named('pkg:rpm/redhat/curl'), within: [subject({ cpes: [cpe] })] }, curl, target);

  it.each([
    ['cpe:/o:redhat:enterprise_linux:9', true],
    ['cpe:/a:redhat:enterprise_linux:9::appstream', true],
    ['cpe:2.3:o:redhat:enterprise_linux:9.3:*:*:*:*:*:*:*', true],
    ['cpe:/o:redhat:enterprise_linux:8', false],
    ['cpe:/o:redhat:enterprise_linux', false],
    ['cpe:/o:redhat:rhel_eus:9.3', false],
    ['cpe:/a:redhat:openshift:4.16::el9', false],
    ['cpe:/o:debian:debian_linux:9', false],
  ])('is named by %s: %s', (cpe, expected) => {
    expect(on(cpe)).toBe(expected);
  });

  it('is none that packages of no distribution lie on', () => {
    const npm = { ecosystem: 'npm', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' };
    const within = [subject({ cpes: ['cpe:/o:redhat:enterprise_linux:9'] })];
    expect(fitsProduct({ part: named('pkg:npm/a'), within }, npm, target)).toBe(false);
  });
});

describe('an image', () => {
  it.each([
    [`pkg:oci/other@${encodeURIComponent(digest)}`, true],
    ['pkg:oci/app?repository_url=registry.example/team/app', true],
    ['pkg:oci/app?repository_url=registry.example/team/app&tag=1.2', true],
    ['pkg:oci/app?repository_url=registry.example/team/app&tag=1.3', false],
    ['pkg:oci/app?repository_url=registry.example/team/app&arch=amd64', false],
    ['pkg:oci/app?repository_url=registry.example/other/app', false],
    ['pkg:oci/app', false],
    [
      `pkg:oci/app@${encodeURIComponent(`sha256:${'c'.repeat(64)}`)}?repository_url=registry.example/team/app`,
      false,
    ],
    ['pkg:docker/team/app@1.2?repository_url=registry.example', true],
    ['pkg:docker/team/app@1.2', false],
    ['pkg:deb/debian/libssl3', false],
  ])('is named by %s: %s', (purl, expected) => {
    expect(isWithin(named(purl))).toBe(expected);
  });

  it('is named by the names that Docker leaves out', () => {
    const alpine = { ...target, references: ['alpine:3.20'] };
    const team = { ...target, references: ['index.docker.io/aquasec/trivy:1'] };
    expect(isWithin(named('pkg:docker/alpine@3.20'), alpine)).toBe(true);
    expect(isWithin(named('pkg:oci/alpine'), alpine)).toBe(true);
    expect(isWithin(named('pkg:oci/trivy?repository_url=index.docker.io%2Faquasec%2Ftrivy'), team)).toBe(
      true,
    );
    expect(isWithin(named('pkg:docker/aquasec/trivy'), team)).toBe(true);
    expect(isWithin(named('pkg:oci/trivy'), team)).toBe(false);
  });

  it('is named by its digest; by nothing it is no image at all', () => {
    expect(isWithin(subject({ digests: [digest] }))).toBe(true);
    expect(isWithin(subject({}))).toBe(false);
    expect(fitsProduct({ part: null, within: [] }, libssl, target)).toBe(false);
  });

  it('may be named as a part of the package within it', () => {
    const image = subject({ digests: [digest] });
    const turned = { part: image, within: [named('pkg:deb/debian/libssl3')] };
    expect(fitsProduct(turned, libssl, target)).toBe(true);
    expect(fitsProduct(turned, libssl, { ...target, digests: [] })).toBe(false);
    expect(fitsProduct({ ...turned, within: [named('pkg:deb/debian/zlib1g')] }, libssl, target)).toBe(false);
    const platform = subject({ cpes: ['cpe:/o:debian:debian_linux:12'] });
    expect(fitsProduct({ ...turned, within: [...turned.within, platform] }, libssl, target)).toBe(true);
    expect(fitsProduct({ part: image, within: [image] }, libssl, target)).toBe(false);
    const two = [named('pkg:deb/debian/libssl3'), named('pkg:deb/debian/openssl')];
    expect(fitsProduct({ part: image, within: two }, libssl, target)).toBe(false);
  });

  it('holds what a statement says of one of its packages, and nothing else', () => {
    const within = [subject({ digests: [digest] })];
    expect(fitsProduct({ part: named('pkg:deb/debian/libssl3'), within }, libssl, target)).toBe(true);
    expect(fitsProduct({ part: named('pkg:deb/debian/zlib1g'), within }, libssl, target)).toBe(false);
    expect(
      fitsProduct({ part: named('pkg:deb/debian/libssl3'), within }, libssl, { ...target, digests: [] }),
    ).toBe(false);
  });
});

describe('vers', () => {
  it.each([
    ['vers:npm/1.2.3', '1.2.3', true],
    ['vers:npm/1.2.3', '1.2.4', false],
    ['vers:npm/*', '9.9.9', true],
    ['vers:npm/>=1.0.0|<2.0.0', '1.5.0', true],
    ['vers:npm/>=1.0.0|<2.0.0', '2.0.0', false],
    ['vers:npm/>=1.0.0|<2.0.0|>=3.0.0', '3.0.0', true],
    ['vers:npm/>=1.0.0|<2.0.0|>=3.0.0', '2.5.0', false],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.0', false],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.1', true],
    ['vers:npm/<2.0.0|>=1.0.0', '1.5.0', true],
    ['vers:npm/1.0.0|>=2.0.0', '1.0.0', true],
    ['vers:npm/1.0.0|>=2.0.0', '1.5.0', false],
    ['vers:npm/<=1.0.0', '1.0.0', true],
    ['vers:npm/>1.0.0', '1.0.0', false],
    ['vers:npm/', '1.0.0', false],
    ['vers:npm/*|1.0.0', '1.0.0', false],
    ['vers:npm/>=what|ever<', '1.0.0', false],
    ['vers:npm/>=1.0.0', 'not a version', false],
    ['>=1.0.0', '1.0.0', false],
    [`vers:npm/${'1.0.0|'.repeat(5_000)}`, '1.0.0', false],
  ])('%s holds %s: %s', (range, version, expected) => {
    expect(isInVersRange(range, 'npm', version)).toBe(expected);
  });

  it.each([
    ['vers:pypi/1.0', '1.0+local.1', true],
    ['vers:pypi/1.0+local.1', '1.0', false],
    ['vers:pypi/<=1.0', '1.0+local.1', true],
    ['vers:pypi/>1.0', '1.0+local.1', false],
    ['vers:pypi/>1.0', '1.0.post1', true],
    ['vers:pypi/<1.0', '1.0+local.1', false],
    ['vers:pypi/>=0.9|!=1.0', '1.0+local.1', false],
    ['vers:pypi/>=0.9|<2|>=3', '1.0+local.1', true],
  ])('%s holds %s of PyPI: %s', (range, version, expected) => {
    expect(isInVersRange(range, 'PyPI', version)).toBe(expected);
  });
});
