import { z } from 'zod';
import { effectiveArgv, programName } from '../adapters/shell/effective-command.js';
import type {
  DockerfileFacts,
  DockerfileInstruction,
  DockerfileStage,
  ShellCommand,
} from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { commandsOf, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { execFormFix } from './dockerfile/exec-form.js';

/** Shells that have the option on every system; plain `sh` may be one that does not. */
const knowsPipefail = new Set(['bash', 'zsh', 'ash', 'ksh']);

function startOffence(facts: DockerfileFacts, instruction: DockerfileInstruction): Offence[] {
  const { keyword, form, line, text, arguments: words } = instruction;
  if ((keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || form !== 'shell' || words.length === 0) return [];
  return [
    {
      element: shown(text, 180),
      line,
      text: shown(text),
      fact: 'stages.instructions',
      message: {
        en: `${shown(text)} starts a shell, which passes no signals on; write it as a JSON array.`,
        zh: `${shown(text)} 会先启动 shell，信号无法传递；请写成 JSON 数组。`,
      },
      fix: execFormFix(instruction, facts.escape),
    },
  ];
}

/** `-o pipefail`, also together with other options: `-eo pipefail`. */
function hasPipefail(words: readonly string[]): boolean {
  return words.some((word, index) => word === 'pipefail' && /^-[A-Za-z]*o$/.test(words[index - 1] ?? ''));
}

function isGuarded(shell: readonly string[], commands: readonly ShellCommand[]): boolean {
  if (knowsPipefail.has(programName(shell[0] ?? '')) && hasPipefail(shell.slice(1))) return true;
  return commands.some(({ argv }) => {
    const [program = '', ...words] = effectiveArgv(argv);
    return (program === 'set' || knowsPipefail.has(program)) && hasPipefail(words);
  });
}

function pipeOffences(stage: DockerfileStage, first: readonly string[]): Offence[] {
  let shell = first;
  return stage.instructions.flatMap((instruction, index) => {
    if (instruction.keyword === 'SHELL') shell = instruction.arguments;
    if (instruction.keyword !== 'RUN') return [];
    const commands = commandsOf(stage, index);
    const piped = commands.find(({ pipesTo }) => pipesTo !== null);
    if (!piped || isGuarded(shell, commands)) return [];
    const text = shown(instruction.text);
    return [
      {
        element: shown(instruction.text, 180),
        line: piped.line,
        text,
        fact: 'stages.commands',
        message: {
          en: `${text} has a pipe, of which only the last command's failure stops the build: set SHELL with -o pipefail.`,
          zh: `${text} 使用了管道，只有最后一个命令失败才会中止构建：请用 SHELL 设置 -o pipefail。`,
        },
      },
    ];
  });
}

/** The shell a stage begins with: that of the stage it stands on. */
function shellBefore({ stages }: DockerfileFacts, { fromStage }: DockerfileStage): readonly string[] {
  return (fromStage === null ? undefined : stages[fromStage]?.shell) ?? ['/bin/sh', '-c'];
}

export const dfShellSafetyCheck = defineCheck({
  id: 'df-shell-safety',
  title: { en: 'Shell-form start command or unguarded pipe', zh: '使用 shell 形式或管道未检查' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Use the JSON form; set SHELL with pipefail.',
    zh: '使用 JSON 形式；用 SHELL 设置 pipefail。',
  },
  references: { hadolint: ['DL3025', 'DL4006'] },
  fixSafety: 'safe',
  evaluate({ facts }) {
    const offences = facts.stages.flatMap((stage) => [
      ...stage.instructions.flatMap((instruction) => startOffence(facts, instruction)),
      ...pipeOffences(stage, shellBefore(facts, stage)),
    ]);
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'JSON and pipefail',
        input: 'dockerfile',
        text: 'FROM a:1\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a | b\nCMD ["x"]\n',
      },
    ],
    bad: [
      {
        name: 'a plain command',
        input: 'dockerfile',
        text: "FROM a:1\r\ncmd node 'my app.js' --port 80\r\nENTRYPOINT tini\r\n",
      },
      { name: 'one that needs a shell', input: 'dockerfile', text: 'FROM a:1\nCMD node a.js > $LOG\n' },
      { name: 'a pipe', input: 'dockerfile', text: 'FROM a:1\nRUN wget -O - https://h | wc -l > /number\n' },
    ],
  },
});
