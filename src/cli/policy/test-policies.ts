import type { PolicyTestResult } from '../../engine/policy/run-policy-tests.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from '../command-line.js';
import { layOut } from '../output/table.js';
import { shown } from '../output/text.js';
import { readPolicyFile, type ReadPolicy } from '../policy-file.js';
import { publishedBy } from './policy-parents.js';

interface TestedPolicy {
  readonly file: string;
  readonly policy: string;
  readonly tests: readonly PolicyTestResult[];
}

/** Runs the test cases of a policy. */
export async function testsOf({ policy }: ReadPolicy): Promise<PolicyTestResult[]> {
  const { runPolicyTests } = await import('../engine.js');
  const begin = performance.now();
  return runPolicyTests(policy, () => performance.now() - begin);
}

export function isFailed({ differences }: PolicyTestResult): boolean {
  return differences.length > 0;
}

/** Exit code 1: a test failed; 2: a document is no valid policy. */
export async function testPolicies(
  commandLine: CommandLine,
  files: readonly string[],
  { json }: { readonly json?: true },
): Promise<number> {
  const tested: TestedPolicy[] = [];
  let isUnread = false;
  for (const file of files) {
    try {
      const read = await readPolicyFile(file, publishedBy(commandLine));
      tested.push({ file, policy: read.name, tests: await testsOf(read) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      commandLine.errors.write(`${error.message}\n`);
      isUnread = true;
    }
  }
  if (json) printJson(commandLine, tested);
  else commandLine.output.write(textOf(commandLine, tested));
  if (isUnread) return exitCodes.failed;
  return tested.some(({ tests }) => tests.some(isFailed)) ? exitCodes.deny : exitCodes.done;
}

/** A line for each test, with what differs beneath it, and how many there were. */
function textOf(commandLine: CommandLine, tested: readonly TestedPolicy[]): string {
  const all = tested.flatMap(({ policy, tests }) => tests.map((test) => ({ policy, test })));
  const rows = all.map(({ policy, test }) => [
    isFailed(test) ? 'FAILED' : 'passed',
    shown(policy),
    shown(test.name),
  ]);
  const lines = layOut(rows, widthOf(commandLine.output)).flatMap((line, index) => [
    line,
    ...differenceLines(commandLine, all[index]!.test).map((difference) => `        ${difference}`),
  ]);
  const failed = all.filter(({ test }) => isFailed(test)).length;
  return [...lines, `${all.length - failed} passed, ${failed} failed`, ''].join('\n');
}

/** What is otherwise than a test expects, a line each. */
export function differenceLines({ language }: CommandLine, { differences }: PolicyTestResult): string[] {
  return differences.map((difference) => shown(difference[language]));
}
