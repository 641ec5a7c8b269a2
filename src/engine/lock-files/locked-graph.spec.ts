import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { developmentNodes, type LockedNode } from './locked-graph.js';

/** `a@1>b@2,c`: a, called `a@1` and `a`, needs what is called `b@2` and `c`; `a>?`: what it needs is not said. */
const nodes = (...texts: string[]): LockedNode[] =>
  texts.map((text) => {
    const [name = '', needs = ''] = text.split('>');
    return {
      package: { name: plain(name), version: '1' },
      names: [name, plain(name)],
      needs: needs === '?' ? null : needs.split(',').filter((need) => need !== ''),
    };
  });
const plain = (name: string) => name.split('@')[0]!;
const marked = (graph: readonly LockedNode[], needed: string[], development: string[]) =>
  [...developmentNodes(graph, { needed, development }, plain)].map((place) => graph[place]!.names[0]).sort();

describe('developmentNodes', () => {
  it('are those that what is for development alone leads to', () => {
    const graph = nodes('a>b', 'b', 'c>b,d', 'd>e', 'e>d');
    expect(marked(graph, ['a'], ['c'])).toEqual(['c', 'd', 'e']);
    expect(marked(graph, ['a', 'e'], ['c'])).toEqual(['c']);
    expect(marked(graph, [], ['a', 'c'])).toHaveLength(5);
  });

  it('are none of those that nothing leads to', () => {
    expect(marked(nodes('a', 'b'), [], ['a'])).toEqual(['a']);
    expect(marked(nodes('a', 'b'), ['x'], ['y'])).toEqual([]);
  });

  it('go by the exact name, and by the plain one where nothing has it', () => {
    const graph = nodes('a@1', 'a@2');
    expect(marked(graph, ['a@1'], ['a@2'])).toEqual(['a@2']);
    expect(marked(graph, ['a@3'], ['a@2'])).toEqual([]);
    expect(marked(graph, ['a@1'], ['a@3'])).toEqual(['a@2']);
  });

  it('are none when something needed does not say what it needs', () => {
    expect(marked(nodes('a>?', 'b'), ['a'], ['b'])).toEqual([]);
    expect(marked(nodes('a>?', 'b'), ['b'], ['a'])).toEqual(['a']);
  });

  it('are found soon where a great many have one name that each needs', () => {
    const many = nodes(...Array.from({ length: 50_000 }, (_, place) => `a@${place}>a@x,a@y${place}`));
    const start = processorTime();
    expect(marked(many, ['b'], ['a@0'])).toHaveLength(50_000);
    expect(processorTime() - start).toBeLessThan(5_000);
  });

  it('never have one that is needed, and no fewer when less is needed', () => {
    const name = fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f');
    const names = fc.array(name, { maxLength: 4 });
    const graphs = fc
      .array(names, { minLength: 6, maxLength: 6 })
      .map((needs) => nodes(...needs.map((of, place) => `${'abcdef'[place]}>${of.join(',')}`)));
    fc.assert(
      fc.property(graphs, names, names, (graph, needed, development) => {
        const found = marked(graph, needed, development);
        expect(found.filter((one) => needed.includes(one!))).toEqual([]);
        for (const one of found) {
          const users = graph.filter(({ needs }) => needs!.includes(one!)).map(({ names: [user] }) => user!);
          expect(users.every((user) => found.includes(user) || !needed.includes(user))).toBe(true);
        }
        expect(marked(graph, needed.slice(1), development)).toEqual(expect.arrayContaining(found));
      }),
    );
  });
});
