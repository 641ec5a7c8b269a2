import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../../test/support/processor-time.js';
import { dotenvValues, dotenvVariables } from './dotenv.js';
import { interpolate } from './interpolation.js';

describe('interpolation of compose files', () => {
  it.each([
    ['$A-${A}', '1-1'],
    ['${B:-x}${EMPTY:-y}${EMPTY-z}', 'xy'],
    ['${B:-${C-deep}}', 'deep'],
    ['${A:+set}${EMPTY:+set}', 'set'],
    ['$$A', '$A'],
    ['${B}', '${B}'],
    ['${B:?needed}', '${B:?needed}'],
  ])('%s', (text, expected) => {
    expect(interpolate(text, { A: '1', EMPTY: '' }).text).toBe(expected);
  });

  it('names what has no value and where it stands, and literal defaults', () => {
    const read = interpolate('$X ${PW:-hunter2} ${Y:-$Z}', {});
    expect(read).toMatchObject({
      text: '$X hunter2 $Z',
      unresolved: ['X', 'Z'],
      open: [
        { start: 0, end: 2 },
        { start: 11, end: 13 },
      ],
      defaults: [
        { name: 'PW', value: 'hunter2' },
        { name: 'Y', value: '$Z' },
      ],
      isInvalid: false,
    });
  });

  it('says that a dollar begins no variable', () => {
    expect(interpolate('5$ ${', {})).toMatchObject({ text: '5$ ${', isInvalid: true, unresolved: [''] });
  });

  it('leaves what would grow without end', () => {
    const value = 'x'.repeat(50_000);
    const text = '$A'.repeat(100_000);
    expect(interpolate(text, { A: value })).toMatchObject({ text, unresolved: [''] });
  });
});

describe('.env files', () => {
  it('are read with comments, quotes and lines', () => {
    const text = '# c\nexport A="x y" # c\nB=z # c\nC\nD=\'$A\nb\'\nE="1\\n2"\nF=#x\nG="open\nH: 1\n';
    expect(dotenvVariables(text)).toEqual([
      { name: 'A', value: 'x y', line: 2, isLiteral: false },
      { name: 'B', value: 'z', line: 3, isLiteral: false },
      { name: 'C', value: null, line: 4, isLiteral: true },
      { name: 'D', value: '$A\nb', line: 5, isLiteral: true },
      { name: 'E', value: '1\n2', line: 7, isLiteral: false },
      { name: 'F', value: '', line: 8, isLiteral: false },
      { name: 'G', value: 'open', line: 9, isLiteral: false },
      { name: 'H', value: '1', line: 10, isLiteral: false },
    ]);
  });

  it('may use their own variables; what has no value gives none', () => {
    expect({ ...dotenvValues("A=1\nB=${A}2\nC=$NONE\nD='$A'\nE=${O}", { O: 'outer' }) }).toEqual({
      A: '1',
      B: '12',
      D: '$A',
      E: 'outer',
    });
  });

  it('take time in proportion', () => {
    const start = processorTime();
    dotenvVariables(`A=b${' '.repeat(300_000)}c\nB="${'\n'.repeat(300_000)}`);
    dotenvVariables('A="\n'.repeat(20_000));
    expect(processorTime() - start).toBeLessThan(2_000);
  });
});
