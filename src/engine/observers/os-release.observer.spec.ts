import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { osReleaseObserver } from './os-release.observer.js';

const read = (content: string) => readFile(osReleaseObserver, 'etc/os-release', content);

describe('osReleaseObserver', () => {
  it.each([
    ['etc/os-release', true],
    ['usr/lib/os-release', true],
    ['etc/centos-release', true],
    ['etc/redhat-release', true],
    ['usr/lib/redhat-release', false],
    ['etc/lsb-release', false],
    ['opt/etc/os-release', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(osReleaseObserver.wants(path)).toBe(isWanted);
  });

  it.each([
    ['etc/centos-release', 'CentOS release 6.10 (Final)\n', 'centos', '6.10', 'CentOS release 6.10 (Final)'],
    [
      'etc/centos-release',
      'CentOS Linux release 7.9.2009 (Core)',
      'centos',
      '7.9.2009',
      'CentOS Linux release 7.9.2009 (Core)',
    ],
    ...[
      ['etc/redhat-release', 'Red Hat Enterprise Linux Server release 6.10 (Santiago)', 'rhel', '6.10'],
      ['etc/redhat-release', 'Red Hat Enterprise Linux AS release 4 (Nahant Update 9)', 'rhel', '4'],
      ['etc/redhat-release', 'Red Hat Enterprise Linux release 8.9 (Ootpa)', 'rhel', '8.9'],
      ['etc/redhat-release', 'CentOS release 5.11 (Final)', 'centos', '5.11'],
      ['etc/redhat-release', 'Scientific Linux release 6.10 (Carbon)', 'scientific', '6.10'],
      ['etc/system-release', 'Amazon Linux AMI release 2018.03', 'amzn', '2018.03'],
      ['etc/system-release', 'Fedora release 16 (Verne)', 'fedora', '16'],
      ['etc/oracle-release', 'Oracle Linux Server release 6.10', 'ol', '6.10'],
      ['etc/fedora-release', 'Fedora release 16 (Verne)', 'fedora', '16'],
    ].map(([path, line, id, release]) => [path!, `${line!}\n`, id!, release!, line!]),
    ['etc/system-release-cpe', 'cpe:/o:centos:linux:6:GA\n', 'centos', '6', 'CentOS 6'],
    [
      'etc/system-release-cpe',
      'cpe:/o:redhat:enterprise_linux:6server:ga:server\n',
      'rhel',
      '6',
      'Red Hat Enterprise Linux 6',
    ],
    ['etc/system-release-cpe', 'cpe:/o:amazon:linux:2018.03:ga', 'amzn', '2018.03', 'Amazon Linux 2018.03'],
    ['etc/alpine-release', '3.3.0\n', 'alpine', '3.3.0', 'Alpine Linux 3.3.0'],
    ['etc/debian_version', '6.0.10\n', 'debian', '6.0.10', 'Debian GNU/Linux 6.0.10'],
  ])('reads the line of %s: %j', (path, content, id, versionId, prettyName) => {
    const { extract, problem } = readFile(osReleaseObserver, path, content);
    expect(extract).toMatchObject({ id, versionId, prettyName, codename: null });
    expect(problem).toBeNull();
  });

  it.each([
    ['etc/debian_version', 'bookworm/sid\n'],
    ['etc/centos-release', 'Rocky Linux release 8.9\n'],
    ['etc/alpine-release', ''],
    ['etc/oracle-release', 'Red Hat Enterprise Linux Server release 6.10 (Santiago)\n'],
    ['etc/redhat-release', 'Fedora release 42_beta\n'],
    ['etc/system-release-cpe', 'cpe:/o:centos:6:GA\n'],
    ['etc/redhat-release', 'Something Else release 6.10\n'],
    ['etc/redhat-release', 'Red Hat Enterprise Linux Server\n'],
  ])('reads no release in the line of %s: %j', (path, content) => {
    expect(readFile(osReleaseObserver, path, content)).toEqual({ extract: null, problem: null });
  });

  it('reads a distribution with its release', () => {
    const content = [
      'PRETTY_NAME="Ubuntu 22.04.3 LTS"',
      'NAME="Ubuntu"',
      'VERSION_ID="22.04"',
      'VERSION_CODENAME=jammy',
      'ID=ubuntu',
      'ID_LIKE=debian',
      'HOME_URL="https://www.ubuntu.com/"',
    ].join('\n');
    expect(read(content)).toEqual({
      problem: null,
      extract: {
        id: 'ubuntu',
        idLike: ['debian'],
        versionId: '22.04',
        prettyName: 'Ubuntu 22.04.3 LTS',
        codename: 'jammy',
      },
    });
  });

  it.each([
    ['ID="centos"', { id: 'centos' }],
    ["ID='centos'", { id: 'centos' }],
    ['ID=CentOS', { id: 'centos' }],
    ['  ID=a  ', { id: 'a' }],
    ['ID=a\nID=b', { id: 'b' }],
    ['ID=a\n# ID=b\n\n', { id: 'a' }],
    ['ID=a\r\n', { id: 'a' }],
    ['ID_LIKE="rhel  fedora"', { idLike: ['rhel', 'fedora'] }],
    ['VERSION_ID=', { versionId: null }],
    ['VERSION_ID=""', { versionId: null }],
    ['PRETTY_NAME="a \\"b\\" \\$c \\\\"', { prettyName: 'a "b" $c \\' }],
    ["PRETTY_NAME='a \\\"b'", { prettyName: 'a \\"b' }],
    ['PRETTY_NAME="a\u001b[31mb"', { prettyName: 'a\ufffd[31mb' }],
    ['NAME=Something', { id: 'linux', idLike: [], versionId: null, prettyName: null, codename: null }],
    ['', { id: 'linux' }],
  ])('reads %j', (content, expected) => {
    const { extract, problem } = read(content);
    expect(problem).toBeNull();
    expect(extract).toMatchObject(expected);
  });

  it.each([
    ['ID=debian\nVERSION_ID="12', 'line 2 is no assignment: "VERSION_ID=\\"12"'],
    ['ID=debian\nnonsense', 'line 2 is no assignment: "nonsense"'],
    ['ID=debian\nPRETTY_NAME="', 'line 2 is no assignment'],
    ['ID=debian\nA B=c', 'line 2 is no assignment'],
  ])('reports %j and keeps the rest', (content, message) => {
    const { extract, problem } = read(content);
    expect(problem).toContain(message);
    expect(extract).toMatchObject({ id: 'debian', versionId: null, prettyName: null });
  });

  it('takes no name of an object for an assignment', () => {
    expect(read('__proto__=a\nconstructor=b').extract).toMatchObject({ id: 'linux' });
  });
});
