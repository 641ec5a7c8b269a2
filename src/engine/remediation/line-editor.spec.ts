import { describe, expect, it } from 'vitest';
import type { LineEdit } from './edit.js';
import { applyLineEdits } from './line-editor.js';

const edit = (text: string, ...edits: LineEdit[]) => applyLineEdits(text, edits).text;

describe('applyLineEdits', () => {
  it('inserts, replaces and takes out lines, with the line ends of the text', () => {
    expect(edit('a\r\nb\r\n', { kind: 'insert-lines', before: 2, lines: ['x', 'y'] })).toBe(
      'a\r\nx\r\ny\r\nb\r\n',
    );
    expect(edit('a\nb', { kind: 'insert-lines', before: 3, lines: ['x'] })).toBe('a\nb\nx');
    expect(edit('a\nb\n', { kind: 'insert-lines', before: 3, lines: ['x'] })).toBe('a\nb\nx\n');
    expect(edit('a\nb\nc', { kind: 'replace-lines', from: 2, to: 2, lines: ['x'] })).toBe('a\nx\nc');
    expect(edit('a\nb\nc', { kind: 'replace-lines', from: 1, to: 2, lines: [] })).toBe('c');
  });

  it('replaces words only where they stand as words', () => {
    const text = 'ADD README /ADD\nADD x\nPADD "ADD"\n';
    expect(edit(text, { kind: 'replace-word', from: 1, to: 3, word: 'ADD', by: 'COPY' })).toBe(
      'COPY README /ADD\nCOPY x\nPADD "COPY"\n',
    );
    expect(edit(text, { kind: 'replace-next-word', line: 1, column: 1, word: 'ADD', by: 'COPY' })).toBe(
      'ADD README /ADD\nCOPY x\nPADD "ADD"\n',
    );
  });

  it('looks for the next word past comments, and takes the blanks behind a word that goes', () => {
    expect(
      edit('RUN a \\\n# x\n  x y', { kind: 'replace-next-word', line: 1, column: 0, word: 'x', by: '' }),
    ).toBe('RUN a \\\n# x\n  y');
  });

  it('finds columns behind a byte order mark', () => {
    expect(edit('\uFEFFab', { kind: 'insert-text', line: 1, column: 1, text: '-' })).toBe('\uFEFFa-b');
  });

  it.each([
    ['ENV A=1\nRUN x', 'A', 'RUN x'],
    ['ENV A some words\nRUN x', 'A', 'RUN x'],
    ['ENV A=1 B="x y" C=3', 'A', 'ENV B="x y" C=3'],
    ['ENV A=1 B="x y" C=3', 'B', 'ENV A=1 C=3'],
    ['ENV A=1 \\\n    # why\n    B=2 \\\n    C=3\nRUN x', 'C', 'ENV A=1 \\\n    # why\n    B=2\nRUN x'],
    ['ENV A=1', 'Z', 'ENV A=1'],
  ])('takes a variable out of %j: %s', (text, name, expected) => {
    expect(edit(text, { kind: 'remove-variable', line: 1, name })).toBe(expected);
  });

  it('makes a change that is named twice once, and leaves out one that overlaps another', () => {
    const change: LineEdit = { kind: 'insert-text', line: 1, column: 1, text: '-' };
    const other: LineEdit = { kind: 'replace-lines', from: 1, to: 1, lines: ['z'] };
    expect(edit('ab', change, change)).toBe('a-b');
    expect(edit('ab', other, { ...other, lines: ['y'] })).toBe('z');
  });

  it('adds to other files what they do not have yet', () => {
    const edits: LineEdit[] = [
      { kind: 'append-to-file', file: '.dockerignore', lines: ['.git', '.env'] },
      { kind: 'append-to-file', file: '.dockerignore', lines: ['.env', '*.pem'] },
    ];
    expect(applyLineEdits('x', edits).files).toEqual({ '.dockerignore': '.git\n.env\n*.pem\n' });
    expect(applyLineEdits('x', edits, () => '.git').files).toEqual({
      '.dockerignore': '.git\n.env\n*.pem\n',
    });
  });
});
