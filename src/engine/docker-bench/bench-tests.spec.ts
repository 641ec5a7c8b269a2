import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checks } from '../checks/index.generated.js';
import { cisRecommendations } from '../benchmarks/cis-docker.js';
import { benchTests, findBenchTest, testsOf } from './bench-tests.js';

interface Coverage {
  readonly id: string | number;
  readonly docker_bench_label: string;
  readonly checks: readonly string[];
}
const catalogueFile = fileURLToPath(new URL('../../../../shared/checks/catalogue.yaml', import.meta.url));
/** Of the catalogue where it is at hand, two of its entries elsewhere. */
const coverage: readonly Coverage[] = existsSync(catalogueFile)
  ? (parse(readFileSync(catalogueFile, 'utf8')) as { docker_bench_coverage: Coverage[] })
      .docker_bench_coverage
  : [
      { id: '5.5', docker_bench_label: 'automated', checks: ['workload-privileged'] },
      { id: '2.17', docker_bench_label: 'manual', checks: ['daemon-seccomp'] },
    ];
/** Checks of areas that the product does not have, or does not have yet. */
const unbuilt = /^(?:swarm|net|rt)-|^host-(?:docker-version|content-trust)$/;
const ids = new Set<string>(checks.map(({ id }) => id));

describe('the tests of docker-bench-security', () => {
  it('are all that it has, once each, in the order of their numbers', () => {
    const collator = new Intl.Collator('en', { numeric: true });
    const numbers = benchTests.map(({ id }) => id);
    expect(numbers).toHaveLength(132);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toEqual([...numbers].sort((a, b) => collator.compare(a, b)));
    for (const { id } of cisRecommendations) expect(findBenchTest(id), id).toBeDefined();
  });

  it.each(coverage.map((entry) => [String(entry.id), entry] as const))(
    'have the label and the checks of the catalogue: %s',
    (id, entry) => {
      const test = findBenchTest(id);
      expect(test?.label).toBe(entry.docker_bench_label);
      expect([...(test?.checks ?? []), ...(test?.related ?? [])]).toEqual(
        expect.arrayContaining([...entry.checks]),
      );
    },
  );

  it('name checks that there are, or that are known not to be built', () => {
    for (const { id, checks: decided, related } of benchTests) {
      const missing = [...decided, ...related].filter((check) => !ids.has(check));
      expect(
        missing.filter((check) => !unbuilt.test(check)),
        id,
      ).toEqual([]);
    }
  });

  it('stand with every check that refers to them', () => {
    for (const { id, references } of checks) {
      for (const number of references.bench ?? []) {
        const test = findBenchTest(number);
        expect([...(test?.checks ?? []), ...(test?.related ?? [])], `${number} ${id}`).toContain(id);
      }
    }
    expect(testsOf('host-file-ownership').map(({ id }) => id)).toContain('3.22');
  });

  it('say in English and Chinese where they differ, and do so wherever no check decides', () => {
    for (const { id, label, checks: decided, difference } of benchTests) {
      if (label === 'manual' || decided.length === 0) expect(difference, id).not.toBeNull();
      if (!difference) continue;
      expect(difference.en, id).toMatch(/^[A-Z].*[.]$/);
      expect(difference.zh, id).toMatch(/\p{Script=Han}.*。$/u);
    }
  });
});
