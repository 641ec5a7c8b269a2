import { z } from 'zod';
import { dockerFlags } from '../adapters/run-command/flag-table.js';
import type { RunCommandFacts } from '../model/run-command-facts.js';
import type { RunEdit } from '../remediation/edit.js';
import { addFlag } from '../remediation/workload-fix.js';
import { defineCheck } from './check.js';
import { atLine, isPlain, ofRunCommand } from './run-command-outcome.js';

/** Where a word can be the program's own as well, only what hardly any program but Docker takes counts. */
export const runcmdMisplacedFlagCheck = defineCheck({
  id: 'runcmd-misplaced-flag',
  title: { en: 'Option placed after the image', zh: '选项写在镜像名之后' },
  area: 'run-command',
  inputs: ['run-command'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Move the option before the image: behind it, it is handed to the process.',
    zh: '把选项移到镜像名之前：写在其后会被传给容器进程。',
  },
  references: { seed: ['§2.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program no longer gets the option as its argument, if it was meant for it.',
    zh: '如果该选项原本是给程序的参数，程序将不再收到它。',
  },
  evaluate(subject) {
    return ofRunCommand(subject, (run) =>
      run.flagsAfterImage.map(({ flag, line }) => {
        const fix = moved(run, flag, line);
        return {
          element: flag,
          message: {
            en: `${flag} stands behind the image, so docker hands it to the process instead of applying it.`,
            zh: `${flag} 写在镜像名之后，docker 会把它传给进程而不会生效。`,
          },
          location: atLine(subject.facts, line),
          evidence: [{ fact: 'runcmd.flags_after_image', value: flag }],
          ...(fix && { fix }),
        };
      }),
    );
  },
  examples: {
    good: [
      { name: 'before the image', input: 'run-command', text: 'docker run --rm nginx:1.27' },
      {
        name: "the program's own options",
        input: 'run-command',
        text: 'docker run alpine:3.22 sh -c "ls -a"',
      },
    ],
    bad: [
      { name: 'behind the image', input: 'run-command', text: 'docker run nginx:1.27 --read-only' },
      { name: 'ports behind the image', input: 'run-command', text: 'docker run nginx:1.27 -p 8080:80' },
    ],
  },
});

/** Cuts the option out of the end and writes it before the image; null: it does not stand there as it is known. */
function moved({ tokens }: RunCommandFacts, flag: string, line: number): RunEdit[] | null {
  const at = tokens.findLastIndex(
    ({ text, line: own }) => own === line && (text === flag || text.startsWith(`${flag}=`)),
  );
  const token = tokens[at];
  if (!token || !isPlain(token)) return null;
  const names = longNames(flag);
  const written = token.text.length > flag.length ? token.text.slice(flag.length + 1) : null;
  const kind = dockerFlags.kinds[names.at(-1) ?? ''];
  const next = kind === 'boolean' || written !== null ? undefined : tokens[at + 1];
  if (!kind || (next ? !isPlain(next) : kind !== 'boolean' && written === null)) return null;
  const end = next?.end ?? token.end;
  const value = written ?? next?.text ?? null;
  return [
    { kind: 'replace-text', start: token.start, end, to: '' },
    ...names.map((name) => addFlag(`--${name}`, value)),
  ];
}

/** Of `-it` the names of all letters. */
function longNames(flag: string): string[] {
  if (!flag.startsWith('--'))
    return [...flag.slice(1)].flatMap((letter) => dockerFlags.letters[letter] ?? []);
  const name = flag.slice(2);
  return [dockerFlags.aliases[name] ?? name];
}
