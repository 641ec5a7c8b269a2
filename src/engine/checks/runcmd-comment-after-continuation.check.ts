import { z } from 'zod';
import { defineCheck } from './check.js';
import { atLine, ofRunCommand } from './run-command-outcome.js';

/** A backslash that is not the last character of its line escapes what follows it: the shell ends the command there. */
export const runcmdCommentAfterContinuationCheck = defineCheck({
  id: 'runcmd-comment-after-continuation',
  title: { en: 'Comment after a line continuation breaks the command', zh: '续行符后的注释会截断命令' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Move comments above the command, and let each backslash be the last character of its line.',
    zh: '把注释移到命令上方，并确保每个反斜杠都是行尾最后一个字符。',
  },
  references: { seed: ['§2.1', '§2.3', '§5.2', '§9.2'] },
  fixSafety: 'safe',
  evaluate(subject) {
    return ofRunCommand(subject, ({ commentsAfterContinuation }) =>
      commentsAfterContinuation.map(({ line, text, start, end }) => ({
        element: text === '' ? 'blanks' : text,
        message: {
          en: `${text === '' ? 'Blanks follow' : 'A comment follows'} the backslash on line ${line}, so a shell ends the command there: the options behind it are never applied.`,
          zh: `第 ${line} 行的反斜杠后有${text === '' ? '空白' : '注释'}，shell 会在此处结束命令，其后的选项均不会生效。`,
        },
        location: atLine(subject.facts, line),
        evidence: [{ fact: 'runcmd.comments_after_continuation', value: text }],
        fix: [{ kind: 'replace-text', start, end, to: '' }],
      })),
    );
  },
  examples: {
    good: [
      { name: 'one line', input: 'run-command', text: 'docker run --rm nginx:1.27 # the proxy' },
      {
        name: 'bare backslashes',
        input: 'run-command',
        text: '# the proxy\ndocker run \\\n  --rm \\\n  nginx:1.27\n',
      },
    ],
    bad: [
      {
        name: 'a comment',
        input: 'run-command',
        text: 'docker run \\\n  --read-only \\   # no writes\n  nginx:1.27\n',
      },
      { name: 'a blank', input: 'run-command', text: 'docker run \\\n  --read-only \\ \n  nginx:1.27\n' },
      {
        name: 'a comment line between',
        input: 'run-command',
        text: 'docker run \\\n  # no writes\n  --read-only \\\n  nginx:1.27\n',
      },
    ],
  },
});
