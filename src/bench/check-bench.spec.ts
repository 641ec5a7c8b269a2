import { expect, it } from 'vitest';
import { benchCheck, printCheckBench } from './check-bench.js';

it('judges made-up containers against every check, and tells how fast', () => {
  const bench = benchCheck(new Map(), 8);
  expect(bench).toMatchObject({ documents: 8, first: { cpuSeconds: expect.any(Number) } });
  expect(bench.findings).toBeGreaterThan(8);
  let printed = '';
  printCheckBench({ write: (text) => (printed += text) }, bench);
  expect(printed).toMatch(/^documents +8, .*\nthe first time +.* documents a second\nlater /);
});

it('judges documents that are given, over and over, and refuses what cannot be read', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a, image: a }] }\n';
  expect(benchCheck(new Map([['pod.yaml', pod]]), 3)).toMatchObject({ documents: 3 });
  expect(() => benchCheck(new Map([['x.yaml', 'a: 1']]), 1)).toThrow('x.yaml: it is of no known kind');
});
