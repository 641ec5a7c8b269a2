import { describe, expect, it } from 'vitest';
import { exampleOf, knownAnswers, readLockFile } from '../../../test/support/lock-file.js';
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
