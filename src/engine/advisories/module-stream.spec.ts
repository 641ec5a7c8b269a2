import { describe, expect, it } from 'vitest';
import { moduleOfComponent, modulesOfRange } from './module-stream.js';

const build = '1:18.20.4-1.module_el8.10.0+3885+2a5a3a3c';

describe('moduleOfComponent', () => {
  it.each([
    ['AlmaLinux:8', build, 'pkg:rpm/almalinux/nodejs@1?rpmmod=nodejs:18', 'nodejs:18'],
    [
      'Rocky Linux:8',
      '1',
      'pkg:rpm/rocky/nodejs@1?arch=x86_64&rpmmod=nodejs%3A18%3A80:c&upstream=a',
      'nodejs:18',
    ],
    ['Red Hat:enterprise_linux:8', '1-1.module+el8.9.0+1+ab', 'pkg:rpm/redhat/nodejs@1', ''],
    ['AlmaLinux:8', '1-1.el8', 'pkg:rpm/almalinux/nodejs@1', null],
    ['AlmaLinux:8', '1-1.el8', 'pkg:rpm/almalinux/nodejs@1?rpmmod=%', null],
    ['openSUSE:Leap 15.5', build, 'pkg:rpm/opensuse/nodejs@1?rpmmod=nodejs:18', null],
  ])('in %s of %s, %s is %j', (ecosystem, version, purl, expected) => {
    expect(moduleOfComponent({ ecosystem, version, purl })).toBe(expected);
  });
});

describe('modulesOfRange', () => {
  it.each([
    ['Important: nodejs:18 security update', ['nodejs:18']],
    ['Moderate: idm:DL1 and idm:client security, bug fix, and enhancement update', ['idm:DL1', 'idm:client']],
    ['Important: httpd:2.4/mod_http2 security update', ['httpd:2.4']],
    ['ALSA-2022:5468: php:8.0 security update (Important)', ['php:8.0']],
    ['RHSA-2024:1444: Red Hat Security Advisory: nodejs:16 security update', ['nodejs:16']],
    [
      'perl-IO-Socket-SSL:2.066 and perl-libwww-perl:6.34 update',
      ['perl-IO-Socket-SSL:2.066', 'perl-libwww-perl:6.34'],
    ],
    ['Important: ruby security update', []],
    ['', []],
  ])('%s is about %j', (title, expected) => {
    expect(modulesOfRange('AlmaLinux:8', build, title)).toEqual(expected);
  });

  it('is about none for other builds, without a fix, and in distributions without modules', () => {
    expect(modulesOfRange('AlmaLinux:8', '18-1.el8', 'nodejs:18')).toBeNull();
    expect(modulesOfRange('AlmaLinux:8', null, 'nodejs:18')).toBeNull();
    expect(modulesOfRange('Debian:12', build, 'nodejs:18')).toBeNull();
  });
});
