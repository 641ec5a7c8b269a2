import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { exampleOf } from '../../../test/support/lock-file.js';
import { readFile } from '../../../test/support/read-file.js';
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

  const program = 'it is a program, which is not run: it may ask for other packages than it names';

  it('lists what stands in a program as text, and says that it does not run it', () => {
    const content = `from conan import ConanFile
"""requires = "none/1.0" """
class Shop(ConanFile):
    name = "shop"
    requires = "zlib/1.2.13", 'fmt/9.1.0@user/stable',
    tool_requires = [
        "cmake/3.27.1",  # self.requires("none/2.0")
        "ninja/1.11.1"]
    build_requires = (("a/1.0", "private"), ("b/"
        "2.0"),)
    python_requires = "tools/0.1"
    def requirements(self):
        if self.options.tls: self.requires("openssl/1.1.1w", transitive_headers=True)
        self.requires.add(f'old/1.0@{self.user}/{self.channel}' "#0a1b")
        self.build(requires="none/3.0")
    def build_requirements(self):
        self.test_requires("gtest/1.14.0"); self.tool_requires(
            "nasm/2.16.01")
    requires += ("zstd/1.5.5",)
`;
    expect(readFolder(conanFileLockFile, { 'conanfile.py': content })).toEqual({
      packages: [
        'pkg:conan/a@1.0 (development)',
        'pkg:conan/b@2.0 (development)',
        'pkg:conan/cmake@3.27.1 (development)',
        'pkg:conan/fmt@9.1.0',
        'pkg:conan/gtest@1.14.0 (development)',
        'pkg:conan/nasm@2.16.01 (development)',
        'pkg:conan/ninja@1.11.1 (development)',
        'pkg:conan/old@1.0',
        'pkg:conan/openssl@1.1.1w',
        'pkg:conan/tools@0.1 (development)',
        'pkg:conan/zlib@1.2.13',
        'pkg:conan/zstd@1.5.5',
      ],
      unresolved: [expect.stringContaining(`conanfile.py: ${program}; it names direct dependencies only`)],
    });
  });

  it.each([
    ['self.requires("zlib/[>=1.2 <2]")', 'zlib/[>=1.2 <2]'],
    ['self.tool_requires("cmake/<host_version>")', 'cmake/<host_version>'],
    ['self.requires(f"zlib/{self.version}")', 'zlib/{self.version}'],
    ['self.requires("zlib/%s" % version)', 'zlib/%s % version'],
    ['self.requires("zlib/1.2" + suffix)', 'zlib/1.2 + suffix'],
    ['self.requires("zlib/{}".format(version), force=True)', 'zlib/{} . format ( version )'],
    ['self.requires(reference)', 'reference'],
    ['requires = "zlib/1" if old else "zlib/2"', 'zlib/1 if old else zlib/2'],
    ['requires = base + ["zlib/1"]', 'base +'],
  ])('names what %s leaves open', (line, open) => {
    const { unresolved } = readFolder(conanFileLockFile, { 'conanfile.py': `x = 1\n${line}\n` });
    expect(unresolved).toEqual([
      expect.stringContaining(`${program}; ${JSON.stringify(open)} tells no one version; `),
    ]);
  });

  it.each([
    '',
    'requires = None\n',
    'requires = "',
    'self.requires(',
    "x = {'requires': 1}",
    'if requires == "a/1": pass',
  ])('finds nothing in %j', (content) => {
    expect(readFolder(conanFileLockFile, { 'conanfile.py': content })).toEqual({
      packages: [],
      unresolved: [`conanfile.py: ${program}`],
    });
  });

  it.each(['self.requires(', 'x[:requires=', '"', 'requires = (', "f'''"])(
    'is done soon with many %j',
    (piece) => {
      const start = processorTime();
      readFile(conanFileLockFile, 'conanfile.py', piece.repeat(1_000_000 / piece.length));
      expect(processorTime() - start).toBeLessThan(5_000);
    },
  );

  it('reports a program of which it did not read all', () => {
    const content = `requires = "zlib/1.2.13"\n${'x = 1\n'.repeat(60_000)}`;
    expect(readFile(conanFileLockFile, 'conanfile.py', content)).toMatchObject({
      extract: { packages: [{ name: 'zlib', version: '1.2.13' }] },
      problem: 'of the program 200000 tokens were read',
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
