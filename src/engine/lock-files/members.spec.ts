import { describe, expect, it } from 'vitest';
import { ReadProblems } from '../text/read-problems.js';
import { elementsAt, entriesAt } from './members.js';

const document = { object: { a: 1 }, list: [2], text: 'x', nothing: null };

describe('entries and elements', () => {
  it.each([
    ['object', [['a', 1]], null],
    ['list', [], '"list" is no object'],
    ['nothing', [], '"nothing" is no object'],
    ['missing', [], null],
    ['toString', [], null],
  ])('at %s', (name, entries, problem) => {
    const problems = new ReadProblems();
    expect(entriesAt(document, name, problems)).toEqual(entries);
    const settle = () => problems.settle(0);
    if (problem === null) expect(settle).not.toThrow();
    else expect(settle).toThrow(problem);
  });

  it.each([
    ['list', [2], null],
    ['object', [], '"object" is no list'],
    ['text', [], '"text" is no list'],
    ['missing', [], null],
  ])('at %s', (name, elements, problem) => {
    const problems = new ReadProblems();
    expect(elementsAt(document, name, problems)).toEqual(elements);
    const settle = () => problems.settle(0);
    if (problem === null) expect(settle).not.toThrow();
    else expect(settle).toThrow(problem);
  });
});
