import { readInput } from '../adapters/read-input.js';
import { noAdvisories } from '../checks/no-advisories.js';
import type { Text } from '../model/text.js';
import type { Finding } from '../model/finding.js';
import type { Judgement } from '../model/verdict.js';
import { judge, type JudgeInput } from './judge.js';
import type { Policy } from './policy-schema.js';
import { exampleImage } from './policy-test-image.js';
import type { ExpectedFinding, PolicyTest } from './policy-test-schema.js';

/** Longest that all tests of one policy may take, in milliseconds; those that are left then fail. */
export const longestRun = 5_000;
const millisecondsPerYear = 366 * 24 * 3_600_000;

/** What became of one test of a policy. */
export interface PolicyTestResult {
  readonly name: string;
  /** What is otherwise than expected; empty: it passed. */
  readonly differences: readonly Text[];
}

/**
 * Judges a policy's examples, in order. Never throws.
 * @param elapsed Milliseconds since the run began.
 */
export function runPolicyTests(policy: Policy, elapsed: () => number): PolicyTestResult[] {
  return policy.tests.map((test) => {
    if (elapsed() <= longestRun) return { name: test.name, differences: differencesOf(policy, test) };
    const seconds = longestRun / 1000;
    const late = {
      en: `it was not run: the tests take longer than ${seconds} seconds`,
      zh: `未运行：测试总时间超过 ${seconds} 秒`,
    };
    return { name: test.name, differences: [late] };
  });
}

type Example = Pick<JudgeInput, 'facts' | 'vulnerabilities' | 'database' | 'scannedAt'> & {
  readonly reference: string | null;
};

function differencesOf(policy: Policy, test: PolicyTest): Text[] {
  const now = new Date(test.now);
  const example = exampleOf(test, now);
  if ('en' in example) return [example];
  const { reference, ...rest } = example;
  const exemptions = test.exemptions.map(({ expires, ...scope }, index) => ({
    id: `exemption ${index + 1}`,
    scope,
    expiresAt: expires ?? new Date(now.getTime() + millisecondsPerYear).toISOString(),
  }));
  const target = { id: 'test', digests: [], references: reference === null ? [] : [reference] };
  return comparedWith(test, judge({ ...rest, policy, exemptions, target, now }));
}

const formats = {
  run: 'run-command',
  compose: 'compose',
  kubernetes: 'kubernetes',
  dockerfile: 'dockerfile',
  container: 'container',
} as const;

/** What the test judges; a text: it cannot be read, and why. */
function exampleOf({ input }: PolicyTest, now: Date): Example | Text {
  if (input.image) return { ...exampleImage(input.image, now), reference: input.image.reference };
  for (const [key, format] of Object.entries(formats) as [keyof typeof formats, string][]) {
    const text = input[key];
    if (text === undefined) continue;
    const read = readInput(format, text);
    if (read.ok) return { facts: read.facts, vulnerabilities: [], database: noAdvisories, reference: null };
    const { message, line } = read.problem;
    const at = line === null ? { en: '', zh: '' } : { en: ` (line ${line})`, zh: `（第 ${line} 行）` };
    return {
      en: `the ${key} cannot be read${at.en}: ${message.en}`,
      zh: `无法读取 ${key}${at.zh}：${message.zh}`,
    };
  }
  return { en: 'there is no input', zh: '没有输入' };
}

function comparedWith({ expect }: PolicyTest, judgement: Judgement): Text[] {
  return [
    ...decisionDifference(expect.decision, judgement),
    ...expect.findings.flatMap((expected) => missing(expected, judgement)),
    ...expect.no_findings.flatMap((name) => unexpected(name, judgement)),
  ];
}

function decisionDifference(
  expected: Judgement['decision'] | undefined,
  { decision, reasons }: Judgement,
): Text[] {
  if (expected === undefined || expected === decision) return [];
  const [reason] = reasons;
  return [
    {
      en: `decision: expected ${expected}, is ${decision}${reason ? ` (${reason.message.en})` : ''}`,
      zh: `判定：预期 ${expected}，实际 ${decision}${reason ? `（${reason.message.zh}）` : ''}`,
    },
  ];
}

function missing(expected: ExpectedFinding, { findings }: Judgement): Text[] {
  const { check, vulnerability, severity, result } = expected;
  const name = check ?? vulnerability ?? '';
  const of = findings.filter((finding) => namesOf(finding).includes(name));
  const live = of.filter(({ exemption }) => exemption === null);
  const said = (en: string, zh: string) => [{ en: `${name}: ${en}`, zh: `${name}：${zh}` }];
  if (live.length === 0) {
    return of.length > 0
      ? said('expected a finding, all of its findings are exempted', '预期有发现，但均已豁免')
      : said('expected a finding, there is none', '预期有发现，实际没有');
  }
  const alike = live.filter((finding) => finding.result === result);
  if (alike.length === 0)
    return said(`expected ${result}, is ${live[0]!.result}`, `预期 ${result}，实际 ${live[0]!.result}`);
  if (severity === undefined || alike.some((finding) => finding.severity === severity)) return [];
  return said(
    `expected ${severity}, is ${alike[0]!.severity}`,
    `预期 ${severity}，实际 ${alike[0]!.severity}`,
  );
}

function unexpected(name: string, { findings }: Judgement): Text[] {
  const found = findings.find((finding) => finding.exemption === null && namesOf(finding).includes(name));
  if (!found) return [];
  return [
    {
      en: `${name}: expected no finding, there is one (${found.message.en})`,
      zh: `${name}：预期没有发现，实际有（${found.message.zh}）`,
    },
  ];
}

function namesOf({ check, vulnerability }: Finding): string[] {
  return check !== null ? [check] : vulnerability ? [vulnerability.id, ...vulnerability.aliases] : [];
}
