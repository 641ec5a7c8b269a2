import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { alteredText } from '../../../test/support/altered-text.js';
import { hostileContent, readFile, slowPieces } from '../../../test/support/read-file.js';
import { isComponentEcosystem } from '../advisories/ecosystems.js';
import { catalogers } from '../catalogers/index.generated.js';
import { lockFiles } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);
const context = { osRelease: null, distribution: null };

/** One file name that each lock file reads; a new one adds its own. */
const names = [
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'deno.lock',
  'requirements.txt',
  'Pipfile.lock',
  'poetry.lock',
  'uv.lock',
  'pylock.toml',
  'pdm.lock',
  'go.mod',
  'Cargo.lock',
  'composer.lock',
  'Gemfile.lock',
  'packages.lock.json',
  'packages.config',
  'project.assets.json',
  'Shop.csproj',
  'paket.lock',
  'libs.versions.toml',
  'verification-metadata.xml',
  'conanfile.txt',
  'renv.lock',
  'Manifest.toml',
  'rebar.lock',
  'stack.yaml.lock',
  'cabal.project.freeze',
  'Package.resolved',
  'gradle.lockfile',
  'build.sbt.lock',
  'conan.lock',
  'Podfile.lock',
  'pubspec.lock',
  'mix.lock',
  'pom.xml',
];

/** What a project file of each reader that has any is called, and one to alter. */
const projects: readonly (readonly [string, string])[] = [
  ['package.json', '{"name":"a","workspaces":["b"],"dependencies":{"a":"^1"},"devDependencies":{"b":"*"}}'],
  [
    'Cargo.toml',
    '[package]\nname = "a"\n[dependencies]\na = "1"\n[dev-dependencies]\nb = { package = "c" }\n',
  ],
  ['pyproject.toml', '[tool.poetry.dependencies]\na = "1"\n[tool.poetry.group.dev.dependencies]\nb = "*"\n'],
  ['Gemfile', 'gem "a"\ngroup :test do\n  gem "b", require: false\nend\ngem "c", group: :test\ngemspec\n'],
  ['mix.exs', 'defp deps do\n[{:a, "~> 1.0"}, {:b, "~> 1.0", only: [:test]}, {:c, path: "c"}]\nend\n'],
];

