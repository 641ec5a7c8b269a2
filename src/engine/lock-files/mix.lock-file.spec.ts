import { describe, expect, it } from 'vitest';
import { exampleOf, readLockFile } from '../../../test/support/lock-file.js';
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
