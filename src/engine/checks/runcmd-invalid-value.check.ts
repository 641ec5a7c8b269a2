import { z } from 'zod';
import type { RunCommandFacts, WorkloadDocumentFacts } from '../model/workload-document.js';
import { defineCheck, type Violation } from './check.js';
import { atLine, ofRunCommand } from './run-command-outcome.js';

/** A repeated option that says the same again is graded `info`. */
export const runcmdInvalidValueCheck = defineCheck({
  id: 'runcmd-invalid-value',
  title: { en: 'Value or combination the engine rejects or ignores', zh: '参数值无效或相互冲突' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Correct the value, or leave out the option that the other one rules out.',
    zh: '修正该值，或去掉与其他选项冲突的选项。',
  },
  references: { seed: ['§2.1', '§5.2'] },
  evaluate(subject) {
    const { facts } = subject;
    return ofRunCommand(subject, (run) => [
      ...(run.isImagePresent ? [] : [noImage(facts)]),
      ...run.invalidValues.map((invalid) => refused(facts, invalid)),
      ...run.duplicates.map((duplicate) => repeated(facts, duplicate)),
    ]);
  },
  examples: {
    good: [
      {
        name: 'right values',
        input: 'run-command',
        text: 'docker run -m 512m -p 8080:80 --user 1000:1000 nginx:1.27',
      },
      {
        name: 'a list',
        input: 'run-command',
        text: 'docker run -e A=1 -e B=2 -p 80:80 -p 443:443 nginx:1.27',
      },
    ],
    bad: [
      { name: 'no image', input: 'run-command', text: 'docker run --rm' },
      { name: 'no size', input: 'run-command', text: 'docker run --memory lots nginx:1.27' },
      { name: 'no port', input: 'run-command', text: 'docker run -p 80:99999 nginx:1.27' },
      {
        name: 'removed and restarted',
        input: 'run-command',
        text: 'docker run --rm --restart always nginx:1.27',
      },
      {
        name: 'ports of the host',
        input: 'run-command',
        text: 'docker run --network host -p 80:80 nginx:1.27',
      },
      {
        name: 'privileged without capabilities',
        input: 'run-command',
        text: 'docker run --privileged --cap-drop ALL nginx:1.27',
      },
      { name: 'twice', input: 'run-command', text: 'docker run --read-only --read-only=false nginx:1.27' },
    ],
  },
});

function noImage(facts: WorkloadDocumentFacts): Violation {
  return {
    element: 'IMAGE',
    message: { en: 'The command names no image.', zh: '命令没有指定镜像。' },
    location: atLine(facts, facts.runCommand?.tokens[0]?.line ?? 1),
    evidence: [{ fact: 'runcmd.image_present', value: 'false' }],
  };
}

function refused(
  facts: WorkloadDocumentFacts,
  { flag, value, line, reason }: RunCommandFacts['invalidValues'][number],
): Violation {
  const written = value === '' ? flag : `${flag} ${value}`;
  return {
    element: written,
    message: { en: `${written}: ${reason.en}.`, zh: `${written}：${reason.zh}。` },
    location: atLine(facts, line),
    evidence: [{ fact: 'runcmd.invalid_values', value: written }],
  };
}

function repeated(
  facts: WorkloadDocumentFacts,
  { flag, lines, isSame }: RunCommandFacts['duplicates'][number],
): Violation {
  return {
    element: `${flag} repeated`,
    message: isSame
      ? {
          en: `${flag} stands ${lines.length} times and says the same.`,
          zh: `${flag} 重复出现 ${lines.length} 次，含义相同。`,
        }
      : {
          en: `${flag} stands ${lines.length} times with different values: the last one wins.`,
          zh: `${flag} 出现 ${lines.length} 次且取值不同：以最后一个为准。`,
        },
    ...(isSame && { severity: 'info' as const }),
    location: atLine(facts, lines.at(-1) ?? 1),
    evidence: [{ fact: 'runcmd.duplicates', value: flag }],
  };
}
