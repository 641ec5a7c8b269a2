import type { BenchTest } from './bench-test.js';
import { communityTests } from './community-tests.js';
import { containerTests } from './container-tests.js';
import { daemonTests } from './daemon-tests.js';
import { fileTests } from './file-tests.js';
import { hostTests } from './host-tests.js';
import { imageTests } from './image-tests.js';
import { operationTests } from './operation-tests.js';

/** Every test of docker-bench-security, in its order. */
export const benchTests: readonly BenchTest[] = [
  ...hostTests,
  ...daemonTests,
  ...fileTests,
  ...imageTests,
  ...containerTests,
  ...operationTests,
  ...communityTests,
];

const byId: ReadonlyMap<string, BenchTest> = new Map(benchTests.map((test) => [test.id, test]));
const byCheck = new Map<string, BenchTest[]>();
for (const test of benchTests) {
  for (const check of test.checks) byCheck.set(check, [...(byCheck.get(check) ?? []), test]);
}

/** The test of this number; undefined: the tool has none. */
export function findBenchTest(id: string): BenchTest | undefined {
  return byId.get(id);
}

/** The tests whose answers decide the check. */
export function testsOf(check: string): readonly BenchTest[] {
  return byCheck.get(check) ?? [];
}
