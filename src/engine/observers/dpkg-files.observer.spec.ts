import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { dpkgFilesObserver } from './dpkg-files.observer.js';

const path = 'var/lib/dpkg/info/python3-six.list';

describe('dpkgFilesObserver', () => {
  it('keeps the files that tell of packages of languages', () => {
    const list = `/.
/usr/lib/python3/dist-packages/six-1.16.0.egg-info
/usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO
/usr/lib/python3/dist-packages/six.py
/usr/share/nodejs/ms/package.json
/usr/share/rubygems-integration/all/specifications/rake-13.0.6.gemspec
/usr/share/php/.registry/archive_tar.reg
/usr/lib/erlang/lib/p1_utils-1.0.25/ebin/p1_utils.app
/usr/lib/erlang/lib/p1_utils-1.0.25/ebin/p1_utils.beam
`;
    expect(readFile(dpkgFilesObserver, path, list)).toEqual({
      problem: null,
      extract: [
        'usr/lib/python3/dist-packages/six-1.16.0.egg-info',
        'usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO',
        'usr/share/nodejs/ms/package.json',
        'usr/share/rubygems-integration/all/specifications/rake-13.0.6.gemspec',
        'usr/share/php/.registry/archive_tar.reg',
        'usr/lib/erlang/lib/p1_utils-1.0.25/ebin/p1_utils.app',
      ],
    });
  });

  it('reads the lists of packages of one architecture too, and nothing else', () => {
    expect(dpkgFilesObserver.wants('var/lib/dpkg/info/libc6:amd64.list')).toBe(true);
    expect(dpkgFilesObserver.wants('var/lib/dpkg/info/libc6:amd64.md5sums')).toBe(false);
    expect(dpkgFilesObserver.wants('var/lib/dpkg/info/a/b.list')).toBe(false);
  });

  it('says which line is no path, and keeps the others', () => {
    expect(readFile(dpkgFilesObserver, path, 'x\n/a/package.json\n')).toEqual({
      problem: 'line 1 is no path: "x"',
      extract: ['a/package.json'],
    });
  });
});
