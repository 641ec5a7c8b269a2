import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { npmLockFile } from './npm.lock-file.js';

const fixtures = new URL('../../../../shared/fixtures/lockfiles/nodejs-npm/', import.meta.url);

const read = (content: unknown) =>
  readLockFile(
    npmLockFile,
    'package-lock.json',
    typeof content === 'string' ? content : JSON.stringify(content),
  );
const listed = (packages: unknown) => read({ lockfileVersion: 3, packages });
const nested = (dependencies: unknown) => read({ lockfileVersion: 1, dependencies });

describe('npmLockFile', () => {
  it.each([
    ['package-lock.json', true],
    ['web/npm-shrinkwrap.json', true],
    ['node_modules/.package-lock.json', false],
    ['.package-lock.json', false],
    ['package-lock.json.bak', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(npmLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what is installed from the registry, by its own name', () => {
    expect(read(exampleOf(npmLockFile))).toMatchObject({
      packages: [
        'pkg:npm/%40types/node@20.19.1 (development)',
        'pkg:npm/ms@2.1.3',
        'pkg:npm/string-width@4.2.3',
        'pkg:npm/tool@2.0.0',
      ],
      problem: null,
    });
    expect(read(exampleOf(npmLockFile)).components[0]).toMatchObject({ name: '@types/node', licence: 'MIT' });
  });

  it.each([
    ['a workspace', { 'packages/web': { version: '1.0.0' } }],
    ['a link', { 'node_modules/web': { resolved: 'packages/web', link: true } }],
    ['a folder', { 'node_modules/a': { version: '1.0.0', resolved: 'file:../a' } }],
    ['a repository without a version', { 'node_modules/a': { resolved: 'git+ssh://git@example.org/a.git' } }],
  ])('leaves out %s', (_, packages) => {
    expect(listed(packages)).toMatchObject({ packages: [], problem: null });
  });

  it.each(['git+ssh://git@example.org/a.git#0a1b', 'file:../a-1.0.0.tgz', 'https://example.org/a.tgz'])(
    'lists what comes from %s at the version that it states',
    (resolved) => {
      const packages = ['pkg:npm/a@1.0.0'];
      expect(listed({ 'node_modules/a': { version: '1.0.0', resolved } })).toMatchObject({
        packages,
        problem: null,
      });
    },
  );

  it('takes what is optional as well as for development as needed', () => {
    expect(listed({ 'node_modules/a': { version: '1.0.0', devOptional: true } }).packages).toEqual([
      'pkg:npm/a@1.0.0',
    ]);
  });

  it('reads packages in packages of version 1, aliases too', () => {
    const { packages, problem } = nested({
      a: { version: '1.0.0', dependencies: { b: { version: '2.0.0', dev: true, dependencies: {} } } },
      b: { version: '3.0.0', dev: true },
      text: { version: 'npm:@ui/text@4.2.3' },
      git: { version: 'git+ssh://git@example.org/a.git#0a1b' },
      short: { version: 'github:example/a#0a1b' },
      file: { version: 'file:../a.tgz' },
      address: { version: 'https://example.org/a.tgz' },
    });
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:npm/%40ui/text@4.2.3',
      'pkg:npm/a@1.0.0',
      'pkg:npm/b@2.0.0 (development)',
      'pkg:npm/b@3.0.0 (development)',
    ]);
  });

  it('reads version 1 where packages were installed by their address in the registry', () => {
    const registry = 'https://registry.example.org/npm';
    const { packages, problem } = nested({
      a: { version: `${registry}/a/-/a-1.0.0-rc.1.tgz`, dev: true },
      text: { version: `${registry}/@ui/text/-/text-4.2.3.tgz` },
      other: { version: `${registry}/other/-/archive.tgz` },
    });
    expect(problem).toBeNull();
    expect(packages).toEqual(['pkg:npm/%40ui/text@4.2.3', 'pkg:npm/a@1.0.0-rc.1 (development)']);
  });

  it('passes over the package-lock.json beside an npm-shrinkwrap.json, as npm does', () => {
    const files = ['web/package-lock.json', 'web/npm-shrinkwrap.json', 'package-lock.json'].map((path) => ({
      path,
      layer: '',
      extract: [{ name: path.replaceAll(/[/.]/g, '-'), version: '1.0.0' }],
    }));
    const components = npmLockFile.components(files, { osRelease: null, distribution: null });
    expect(components.map(({ name }) => name)).toEqual(['package-lock-json', 'web-npm-shrinkwrap-json']);
  });

  it('reads the list of version 2, not its nested copy', () => {
    const dependencies = { b: { version: '1.0.0' } };
    const both = { lockfileVersion: 2, packages: { 'node_modules/a': { version: '1.0.0' } }, dependencies };
    expect(read(both).packages).toEqual(['pkg:npm/a@1.0.0']);
  });

  it('takes a project without dependencies for one', () => {
    expect(read({ name: 'shop', lockfileVersion: 1 })).toMatchObject({ packages: [], problem: null });
    expect(listed({ '': { name: 'shop' } })).toMatchObject({ packages: [], problem: null });
  });

  it('keeps a package called as a prototype is', () => {
    const content =
      '{"lockfileVersion":1,"dependencies":{"__proto__":{"version":"1.0.0"},"constructor":{"version":"2.0.0"}}}';
    expect(read(content).packages).toEqual(['pkg:npm/__proto__@1.0.0', 'pkg:npm/constructor@2.0.0']);
  });

  it('reads dependencies that are nested very deeply', () => {
    const nested = (levels: number) =>
      `{"dependencies":${'{"a":{"version":"1","dependencies":'.repeat(levels)}{}${'}}'.repeat(levels)}}`;
    expect(read(nested(250))).toMatchObject({ packages: ['pkg:npm/a@1'], problem: null });
    expect(read(nested(200_000)).problem).toContain('nested deeper than 512 levels');
  });

  it.each([
    ['no object', '[]', 'the file is no object', 0],
    ['no JSON', '{', 'the file is no JSON', 0],
    [
      'a version that is not known',
      { lockfileVersion: 4, packages: { 'node_modules/a': { version: '1' } } },
      'lockfileVersion is not 1, 2 or 3',
      1,
    ],
    [
      'a package without a version',
      { packages: { 'node_modules/a': {}, 'node_modules/b': { version: '1' } } },
      '"node_modules/a" has no version',
      1,
    ],
    ['one of version 1 without', { dependencies: { a: 5, b: { version: '1' } } }, '"a" has no version', 1],
    ['packages that are a list', { lockfileVersion: 3, packages: [] }, '"packages" is no object', 0],
    [
      'dependencies that are a text',
      { lockfileVersion: 1, dependencies: 'a' },
      '"dependencies" is no object',
      0,
    ],
  ])('reports %s', (_, content, message, kept) => {
    const { packages, problem } = read(content);
    expect(problem).toContain(message);
    expect(packages).toHaveLength(kept);
  });

  if (existsSync(fixtures)) {
    interface Expected {
      readonly input: string;
      readonly packages: readonly { readonly Name: string; readonly Version: string; readonly Dev: string }[];
    }
    const expectations = JSON.parse(readFileSync(new URL('expected.json', fixtures), 'utf8')) as Expected[];
    it.each(expectations)('finds what $input is said to hold', ({ input, packages }) => {
      const { components, problem } = read(
        readFileSync(new URL(input.replace('testdata/', ''), fixtures), 'utf8'),
      );
      expect(problem).toBeNull();
      expect(
        components.map(({ name, version, isDevelopment }) => `${name} ${version} ${isDevelopment}`).sort(),
      ).toEqual(packages.map(({ Name, Version, Dev }) => `${Name} ${Version} ${Dev}`).sort());
    });
  }
});
