import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { benchTests } from '../engine/docker-bench/bench-tests.js';
import { dockerBenchPage } from './docker-bench-page.js';

describe('dockerBenchPage', () => {
  it('is what docs/docker-bench.md holds; when not, write it anew with `npm run generate`', () => {
    expect(readFileSync('docs/docker-bench.md', 'utf8')).toBe(dockerBenchPage());
  });

  it('has one row for each test, with its checks', () => {
    const page = dockerBenchPage();
    for (const { id, checks } of benchTests) {
      const [row, ...others] = page.split('\n').filter((line) => line.startsWith(`| ${id} |`));
      expect(others, id).toEqual([]);
      for (const check of checks) expect(row).toContain(`\`${check}\``);
    }
  });
});
