import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { yamlDocument } from './yaml-document.js';

const read = (text: string): unknown => yamlDocument(text, 'core').toJS();

describe('yamlDocument', () => {
  it('reads one document', () => {
    expect(read('---\na: [1, {b: 2}]\n')).toEqual({ a: [1, { b: 2 }] });
    expect(read('')).toBeNull();
    expect(yamlDocument('a: 1.10', 'failsafe').toJS()).toEqual({ a: '1.10' });
  });

  it.each([
    ['a second document', 'a: 1\n---\nb: 2\n', 'a second document at line 2'],
    ['a quote that is not closed', 'a: 1\nb: "c\n', 'Missing closing "quote at line 3'],
    ['columns that do not meet', 'a:\n    b: 1\n  c: 2\n', 'at line 3'],
  ])('reports %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('reads what is nested in an ordinary way', () => {
    expect(() =>
      read(Array.from({ length: 90 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')),
    ).not.toThrow();
    expect(() => read(`${'['.repeat(90)}${']'.repeat(90)}`)).not.toThrow();
  });

  it.each(['[', '{a: ', '- ', '? ', '? [', '? !t ', 'a: ', '"a": &x ', ': ? ', '- a: - '])(
    'refuses a great many of %j, at once',
    (piece) => {
      const text = piece.repeat(1_000_000);
      const start = processorTime();
      expect(() => read(text)).toThrow('nested more than 200 deep at line 1');
      expect(processorTime() - start).toBeLessThan(2_000);
    },
  );

  it.each([
    ['}', 'Unexpected flow-map-end token in YAML document at line 1'],
    ['%X y\n', 'more than 100 directives at line 101'],
    ['"', 'Unexpected double-quoted-scalar at node end at line 1'],
  ])('refuses a great many of %j, at once', (piece, message) => {
    const text = piece.repeat(1_000_000);
    const start = processorTime();
    expect(() => read(text)).toThrow(message);
    expect(processorTime() - start).toBeLessThan(2_000);
  });
});
