import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import { quoted, ReadProblems } from './read-problems.js';
import { plainText, textLines } from './text-lines.js';

function problemOf(problems: ReadProblems): string | null {
  try {
    problems.settle(null);
    return null;
  } catch (error) {
    return (error as UnreadableFileError).message;
  }
}

function texts(content: string | Uint8Array, problems: ReadProblems): string[] {
  return [...textLines(Buffer.from(content as string), problems)].map(({ text }) => text);
}

describe('textLines', () => {
  it('gives the lines without their ends', () => {
    const problems = new ReadProblems();
    expect(texts('a\r\n\nbé\n', problems)).toEqual(['a', '', 'bé']);
    expect(texts('', problems)).toEqual([]);
    expect(texts('\n', problems)).toEqual(['']);
    expect(problemOf(problems)).toBeNull();
  });

  it('numbers the lines and tells a last one that was cut off', () => {
    const lines = [...textLines(Buffer.from('a\nb'), new ReadProblems())];
    expect(lines).toEqual([
      { number: 1, text: 'a', isCut: false },
      { number: 2, text: 'b', isCut: true },
    ]);
  });

  it('reports the first line that is not UTF-8 and reads on', () => {
    const problems = new ReadProblems();
    const lines = texts(Buffer.from([0x61, 0x0a, 0xff, 0x62, 0x0a, 0x63, 0x0a]), problems);
    expect(lines).toEqual(['a', '\ufffdb', 'c']);
    expect(problemOf(problems)).toBe('line 2 is not UTF-8');
  });

  it('takes a replacement character that stands in the file for what it is', () => {
    const problems = new ReadProblems();
    expect(texts('a\ufffd\n', problems)).toEqual(['a\ufffd']);
    expect(problemOf(problems)).toBeNull();
  });

  it('reports bytes that are not UTF-8 exactly when there are some', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
        const problems = new ReadProblems();
        texts(content, problems);
        expect(problemOf(problems) === null).toBe(isUtf8(Buffer.from(content)));
      }),
    );
  });
});

describe('plainText', () => {
  it('replaces control characters and halves of characters, and bounds the length', () => {
    expect(plainText('a\0b\u001b[31m\ud800')).toBe('a\ufffdb\ufffd[31m\ufffd');
    expect(plainText('x'.repeat(300))).toHaveLength(256);
    expect(plainText('😀'.repeat(3), 3)).toBe('😀\ufffd');
  });
});

describe('ReadProblems', () => {
  it('gives the extract when nothing was wrong', () => {
    expect(new ReadProblems().settle(['kept'])).toEqual(['kept']);
  });

  it('names the first three problems, counts the others, and keeps what was read', () => {
    const problems = new ReadProblems();
    for (const problem of ['one', 'two', 'three', 'four', 'five']) problems.add(problem);
    const settle = (): unknown => problems.settle(['kept']);
    expect(settle).toThrow(UnreadableFileError);
    expect(settle).toThrow(
      expect.objectContaining({ message: 'one; two; three; and 2 more', partial: ['kept'] }),
    );
  });
});

describe('quoted', () => {
  it('bounds the length and escapes control characters', () => {
    expect(quoted('a"\n')).toBe('"a\\"\\n"');
    expect(quoted('x'.repeat(100))).toHaveLength(43);
  });
});
