import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile, readLockFolder } from '../../../test/support/lock-file.js';
import { cargoLockFile } from './cargo.lock-file.js';

const read = (content: string) => readLockFile(cargoLockFile, 'Cargo.lock', content);

describe('cargoLockFile', () => {
  it("lists what the project's own packages depend on", () => {
    expect(read(exampleOf(cargoLockFile))).toMatchObject({
      packages: ['pkg:cargo/itoa@1.0.9', 'pkg:cargo/serde@1.0.188', 'pkg:cargo/tool@2.0.0'],
      problem: null,
    });
  });

  it('reads the first version of the format, where the project stands apart', () => {
    const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
    const content = `[root]\nname = "shop"\nversion = "0.1.0"\n[[package]]\nname = "libc"\nversion = "0.2.54"\n${source}\n[metadata]\n`;
    expect(read(content)).toMatchObject({ packages: ['pkg:cargo/libc@0.2.54'], problem: null });
  });

  it('takes a project without dependencies for one', () => {
    expect(read('version = 3\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\n')).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it.each([
    ['no TOML', '[[package', 'the file is no TOML at line 1'],
    ['packages that are a table', '[package]\nname = "a"\n', '"package" is no list'],
    ['a package without a version', '[[package]]\nname = "a"\nsource = "x"\n', '"a" has no version'],
    ['a package without a name', '[[package]]\nversion = "1"\nsource = "x"\n', 'a package has no name'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });

  const answers = knownAnswers('rust-cargo');
  if (answers.length > 0) {
    it.each(answers)('finds what $input is said to hold', ({ packages, content }) => {
      const { components, problem } = read(content);
      expect(problem).toBeNull();
      // The project itself is listed there.
      expect([...components.map(({ name, version }) => `${name} ${version}`), 'normal 0.1.0'].sort()).toEqual(
        packages.map(({ Name, Version }) => `${Name} ${Version}`).sort(),
      );
    });
  }
});

describe('cargoLockFile beside Cargo.toml', () => {
  const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
  const crate = (name: string, needs: string, of = source, version = '1.0.0') =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\n${of}\ndependencies = [${needs}]\n`;
  const lock = [
    crate('shop', '"a", "c", "d 1.0.0", "e"', ''),
    crate('a', '"b"'),
    ...['b', 'd', 'e'].map((name) => crate(name, '')),
    crate('c', '"b", "d 2.0.0 (registry+https://github.com/rust-lang/crates.io-index)"'),
    crate('d', '', source, '2.0.0'),
  ].join('');
  const development = (manifest: string, files: Record<string, string> = {}) =>
    readLockFolder(cargoLockFile, { 'Cargo.lock': lock, 'Cargo.toml': manifest, ...files })
      .filter((one) => one.endsWith(' (development)'))
      .map((one) => one.slice('pkg:cargo/'.length, -' (development)'.length));
  const shop = '[package]\nname = "shop"\n';

  it('marks what dev-dependencies alone lead to', () => {
    const needed = '[dependencies]\na = "1"\nd = "1"\n[build-dependencies]\ne = "1"\n';
    expect(development(`${shop}${needed}[dev-dependencies]\nc = "1"\n`)).toEqual(['c@1.0.0', 'd@2.0.0']);
    expect(development(`${shop}${needed}[target.'cfg(unix)'.dev-dependencies]\nc = "1"\n`)).toHaveLength(2);
    expect(development(`${shop}${needed}c = "1"\n[dev-dependencies]\nc = "1"\n`)).toEqual([]);
  });

  it.each([
    ['on a platform', "[target.'cfg(windows)'.dependencies]\nc = '1'\n"],
    ['under another name', '[dependencies]\nother = { package = "c", version = "1" }\n'],
    [
      'as the workspace has it',
      '[dependencies]\nother.workspace = true\n[workspace.dependencies.other]\npackage = "c"\n',
    ],
  ])('does not mark what is needed %s', (_, needed) => {
    expect(development(`${shop}[dev-dependencies]\nc = "1"\ne = "1"\n${needed}`)).toEqual(['e@1.0.0']);
  });

  it('marks what is for development under another name', () => {
    const shared = '[workspace.dependencies]\nother = { package = "c", version = "1" }\n';
    const used = `${shop}[dev-dependencies]\nother.workspace = true\nmore = { package = "e" }\n`;
    expect(development(shared, { 'shop/Cargo.toml': used })).toEqual(['c@1.0.0', 'd@2.0.0', 'e@1.0.0']);
  });

  it.each([
    ['no manifest says', '[workspace]\n', {}],
    ['one says otherwise', `${shop}[dev-dependencies]\nc = "1"\n`, { 'x/Cargo.toml': shop }],
    ['one cannot be read', `${shop}[dev-dependencies]\nc = "1"\n`, { 'x/Cargo.toml': '[' }],
  ])('marks nothing of what %s', (_, manifest, files) => {
    expect(development(manifest, files)).toEqual([]);
  });
});
