import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { mixProject } from './mix-project.js';

const read = (text: string) => mixProject(new TextEncoder().encode(text));
/** Of a project with these dependencies. */
const readDependencies = (dependencies: string, rest = '') =>
  read(
    `defmodule Shop.MixProject do\n  use Mix.Project\n  defp deps do\n    [\n${dependencies}\n    ]\n  end\n${rest}\nend\n`,
  );

describe('mixProject', () => {
  it('tells packages to develop and to test from the others', () => {
    expect(
      readDependencies(
        `
        {:phoenix, "~> 1.7"},
        # {:old, "~> 1.0"},
        {:bandit, @version},
        {:esbuild, "~> 0.8", runtime: Mix.env() == :dev},
        {:credo, "~> 1.7", only: [:dev, :test], runtime: false},
        {:mox, "~> 1.0", only: :test}
        `,
      ),
    ).toEqual({
      needed: ['phoenix', 'bandit', 'esbuild'],
      development: ['credo', 'mox'],
      hasFolders: false,
    });
  });

  it.each([
    '{:a, "~> 1.0", only: :docs}',
    '{:a, "~> 1.0", [only: [:test], runtime: false]}',
    '{:a, "~> 1.0",\n only:\n [:dev,\n :test],\n git: "https://git.example/#{@name}"}',
    '{:a, ">= 0.0.0", runtime: Mix.env() == :test, only: :test}',
    '{:a, only: ~w(dev test)a, github: "a/a"}',
    '{ :a , version(), only: :test }',
    '{:a, "}", only: :test}',
    '{:a, ~r/{/, only: :test}',
    '{:"a", "~> 1.0", only: :test}',
    '{:a, path: "../a", only: :test}',
  ])('takes %s for development', (dependency) => {
    expect(readDependencies(dependency)).toEqual({ needed: [], development: ['a'], hasFolders: false });
  });

  it.each([
    '{:a, "~> 1.0"}, {:a, "~> 1.0", only: :test}',
    '{:a, "~> 1.0", only: :prod}',
    '{:a, "~> 1.0", only: [:dev, :prod]}',
    '{:a, "~> 1.0", only: ~w(dev prod)a}',
    '{:a, "~> 1.0", only: environments()}',
    '{:a, "~> 1.0", only: @environments}',
    '{:a, "~> 1.0", only: []}',
    '{:a, "~> 1.0", only: [:test | @environments]}',
    '{:a, "~> 1.0", only: [:test] ++ environments()}',
    '{:a, "~> 1.0", only: :test || :prod}',
    '{:a, "~> 1.0", only: if(released?(), do: :prod, else: :test)}',
    '{:a, "~> 1.0", if(released?(), do: [], else: [only: :test])}',
    '{:a, "~> 1.0", options() ++ [only: :test]}',
    '{:a, "~> 1.0", Keyword.merge([only: :test], options())}',
    '{:a, "~> 1.0", # only: :test\n override: true}',
    '{:a, "~> 1.0", system_env: [{"only:", "x"}]}',
    '{:a, "{"}, {:b, "~> 1.0", only: :test}',
    `{:a, "~> 1.0", ref: "${'0'.repeat(10)}", ${'override: true, '.repeat(200)} only: :test}`,
    'a: "~> 1.0"',
    'a: [git: "https://git.example/a"]',
  ])('takes %s for needed', (dependency) => {
    const { needed, development } = readDependencies(dependency);
    expect(needed).toContain('a');
    expect(development).not.toContain('a');
  });

  it('reads past texts, characters and sigils', () => {
    const rest = `
      def texts, do: [?", ?{, ?#, 'a "', "\\"{", ~s({"), ~r/["{]/, ~w(a" {), """
      {:b, "~> 1.0", only: :test} "{
      """]
      def ok?(x), do: {:ok, :yes, x}
    `;
    expect(readDependencies('{:a, "~> 1.0", only: :test}', rest)).toMatchObject({ development: ['a'] });
  });

  it.each([
    ['a folder', '{:a, path: "../a"}', '', true],
    ['a folder for tests', '{:a, path: "../a", only: :test}', '', false],
    ['an application of the umbrella', '{:a, in_umbrella: true}', '', false],
    ['a folder by its key', 'a: [path: "../a"]', '', true],
    ['a folder of a function', '{:a, "~> 1.0", options()}', 'def options, do: [path: "../a"]', true],
    ['where an escript is', '{:a, "~> 1.0"}', 'def project, do: [escript: [path: "bin/a"]]', false],
    ['where an escript goes', '{:a, "~> 1.0"}', 'def escript, do: [path: "bin/a"]', false],
  ])('knows of folders: %s', (_, dependency, rest, expected) => {
    expect(readDependencies(dependency, rest).hasFolders).toBe(expected);
  });

  it.each([
    ['a name in a variable', '{name, "~> 1.0"}', 'a dependency has no name in the file'],
    ['dependencies of another module', '] ++ Shared.deps() ++ [', 'a dependency has no name in the file'],
    [
      'dependencies of another file',
      '# x\n] end\n def deps, do: Code.eval_file("x") |> elem(0) |> then([',
      'name',
    ],
    ['a bracket too many', '}', 'a bracket closes that is not open'],
    ['a bracket too few', '{', 'a bracket does not close'],
    ['a text without an end', '{:a, "~> 1.0}', 'a text has no end'],
  ])('gives up at %s', (_, dependencies, message) => {
    expect(() => readDependencies(dependencies)).toThrow(UnreadableFileError);
    expect(() => readDependencies(dependencies)).toThrow(message);
  });

  it('gives plain JSON for any bytes, or says that it cannot read them', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        ':a',
        ', ',
        '"',
        '"~> 1"',
        'only: ',
        '[',
        ']',
        '\n',
        '#',
        '?',
        '~r',
        '"""',
        'path: ',
        "'",
      ],
    );
    const text = fc.array(pieces, { maxLength: 40 }).map((all) => new TextEncoder().encode(all.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), text), (content) => {
        try {
          const result = mixProject(content);
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
    );
  });

  const repeated = [
    ...[
      '{',
      '{}',
      '{:a, ',
      '{:a, f()}',
      'do',
      'end',
      '"',
      '""',
      '\\',
      '"\\\\',
      "'",
      ' ',
      '\n',
      '~s(',
      '#',
      '?',
      'a',
    ],
    ...[
      'A.',
      'A.a_',
      'deps',
      'deps.',
      'a: ',
      'a: [',
      '[',
      '{ a',
      '{a, ',
      '{:a, "~> 1.0", only: :test}',
      '(',
      '~w()',
    ],
    `{:a, ${'('.repeat(1_900)}only: :test}`,
    `${'{:a, '.repeat(300)}${'}'.repeat(300)}`,
    `{:a, "1", f(), path: "a"}`,
  ];
  it.each(repeated)('is done with a megabyte of %j in a moment', (piece) => {
    const content = new TextEncoder().encode(piece.repeat(1_000_000 / piece.length));
    const start = processorTime();
    try {
      mixProject(content);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableFileError);
    }
    expect(processorTime() - start).toBeLessThan(2_000);
  });
});
