import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile, readLockFolder } from '../../../test/support/lock-file.js';
import { poetryLockFile } from './poetry.lock-file.js';

const fixtures = new URL('../../../../shared/fixtures/lockfiles/python-poetry/', import.meta.url);

const read = (content: string) => readLockFile(poetryLockFile, 'poetry.lock', content);
const locking = (...fields: string[]) =>
  read(`[[package]]\nname = "a"\nversion = "1.0"\n${fields.join('\n')}\n`);

describe('poetryLockFile', () => {
  it('lists what comes from the index', () => {
    expect(read(exampleOf(poetryLockFile))).toMatchObject({
      packages: [
        'pkg:pypi/flask@2.3.3',
        'pkg:pypi/packaging@23.1',
        'pkg:pypi/pytest@7.4.2 (development)',
        'pkg:pypi/tool@2.0.0',
      ],
      problem: null,
    });
  });

  it.each([
    ['category = "dev"', true],
    ['category = "main"', false],
    ['optional = true', false],
    ['groups = ["docs", "tests"]', true],
    ['groups = ["docs", "main"]', false],
    ['groups = []', false],
  ])('of a package with %s: for development %s', (field, isDevelopment) => {
    expect(locking(field).components).toMatchObject([{ isDevelopment }]);
  });

  it.each([
    ['legacy', 1],
    ['git', 1],
    ['directory', 0],
    ['file', 1],
    ['url', 1],
  ])('of packages from a source of type %s keeps %s', (type, kept) => {
    const { packages, problem } = locking('[package.source]', `type = "${type}"`, 'url = "x"');
    expect(packages).toHaveLength(kept);
    expect(problem).toBeNull();
  });

  it('takes a project without dependencies for one', () => {
    expect(read('package = []\n\n[metadata]\nlock-version = "2.0"\n')).toMatchObject({
      packages: [],
      problem: null,
    });
  });

  it.each([
    ['no TOML', '[[package]\n', 'the file is no TOML at line 1'],
    ['a table of packages', '[package]\nname = "a"\n', '"package" is no list'],
    ['a package without a name', '[[package]]\nversion = "1"\n', 'a package has no name'],
    ['a package without a version', '[[package]]\nname = "a"\n', '"a" has no version'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });

  if (existsSync(fixtures)) {
    interface Expected {
      readonly input: string;
      readonly packages: readonly { readonly Name: string; readonly Version: string }[];
    }
    const expectations = JSON.parse(readFileSync(new URL('expected.json', fixtures), 'utf8')) as Expected[];
    it.each(expectations)('finds what $input is said to hold', ({ input, packages }) => {
      const { components, problem } = read(
        readFileSync(new URL(input.replace('testdata/', ''), fixtures), 'utf8'),
      );
      expect(problem).toBeNull();
      expect(components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
        packages.map(({ Name, Version }) => `${Name} ${Version}`).sort(),
      );
    });
  }
});

describe('poetryLockFile beside pyproject.toml', () => {
  const entry = (name: string, needs = '', more = '') =>
    `[[package]]\nname = "${name}"\nversion = "1"\n${more}[package.dependencies]\n${needs}\n`;
  const lock = [
    entry('requests', 'urllib3 = ">=1"'),
    entry('urllib3'),
    entry('pytest', 'Iniconfig = "*"\nurllib3 = "*"'),
    entry('iniconfig'),
    entry('ruff'),
    entry('extra-one'),
  ].join('');
  const development = (project: string, content = lock) =>
    readLockFolder(poetryLockFile, { 'poetry.lock': content, 'pyproject.toml': project })
      .filter((one) => one.endsWith(' (development)'))
      .map((one) => one.slice('pkg:pypi/'.length, one.indexOf('@')));

  it.each([
    [
      'groups',
      '[tool.poetry.group.dev.dependencies]\nPyTest = "*"\n[tool.poetry.group.lint.dependencies]\nruff = "*"\n',
    ],
    ['dev-dependencies', '[tool.poetry.dev-dependencies]\npytest = "*"\nruff = "*"\n'],
    ['dependency-groups', '[dependency-groups]\ndev = ["pytest>=7", "ruff", {include-group = "x"}]\n'],
  ])('marks what %s alone lead to', (_, groups) => {
    const needed =
      '[tool.poetry.dependencies]\npython = "^3.11"\nRequests = "^2"\nextra_one = {version = "1", optional = true}\n';
    expect(development(needed + groups)).toEqual(['iniconfig', 'pytest', 'ruff']);
    const project =
      '[project]\ndependencies = ["requests[socks] >=2"]\noptional-dependencies.x = ["extra.one"]\n';
    expect(development(project + groups)).toEqual(['iniconfig', 'pytest', 'ruff']);
    expect(development(`${needed}pytest = "*"\n${groups}`)).toEqual(['ruff']);
  });

  it('leaves what states its groups as it is', () => {
    const stated = lock.replace(
      'name = "ruff"\nversion = "1"\n',
      'name = "ruff"\nversion = "1"\ngroups = ["main"]\n',
    );
    const project = '[tool.poetry.dependencies]\n[tool.poetry.group.dev.dependencies]\nruff = "*"\n';
    expect(development(project)).toEqual(['ruff']);
    expect(development(project, stated)).toEqual([]);
  });

  it('goes by the project beside it alone', () => {
    const files = { 'poetry.lock': lock, 'x/pyproject.toml': '[tool.poetry.dev-dependencies]\nruff = "*"\n' };
    expect(readLockFolder(poetryLockFile, files).join(' ')).not.toContain('(development)');
  });
});
