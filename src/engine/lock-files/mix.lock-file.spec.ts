import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile, readLockFolder } from '../../../test/support/lock-file.js';
import { mixLockFile } from './mix.lock-file.js';

const read = (content: string) => readLockFile(mixLockFile, 'mix.lock', content);

describe('mixLockFile', () => {
  it("lists packages of Hex by their names there, not by the applications'", () => {
    expect(read(exampleOf(mixLockFile))).toMatchObject({
      packages: ['pkg:hex/hackney@1.20.1', 'pkg:hex/jason@1.4.1'],
      problem: null,
    });
  });

  it.each([
    ['keys with arrows', '%{"a" => {:hex, :a, "1.0.0"}}', ['pkg:hex/a@1.0.0']],
    ['keys without quotes', '%{a: {:hex, :a, "1.0.0"}}', ['pkg:hex/a@1.0.0']],
    ['atoms in quotes', '%{"a": {:hex, :"a", "1.0.0"}}', ['pkg:hex/a@1.0.0']],
    [
      'entries over lines',
      '%{\n  "a": {\n    :hex,\n    :a,\n    "1.0.0"\n  } # x\n}\n',
      ['pkg:hex/a@1.0.0'],
    ],
    ['the old form', '%{"a": {:package, "0.8.1"}}', ['pkg:hex/a@0.8.1']],
    ['marks in texts', '%{"a": {:hex, :a, "1.0.0", "}{\\"]"}, "b": {:path, "../b"}}', ['pkg:hex/a@1.0.0']],
    ['an empty map', '%{\n}\n', []],
    ['other data', '%{"a": {:hex, :a, "1.0.0", nil, 5, [a: true], {:x, Foo.Bar}}}', ['pkg:hex/a@1.0.0']],
  ])('reads %s', (_, content, packages) => {
    expect(read(content)).toMatchObject({ packages, problem: null });
  });

  it.each([
    ['nothing', '', 'the map of Elixir has no end'],
    ['another term', '[a: 1]', 'line 1 is none of a map of Elixir'],
    ['a map without an end', '%{\n"a": {:hex, :a, "1.0.0"}', 'the map of Elixir has no end'],
    ['more than a map', '%{}\n%{}', 'line 2 is none of a map of Elixir'],
    ['brackets that do not match', '%{"a": {:hex]}', 'line 1 closes what is not open'],
    ['code', '%{"a": System.cmd("ls", [])}', 'line 1 is none of a term of Elixir'],
    ['a text without an end', '%{"a', 'the text at line 1 has no end'],
    ['what a merge left behind', '%{\n<<<<<<< HEAD\n}', 'line 2 is none of a term of Elixir'],
    ['a source that is not known', '%{"a": {:svn, "x"}}', '"a" has no source that is known'],
    ['a package without a version', '%{"a": {:hex, :a}}', '"a" has no source that is known'],
  ])('reports %s', (_, content, message) => {
    expect(read(content)).toMatchObject({ packages: [], problem: message });
  });
});

describe('mixLockFile beside mix.exs', () => {
  const entry = (name: string, needs: string) =>
    `"${name}": {:hex, :${name}, "1.0.0", "0a", [:mix], [${needs}], "hexpm", "0b"},\n`;
  const lock = (more = '') =>
    `%{\n${entry('phoenix', '{:jason, "~> 1.0", [hex: :jason, repo: "hexpm", optional: true]}')}${entry('jason', '')}${entry(
      'credo',
      '{:jason, "~> 1.0", [hex: :jason]}, {:bunt, "~> 0.2", [hex: :bunt]}',
    )}${entry('bunt', '')}${more}}\n`;
  const development = (deps: string, files: Record<string, string> = {}) =>
    readLockFolder(mixLockFile, { 'mix.lock': lock(), 'mix.exs': `defp deps do\n[${deps}]\nend\n`, ...files })
      .filter((one) => one.endsWith(' (development)'))
      .map((one) => one.slice('pkg:hex/'.length, one.indexOf('@')));
  const phoenix = '{:phoenix, "~> 1.7"}';
  const credo = '{:credo, "~> 1.6", only: [:dev, :test], runtime: false}';

  it('marks what other environments than prod alone lead to', () => {
    expect(development(`${phoenix}, ${credo}`)).toEqual(['bunt', 'credo']);
    expect(development(`${phoenix}, {:credo, "~> 1.6", only: :test}`)).toEqual(['bunt', 'credo']);
    expect(development(`${phoenix}, {:credo, "~> 1.6", only: [:dev, :prod]}`)).toEqual([]);
    expect(development(`${phoenix}, {:credo, "~> 1.6"}`)).toEqual([]);
  });

  it('asks the applications of an umbrella too', () => {
    expect(
      development(credo, { 'apps/web/mix.exs': `[{:bunt, "~> 0.2"}, {:core, in_umbrella: true}]` }),
    ).toEqual(['credo', 'jason']);
    expect(development(credo)).toEqual(['bunt', 'credo', 'jason']);
  });

  it.each([
    ['a folder is needed', '{:core, path: "../core"}', ''],
    [
      'a repository is needed',
      '{:tool, git: "https://example.org/tool.git"}',
      '"tool": {:git, "https://example.org/tool.git", "0a", []},\n',
    ],
    ['an old entry is needed', '{:old, "~> 1.0"}', '"old": {:hex, :old, "1.0.0", "0a", [:mix]},\n'],
  ])('marks nothing when %s, of which is not said what it needs', (_, needed, entries) => {
    expect(development(`${needed}, ${credo}`, { 'mix.lock': lock(entries) })).toEqual([]);
    const only = needed.replace('}', ', only: :dev}');
    expect(development(`${only}, ${credo}`, { 'mix.lock': lock(entries) })).toContain('credo');
  });
});
