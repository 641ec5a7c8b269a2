import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { osReleaseObserver } from './os-release.observer.js';

const read = (content: string) => readFile(osReleaseObserver, 'etc/os-release', content);

describe('osReleaseObserver', () => {
  it.each([
    ['etc/os-release', true],
    ['usr/lib/os-release', true],
    ['etc/lsb-release', false],
    ['opt/etc/os-release', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(osReleaseObserver.wants(path)).toBe(isWanted);
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
