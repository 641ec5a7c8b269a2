import type { Location } from '../model/finding.js';
import type { CommandToken, RunCommandFacts, WorkloadDocumentFacts } from '../model/workload-document.js';
import type { Outcome, Violation, WorkloadSubject } from './check.js';
import { locationAt } from './workload-check.js';

/** What a check finds in a command line: nothing passes, unless part of the text was not read. */
export function ofRunCommand(
  { facts }: WorkloadSubject,
  violationsOf: (run: RunCommandFacts) => readonly Violation[],
): Outcome {
  if (!facts.runCommand) {
    return {
      result: 'not_applicable',
      reason: { en: 'The input is no command line.', zh: '输入不是命令行。' },
    };
  }
  const violations = violationsOf(facts.runCommand);
  const [problem] = facts.problems;
  const undecided = problem && {
    en: `Part of the text was not read: ${problem.detail}.`,
    zh: `部分文本未被读取：${problem.detail}。`,
  };
  if (violations.length > 0)
    return { result: 'fail', violations: distinct(violations), ...(undecided && { undecided }) };
  return undecided ? { result: 'unknown', reason: undecided } : { result: 'pass' };
}

/** A line of the command's text. */
export function atLine(facts: WorkloadDocumentFacts, line: number): Location {
  return locationAt(facts, { file: null, document: 0, pointer: '', line });
}

/** The word at the line that is the flag, alone or with its value; undefined: it stands otherwise. */
export function tokenOf({ tokens }: RunCommandFacts, flag: string, line: number): CommandToken | undefined {
  return tokens.find(
    (token) =>
      token.line === line && (token.text === flag || token.text.startsWith(`${flag}=`)) && isPlain(token),
  );
}

/** Whether the word stands in the text as the token has it: without quotes, and nothing of it withheld. */
export function isPlain({ text, start, end }: CommandToken): boolean {
  return end - start === text.length && !text.includes('…(');
}

/** Elements that share a name get numbers. */
function distinct(violations: readonly Violation[]): Violation[] {
  const seen = new Map<string, number>();
  return violations.map((violation) => {
    const count = (seen.get(violation.element) ?? 0) + 1;
    seen.set(violation.element, count);
    return count === 1 ? violation : { ...violation, element: `${violation.element} (${count})` };
  });
}
