import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
import { readFolder } from '../../../test/support/source-files.js';
import { pipLockFile } from './pip.lock-file.js';

const fixtures = new URL('../../../../shared/fixtures/lockfiles/python-pip/', import.meta.url);

const read = (content: string, path = 'requirements.txt') => readLockFile(pipLockFile, path, content);

describe('pipLockFile', () => {
  it.each([
    ['requirements.txt', true],
    ['api/requirements-dev.txt', true],
    ['requirements_lock.txt', true],
    ['dev-requirements.txt', true],
    ['api/requirements/production.txt', true],
    ['web/requirements.lock', true],
    ['requirements-dev.lock', true],
    ['requirements.in', false],
    ['requirements/README.md', false],
    ['constraints.txt', false],
    ['requirements/a/b.txt', false],
  ])('of %s: wanted %s', (path, isWanted) => {
    expect(pipLockFile.wants(path)).toBe(isWanted);
  });

  it('lists what is pinned', () => {
    const { packages, components, problem } = read(exampleOf(pipLockFile));
    expect(problem).toBeNull();
    expect(packages).toEqual([
      'pkg:pypi/flask@2.3.3',
      'pkg:pypi/jinja2@3.1.2',
      'pkg:pypi/typing-extensions@4.8.0',
      'pkg:pypi/zope.interface@6.0',
    ]);
    expect(components.map(({ name }) => name)).toEqual([
      'Flask',
      'jinja2',
      'Typing_Extensions',
      'zope.interface',
    ]);
  });

  it.each([
    ['a==1.0', '1.0'],
    ['a == 1.0', '1.0'],
    ['a===1.0', '1.0'],
    ['a(==1.0)', '1.0'],
    ['a>=0.9,==1.0', '1.0'],
    ['a[b,c]==1.0;python_version<"3"', '1.0'],
    ['a [b] == 1!1.0.post1+local --hash=sha256:x', '1%211.0.post1%2Blocal'],
    ['a==1.0#comment', '1.0'],
    ['  a==1.0  ', '1.0'],
    ['a==\\\n1.0', '1.0'],
    ['a==1\\\\\n.0', '1.0'],
    ['a==1.0 # \\\na==2.0', '1.0'],
    ['a==1.0 \\\n  # comment\n--pre', '1.0'],
    ['a==1.0\r\n# comment \\\n', '1.0'],
  ])('reads %j', (content, version) => {
    expect(read(content)).toMatchObject({ packages: [`pkg:pypi/a@${version}`], problem: null });
  });

  it.each([
    ['a @ https://example.org/a-1.0-py3-none-any.whl', '1.0'],
    ['a[b]@file:///w/a-1.0-py2.py3-none-any.whl#sha256=aaaa ; python_version < "3"', '1.0'],
    ['./a-1.0-1-cp312-cp312-manylinux_2_17_x86_64.whl --hash=sha256:aaaa', '1.0'],
    ['https://example.org/a-1.0%2Bcu118-cp312-cp312-win_amd64.whl', '1.0%2Bcu118'],
  ])('reads the wheel of %j', (content, version) => {
    expect(read(content)).toMatchObject({ packages: [`pkg:pypi/a@${version}`], problem: null });
  });

  it.each(['utf16le', 'utf16be'])('reads a file in %s by its byte order mark', (encoding) => {
    const bytes = Buffer.from('\ufeffa==1.0\r\nb==2.0\r\n', 'utf16le');
    const content = encoding === 'utf16le' ? bytes : bytes.swap16();
    expect(readLockFile(pipLockFile, 'requirements.txt', content)).toMatchObject({
      packages: ['pkg:pypi/a@1.0', 'pkg:pypi/b@2.0'],
      problem: null,
    });
  });

  it.each([
    '# a==1.0',
    './a-1.0.whl',
    'a @ https://example.org/a-1.0-py3-none-any.whl.asc',
    '',
    '--hash=sha256:aaaa',
    '-i https://example.org/simple',
    '-c limits.txt',
    '-e git+https://example.org/a.git#egg=a',
    'git+ssh://git@example.org/a.git@0a1b#egg=a',
    'https://example.org/a-1.0.zip',
    'a @ https://example.org/a-1.0.zip',
    'a[b]@file:///a-1.0.zip ; python_version < "3"',
    './a',
    '.',
    '.[b]',
    '../a[b]',
    'a-1.0.tar.gz',
  ])('leaves out %j', (content) => {
    expect(read(content)).toMatchObject({ packages: [], problem: null });
  });

  it.each([
    ['no version', 'a', 'line 2 pins no version: "a"'],
    ['a range', 'a>=1.0', 'line 2 pins no version: "a>=1.0"'],
    ['all of a series', 'a==1.*', 'line 2 pins no version: "a==1.*"'],
    ['a version from the environment', 'a==${VERSION}', 'line 2 pins no version: "a==${VERSION}"'],
    ['a version in quotes', "a=='1.0'", 'line 2 pins no version: "a==\'1.0\'"'],
    ['nothing after the sign', 'a==', 'line 2 pins no version: "a=="'],
    ['an option after the sign', 'a== --pre', 'line 2 pins no version: "a== --pre"'],
    ['no requirement', '!!', 'line 2 pins no version: "!!"'],
    ['lines after one another', '\\\n\\\na', 'line 2 pins no version: "a"'],
  ])('reports %s and keeps the rest', (_, line, message) => {
    const { packages, problem } = read(`first==1.0\n${line}\nlast==1.0`);
    expect(packages).toContain('pkg:pypi/first@1.0');
    expect(packages).toContain('pkg:pypi/last@1.0');
    expect(problem).toBe(message);
  });

  it.each([
    ['-r requirements-base.txt', 'requirements.txt', 'requirements-base.txt'],
    ['-rbase.txt', 'requirements/all.txt', 'requirements/base.txt'],
    ['--requirement=./base.txt', 'requirements/all.txt', 'requirements/base.txt'],
    ['--req ../requirements/base.txt', 'tools/requirements.txt', 'requirements/base.txt'],
  ])('of %j in %s reports the file that is included when it was not read', (line, path, included) => {
    const written = line.replace(/^--?\w+?[ =]|^-r/, '');
    expect(readFolder(pipLockFile, { [path]: line }, [included])).toEqual({ packages: [], unresolved: [] });
    expect(readFolder(pipLockFile, { [path]: line })).toEqual({
      packages: [],
      unresolved: [`${path}: "${written}", which it includes, was not read`],
    });
  });

  it('reports what is included from elsewhere', () => {
    const content =
      '-r https://example.org/requirements.txt\n--requirement ../../base.txt\n--require-hashes\n';
    expect(readFolder(pipLockFile, { 'requirements.txt': content }, ['base.txt']).unresolved).toEqual([
      'requirements.txt: "https://example.org/requirements.txt", which it includes, was not read; ' +
        '"../../base.txt", which it includes, was not read',
    ]);
  });

  it('stops after 100,000 requirements and reports it', () => {
    const { packages, problem } = read('a==1\n'.repeat(100_002));
    expect(packages).toEqual(['pkg:pypi/a@1']);
    expect(problem).toBe('what follows from line 100001 on was not read');
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
