import { describe, expect, it } from 'vitest';
import { dotenvVariables, interpolate } from './interpolation.js';

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

  it('names what has no value, and literal defaults', () => {
    const read = interpolate('$X ${PW:-hunter2}', {});
    expect(read).toMatchObject({ unresolved: ['X'], defaults: [{ name: 'PW', value: 'hunter2' }] });
  });

  it('reads .env files', () => {
    expect(dotenvVariables('# c\nexport A="x y" # c\nB=z # c\nC\n')).toEqual([
      { name: 'A', value: 'x y' },
      { name: 'B', value: 'z' },
      { name: 'C', value: null },
    ]);
  });
});
