import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../../test/support/processor-time.js';
import { effectiveArgv } from './effective-command.js';
import { readShell } from './shell-parser.js';
import { wordValue } from './shell-token.js';

/** Each command as one line: its assignments and words, `>` what it writes to, `|` and `^` the index it goes to. */
function commandsOf(text: string): string[] {
  return readShell(text).commands.map(({ assignments, words, redirects, pipesTo, feeds }) =>
    [
      ...assignments.map(({ word }) => wordValue(word)),
      ...words.map((word) => wordValue(word)),
      ...redirects.map(({ operator, target }) => `${operator}${wordValue(target)}`),
      ...(pipesTo === null ? [] : [`|${pipesTo}`]),
      ...(feeds === null ? [] : [`^${feeds}`]),
    ].join(' '),
  );
}

describe('readShell', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['a b  c', ['a b c']],
    ['a && b || c; d & e', ['a', 'b', 'c', 'd', 'e']],
    ['a | b |& c', ['a |1', 'b |2', 'c']],
    ['echo \'a b\' "c $X" d\\ e', ['echo a b c $X d e']],
    ['A=1 B="x y" c', ['A=1 B=x y c']],
    ['A=1; b', ['A=1', 'b']],
    ['a >x 2>&1 >> "y z" <in', ['a >x >&1 >>y z <in']],
    ['a \\\n  b \\\r\n c', ['a b c']],
    ['a # b\nc', ['a', 'c']],
    ['a#b', ['a#b']],
    ['(a; b) | c', ['a |2', 'b |2', 'c']],
    ['{ a; b; } > x', ['a >x', 'b >x']],
    ['if a; then b; else c; fi | d', ['a |3', 'b |3', 'c |3', 'd']],
    ['while read l; do a "$l"; done < x', ['read l <x', 'a $l <x']],
    ['for i in 1 2 $(b); do a $i; done', ['b', 'a $i']],
    ['case "$x" in a|b) c;; *) d && e;; esac; f', ['c', 'd', 'e', 'f']],
    ['f() { a; }; f', ['a', 'f']],
    ['[[ a && b ]] && c', ['[[ a b ]]', 'c']],
    ['((i++)); a', ['a']],
    ['! a; time b', ['a', 'b']],
    ['a $(b | c) `d`', ['a $(b | c) `d`', 'b |2', 'c ^0', 'd ^0']],
    ['a "$(b "$(c)")"', ['a $(b "$(c)")', 'b $(c) ^0', 'c ^1']],
    ['a <(b)', ['a <(b)', 'b ^0']],
    ["sh -c 'a && b | c'", ['sh -c a && b | c', 'a', 'b |3', 'c']],
    ['sudo -u x bash -euo pipefail -c "a"', ['sudo -u x bash -euo pipefail -c a', 'a']],
    ['a ${X:-"}"} b', ['a ${X:-"}"} b']],
    ['cat <<EOF > x\nhello\nEOF\nb', ['cat <<EOF >x', 'b']],
    ['bash <<-"E"\n\ta\n\tE\nb', ['bash <<-E', 'b', 'a']],
    ["echo 'open", ['echo open']],
    ['a $(b', ['a $(b', 'b ^0']],
    ["$'a\\tb'", ['a\\tb']],
  ])('%j', (text, expected) => {
    expect(commandsOf(text)).toEqual(expected);
  });

  it('gives exact offsets, within substitutions and quoted scripts too', () => {
    const text = `a; x "$(bb 1)" && sh -c 'cc 2'`;
    const exact = readShell(text).commands.filter(({ isExact }) => isExact);
    expect(exact.map(({ start, end }) => text.slice(start, end))).toEqual([
      'a',
      'x "$(bb 1)"',
      'bb 1',
      "sh -c 'cc 2'",
      'cc 2',
    ]);
  });

  it('reads several here-documents in order', () => {
    const [first] = readShell('a <<X <<Y\n1\nX\n2\nY\n').commands;
    expect(first?.redirects.map(({ body }) => body?.text)).toEqual(['1', '2']);
  });

  it('says so when a script is nested too deeply to be read', () => {
    const nest = (depth: number): string => (depth === 0 ? 'a' : `b $(${nest(depth - 1)})`);
    expect(readShell(nest(5)).isComplete).toBe(true);
    expect(readShell(nest(20)).isComplete).toBe(false);
  });

  it('never throws, and keeps pipes and places within bounds', () => {
    const piece = fc.constantFrom(
      ...['a', ' ', '|', '&&', ';', '(', ')', '$(', '`', '"', "'", '\\', '\n', '<<E', 'E', '>', '{', '}'],
      ...['if ', 'then ', 'fi', 'case x in ', 'esac', ';;', '[[', '))', '((', '${', '#', 'sh -c ', 'eval '],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { commands } = readShell(text);
        for (const { start, end, pipesTo, feeds } of commands) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          for (const target of [pipesTo, feeds]) if (target !== null) expect(commands[target]).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['substitutions', '$('.repeat(50_000)],
    ['backquotes', '`a '.repeat(50_000)],
    ['quotes', `"'`.repeat(50_000)],
    ['groups', '('.repeat(50_000) + ')'.repeat(50_000)],
    ['here-documents', 'a <<E\n'.repeat(20_000)],
    ['braces', '${a'.repeat(50_000)],
    ['pipes', 'a|'.repeat(50_000)],
    ['grouped redirects', '{ a; } >x '.repeat(10_000)],
  ])('stays fast on many %s', (_name, text) => {
    const start = processorTime();
    readShell(text);
    expect(processorTime() - start).toBeLessThan(3_000);
  });
});

describe('effectiveArgv', () => {
  it.each<[string[], string[]]>([
    [
      ['/usr/bin/apt-get', 'x'],
      ['apt-get', 'x'],
    ],
    [
      ['sudo', '-E', '-u', 'root', 'A=b', 'apt', 'y'],
      ['apt', 'y'],
    ],
    [['env', 'A=b', 'exec', 'z'], ['z']],
    [['timeout', '-k', '5', '10', 'curl'], ['curl']],
    [['sudo'], []],
    [[], []],
  ])('%j', (argv, expected) => {
    expect(effectiveArgv(argv)).toEqual(expected);
  });
});