describe.each(lockFiles.map((lockFile) => ({ id: lockFile.id, lockFile })))(
  'lock file $id',
  ({ id, lockFile }) => {
    const name = names.find((candidate) => lockFile.wants(candidate)) ?? '';
    const example = existsSync(beside(`./${id}.example.txt`))
      ? readFileSync(beside(`./${id}.example.txt`), 'utf8')
      : '';
    const content = fc.oneof(alteredText(example), alteredText(example), hostileContent);

    it('has its file, its spec and an example under its id', () => {
      const files = [`./${id}.lock-file.ts`, `./${id}.lock-file.spec.ts`, `./${id}.example.txt`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
      expect([...lockFiles, ...catalogers].filter((other) => other.id === id)).toEqual([lockFile]);
    });

    it('names ecosystems that exist', () => {
      expect(lockFile.ecosystems).not.toEqual([]);
      expect(lockFile.ecosystems.filter((ecosystem) => !isComponentEcosystem(ecosystem))).toEqual([]);
    });

    it('has a version and a bound for the size of its files', () => {
      expect(lockFile.version).toBeGreaterThan(0);
      expect(lockFile.maxBytes).toBeLessThanOrEqual(32 * 1024 * 1024);
    });

    it('reads a file name that this suite knows, at any depth, alone of all lock files', () => {
      expect(name, 'add a file name that it reads to the list above').not.toBe('');
      for (const path of [name, `services/web/${name}`]) {
        expect(lockFiles.filter((other) => other.wants(path))).toEqual([lockFile]);
      }
    });

    it.each(['node_modules/a/', 'web/node_modules/', 'vendor/a/b/', '.git/', 'x/.venv/lib/'])(
      'leaves what is below %s alone',
      (folder) => {
        expect(lockFile.wants(folder + name)).toBe(false);
      },
    );

    it.each(['', '/', 'etc/passwd', 'package.json', 'README.md', '__proto__'])('leaves %j alone', (other) => {
      const isRead = (path: string) => lockFile.wants(path) && !lockFile.projectFiles?.isOne(path);
      expect(isRead(other)).toBe(false);
      expect(isRead(`${name}/${other || 'x'}`)).toBe(false);
    });

    it('gives nothing for nothing', () => {
      expect(lockFile.components([], context)).toEqual([]);
    });

    it('reads its example to the end', () => {
      const { extract, problem } = readFile(lockFile, name, example);
      expect(problem).toBeNull();
      const found = lockFile.components([{ path: name, layer: 'sha256:1', extract }], context);
      expect(found.length).toBeGreaterThan(1);
    });

    it('makes of any content plain JSON, an UnreadableFileError or both, the same each time', () => {
      fc.assert(
        fc.property(content, (bytes) => {
          const first = readFile(lockFile, name, bytes);
          expect(JSON.parse(JSON.stringify(first))).toEqual(first);
          expect(readFile(lockFile, name, bytes)).toEqual(first);
          expect(first.problem?.length ?? 0).toBeLessThan(1_000);
          expect({}).not.toHaveProperty('version');
        }),
        { numRuns: 1_000 },
      );
    });

    it.each([
      ['alone', ''],
      ['behind its example', example],
    ])('is done soon with a great many of the same, %s', (_, before) => {
      expect(slowPieces(lockFile, name, before)).toEqual([]);
    });

    it('gives components that are complete, whatever it read and in which order', () => {
      fc.assert(
        fc.property(fc.array(content, { maxLength: 3 }), (contents) => {
          const files = contents.flatMap((bytes, index) => {
            const { extract } = readFile(lockFile, name, bytes);
            return extract === null ? [] : [{ path: `${index}/${name}`, layer: `sha256:${index}`, extract }];
          });
          const found = lockFile.components(files, context);
          expect(lockFile.components(files.toReversed(), context)).toEqual(found);
          const unresolved = lockFile.unresolved?.(files) ?? [];
          for (const { path, detail } of unresolved) {
            expect(files.map((file) => file.path)).toContain(path);
            expect(detail.length).toBeLessThan(10_000);
          }
          expect(new Set(found.map(({ purl }) => purl)).size).toBe(found.length);
          for (const component of found) {
            expect(component.purl).toMatch(/^pkg:[a-z]+\/[\x21-\x7e]+@[\x21-\x7e]+$/);
            expect(lockFile.ecosystems).toContain(component.ecosystem);
            expect(component.name).not.toBe('');
            expect(component.version).not.toBe('');
            expect(component.paths).toEqual(component.paths.toSorted());
            expect(component.paths[0]).toMatch(/^\//);
          }
        }),
        { numRuns: 500 },
      );
    });

    const [projectName, project] = projects.find(([one]) => lockFile.projectFiles?.isOne(one)) ?? ['', ''];

    it('has a project file that this suite knows, if it has any', () => {
      const isKnown = lockFile.projectFiles === undefined || projectName !== '';
      expect(isKnown, 'add one that it reads to the list above').toBe(true);
      if (lockFile.projectFiles) expect(lockFile.wants(`services/web/${projectName}`)).toBe(true);
    });

    it('is done soon with a project file of a great many of the same', () => {
      expect(project === '' ? [] : slowPieces(lockFile, projectName)).toEqual([]);
    });

    it('finds the same packages beside any project file, which is no problem', () => {
      if (!lockFile.projectFiles) return;
      const lock = { path: name, layer: 'sha256:1', extract: readFile(lockFile, name, example).extract! };
      const alone = lockFile.components([lock], context).map(({ purl }) => purl);
      fc.assert(
        fc.property(fc.oneof(alteredText(project), alteredText(project), hostileContent), (bytes) => {
          const { extract, problem } = readFile(lockFile, projectName, bytes);
          expect(problem).toBeNull();
          expect(JSON.parse(JSON.stringify(extract))).toEqual(extract);
          const beside = { path: projectName, layer: 'sha256:1', extract: extract! };
          expect(lockFile.components([beside], context)).toEqual([]);
          expect(lockFile.components([beside, lock], context).map(({ purl }) => purl)).toEqual(alone);
        }),
        { numRuns: 1_000 },
      );
    });

    it.each([
      ['objects', '{"a":'],
      ['lists', '['],
      ['lists in an entry', '  - '],
      ['indented keys', 'a:\n '],
      ['parentheses', 'a@1('],
      ['line ends', '\n'],
      ['spaces', ' '],
    ])('is done soon with a great many %s', (_, piece) => {
      const bytes = Buffer.from(piece.repeat(100_000));
      const start = processorTime();
      readFile(lockFile, name, bytes);
      if (lockFile.projectFiles) readFile(lockFile, projectName, bytes);
      expect(processorTime() - start).toBeLessThan(5_000);
    });
  },
);
