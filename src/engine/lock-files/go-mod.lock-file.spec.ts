import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile } from '../../../test/support/lock-file.js';
import { readFile } from '../../../test/support/read-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { goModLockFile } from './go-mod.lock-file.js';

const read = (content: string) => readLockFile(goModLockFile, 'go.mod', content);
const requiring = (...lines: string[]) => read(['module m', 'go 1.18', ...lines].join('\n'));

/** Package URLs of files read together, by path. */
function readTogether(files: Readonly<Record<string, string>>): string[] {
  const extracted = Object.entries(files).flatMap(([path, content]) => {
    const { extract } = readFile(goModLockFile, path, content);
    return extract ? [{ path, layer: 'sha256:1', extract }] : [];
  });
  const context = { osRelease: null, distribution: null };
  return goModLockFile.components(extracted, context).map(({ purl, paths }) => `${purl} ${paths.join()}`);
}

describe('goModLockFile', () => {
  it.each([
    ['go.mod', true],
    ['cmd/go.sum', true],
    ['go.work', true],
    ['go.work.sum', false],
    ['go.mod.bak', false],
    ['vendor/example.org/a/go.mod', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(goModLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what is required, with replacements and the standard library', () => {
    expect(read(exampleOf(goModLockFile))).toMatchObject({
      packages: [
        'pkg:golang/example.org/fork/go-spew@v1.1.2',
        'pkg:golang/github.com/masterminds/semver/v3@v3.2.1',
        'pkg:golang/golang.org/x/text@v0.14.0',
        'pkg:golang/gopkg.in/yaml.v3@v3.0.1',
        'pkg:golang/stdlib@1.22.5',
      ],
      problem: null,
    });
  });

  it.each([
    ['go 1.20', []],
    ['go 1.20.4', []],
    ['go 1.21', ['pkg:golang/stdlib@1.21.0']],
    ['go 1.21rc2', ['pkg:golang/stdlib@1.21.0-rc.2']],
    ['go 1.23.4', ['pkg:golang/stdlib@1.23.4']],
    ['go 1.21\ntoolchain go1.22.3-custom', ['pkg:golang/stdlib@1.22.3']],
    ['go 1.21\ntoolchain default', ['pkg:golang/stdlib@1.21.0']],
    ['toolchain local', []],
  ])('takes the standard library of %j', (lines, packages) => {
    expect(read(`module m\n${lines}\n`)).toMatchObject({ packages, problem: null });
  });

  it.each([
    ['of that version', 'replace a.org/b v1.0.0 => c.org/d v1.1.0', ['pkg:golang/c.org/d@v1.1.0']],
    ['of another version', 'replace a.org/b v1.0.1 => c.org/d v1.1.0', ['pkg:golang/a.org/b@v1.0.0']],
    ['of all versions', 'replace a.org/b => a.org/b v1.2.0', ['pkg:golang/a.org/b@v1.2.0']],
    ['of another module', 'replace a.org/c => c.org/d v1.1.0', ['pkg:golang/a.org/b@v1.0.0']],
    ['by a folder', 'replace a.org/b v1.0.0 => ../b', []],
    [
      'of that version before all',
      'replace (\na.org/b => c.org/d v9.0.0\na.org/b v1.0.0 => c.org/d v1.1.0\n)',
      ['pkg:golang/c.org/d@v1.1.0'],
    ],
  ])('honours a replacement %s', (_, line, packages) => {
    expect(requiring('require a.org/b v1.0.0', line)).toMatchObject({ packages, problem: null });
  });

  it('takes the later version of a module that is required twice', () => {
    for (const versions of [
      ['v1.9.0', 'v1.10.0'],
      ['v1.10.0', 'v1.9.0'],
    ])
      expect(requiring(...versions.map((version) => `require a.org/b ${version}`))).toMatchObject({
        packages: ['pkg:golang/a.org/b@v1.10.0'],
        problem: null,
      });
  });

  it('replaces the version that is taken', () => {
    const found = requiring(
      'require a.org/b v1.0.0',
      'require a.org/b v1.1.0',
      'replace a.org/b v1.0.0 => c.org/d v1.2.0',
    );
    expect(found).toMatchObject({ packages: ['pkg:golang/a.org/b@v1.1.0'], problem: null });
  });

  it('reads blocks with nothing in them', () => {
    expect(requiring('require ()', 'exclude (', ')', 'require a.org/b v1.0.0')).toMatchObject({
      packages: ['pkg:golang/a.org/b@v1.0.0'],
      problem: null,
    });
  });

  const sum = [
    'a.org/b v1.0.0 h1:x=',
    'a.org/b v1.0.0/go.mod h1:x=',
    'a.org/c v1.9.0 h1:x=',
    'a.org/c v1.10.0 h1:x=',
    'a.org/c v1.10.0/go.mod h1:x=',
    'a.org/d v0.1.0/go.mod h1:x=',
    'a.org/e v1.0.0 h1:x=',
    'a.org/f v1.0.0 h1:x=',
    '',
  ].join('\n');

  it('adds what go.sum lists to a go.mod of before Go 1.17', () => {
    const mod =
      'module m\ngo 1.16\nrequire a.org/b v0.9.0\nexclude a.org/e v1.0.0\nreplace a.org/x => a.org/f v1.0.0\n';
    expect(readTogether({ 'x/go.mod': mod, 'x/go.sum': sum, 'y/go.sum': 'a.org/g v1.0.0 h1:x=\n' })).toEqual([
      'pkg:golang/a.org/b@v0.9.0 /x/go.mod',
      'pkg:golang/a.org/c@v1.10.0 /x/go.sum',
    ]);
    expect(readTogether({ 'go.mod': 'module m\n', 'go.sum': sum })).toHaveLength(4);
  });

  it('adds nothing where go.mod names all modules', () => {
    const mod = 'module m\ngo 1.17\nrequire a.org/b v1.0.0\n';
    expect(readTogether({ 'go.mod': mod, 'go.sum': sum })).toEqual(['pkg:golang/a.org/b@v1.0.0 /go.mod']);
  });

  const shop =
    'module m.org/shop\ngo 1.21\nrequire (\na.org/b v1.0.0\na.org/c v1.3.0\nm.org/cart v0.0.0\n)\n';
  const cart =
    'module m.org/cart\ngo 1.21\nrequire a.org/b v1.2.0\nrequire a.org/d v1.0.0\nreplace a.org/d => a.org/e v1.0.0\n';

  it('builds the modules of a workspace together', () => {
    expect(
      readTogether({
        'go.work': 'go 1.22.0\nuse (\n\t./shop\n\tcart\n)\nreplace a.org/c v1.3.0 => a.org/f v1.4.0\n',
        'shop/go.mod': shop,
        'cart/go.mod': cart,
        'tool/go.mod': 'module m.org/tool\ngo 1.21\nrequire a.org/b v1.1.0\n',
      }),
    ).toEqual([
      'pkg:golang/a.org/b@v1.1.0 /tool/go.mod',
      'pkg:golang/a.org/b@v1.2.0 /cart/go.mod,/shop/go.mod',
      'pkg:golang/a.org/e@v1.0.0 /cart/go.mod',
      'pkg:golang/a.org/f@v1.4.0 /shop/go.mod',
      'pkg:golang/stdlib@1.21.0 /tool/go.mod',
      'pkg:golang/stdlib@1.22.0 /go.work',
    ]);
  });

  it('lets the replacements of a workspace go before those of its modules', () => {
    const work = 'go 1.20\nuse .\nreplace a.org/d => ./d\n';
    expect(readTogether({ 'w/go.work': work, 'w/go.mod': cart })).toEqual([
      'pkg:golang/a.org/b@v1.2.0 /w/go.mod',
      'pkg:golang/stdlib@1.21.0 /w/go.mod',
    ]);
  });

  it('names the modules of a workspace that are not in the folder', () => {
    expect(
      readFolder(goModLockFile, { 'w/go.work': 'go 1.20\nuse ../x\nuse ./y\n', 'x/go.mod': cart }),
    ).toEqual({
      packages: ['pkg:golang/a.org/b@v1.2.0', 'pkg:golang/a.org/e@v1.0.0', 'pkg:golang/stdlib@1.21.0'],
      unresolved: ['w/go.work: its module "./y" was not read'],
    });
  });

  it('names workspaces that come to too much, and lists their modules alone', () => {
    const requires = Array.from({ length: 3_000 }, (_, index) => `a.org/m${index} v1.0.0`).join('\n');
    const works = Array.from({ length: 60 }, (_, index) => [
      `w${index}/go.work`,
      'go 1.20\nuse ../m\nuse ../n\n',
    ]);
    const { packages, unresolved } = readFolder(goModLockFile, {
      ...(Object.fromEntries(works) as Record<string, string>),
      'm/go.mod': `module m\ngo 1.20\nrequire (\n${requires}\n)\n`,
      'n/go.mod': 'module n\ngo 1.20\nrequire a.org/m0 v1.1.0\n',
    });
    expect(packages).toContain('pkg:golang/a.org/m0@v1.1.0');
    expect(packages).toHaveLength(3_000);
    expect(unresolved.length).toBeGreaterThan(10);
    expect(unresolved[0]).toMatch(/^w[0-9]+\/go\.work: its modules were not built together/);
  });

  it('reports a line of a go.work that is none', () => {
    expect(readFile(goModLockFile, 'go.work', 'go 1.20\nuse\n').problem).toBe(
      'line 2 is none of a go.work: "use"',
    );
  });

  it.each([
    [
      'a line that is none',
      'module m\nthis is not a go.mod\n',
      'line 2 is none of a go.mod: "this is not a go.mod"',
    ],
    ['a requirement without a version', 'module m\nrequire a.org/b\n', 'line 2 is none of a go.mod'],
    ['a replacement without an end', 'module m\nreplace a.org/b =>\n', 'line 2 is none of a go.mod'],
    ['a replacement without an arrow', 'module m\nreplace a.org/b v1\n', 'line 2 is none of a go.mod'],
    ['a file that names no module', 'go 1.22\n', 'the file names no module'],
  ])('reports %s', (_, content, message) => {
    expect(read(content).problem).toContain(message);
  });

  it('reports a line of a go.sum that is none, and keeps the rest', () => {
    expect(readFile(goModLockFile, 'go.sum', 'a.org/b v1.0.0\na.org/c v1.0.0 h1:x=\n')).toEqual({
      extract: { sums: [{ name: 'a.org/c', version: 'v1.0.0' }] },
      problem: 'line 1 is none of a go.sum: "a.org/b v1.0.0"',
    });
  });

  const answers = knownAnswers('golang-mod');
  if (answers.length > 0) {
    it.each(answers)('finds what $input is said to hold', ({ packages, content }) => {
      const { components, problem } = read(content);
      expect(problem).toBeNull();
      // The main module has no version there; the standard library's is written as a module's.
      expect(components.map((found) => `${found.name} v${found.version.replace(/^v/, '')}`).sort()).toEqual(
        packages.flatMap(({ Name, Version }) => (Version ? [`${Name} ${Version}`] : [])).sort(),
      );
    });
  }
});
