import { describe, expect, it } from 'vitest';
import { exampleOf } from '../../../test/support/lock-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { conanFileLockFile } from './conan-file.lock-file.js';

describe('conanFileLockFile', () => {
  it('lists what is asked for, and what builds and tests need', () => {
    expect(readFolder(conanFileLockFile, { 'conanfile.txt': exampleOf(conanFileLockFile) })).toEqual({
      packages: [
        'pkg:conan/cmake@3.27.1 (development)',
        'pkg:conan/gtest@1.14.0 (development)',
        'pkg:conan/openssl@1.1.1w',
        'pkg:conan/zlib@1.2.13',
      ],
      unresolved: [expect.stringContaining('conanfile.txt: it names direct dependencies only')],
    });
  });

  it('names what has no one version', () => {
    const content = '[requires]\nzlib/[>=1.2 <2]\nopenssl\n';
    expect(readFolder(conanFileLockFile, { 'a/conanfile.txt': content })).toEqual({
      packages: [],
      unresolved: [
        expect.stringContaining(
          'a/conanfile.txt: "zlib/[>=1.2 <2]" tells no one version; "openssl" tells no one version; ',
        ),
      ],
    });
  });

  it('says that it does not run a program', () => {
    expect(readFolder(conanFileLockFile, { 'conanfile.py': 'requires = "zlib/1.2.13"\n' })).toEqual({
      packages: [],
      unresolved: [
        'conanfile.py: it is a program, which is not run: which packages it asks for is not known',
      ],
    });
  });

  it('leaves it all to a lock file beside it', () => {
    const contents = { 'a/conanfile.txt': exampleOf(conanFileLockFile), 'a/conanfile.py': '' };
    expect(readFolder(conanFileLockFile, contents, ['a/conan.lock'])).toEqual({
      packages: [],
      unresolved: [],
    });
    expect(readFolder(conanFileLockFile, contents, ['conan.lock']).packages).toHaveLength(4);
  });

  it('takes a project without packages for one', () => {
    expect(readFolder(conanFileLockFile, { 'conanfile.txt': '[generators]\nCMakeDeps\n' })).toEqual({
      packages: [],
      unresolved: [],
    });
  });
});
