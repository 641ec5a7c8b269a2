import { z } from 'zod';
import type { DockerfileInstruction, DockerfileStage, ShellCommand } from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import {
  commandsOf,
  commandText,
  judged,
  shown,
  writtenKeyword,
  type Offence,
} from './dockerfile/dockerfile-check.js';
import { packageCommands, type PackageCommand } from './dockerfile/package-command.js';

const updateVerbs = new Set(['update', 'up', 'check-update', 'makecache', 'refresh', 'ref']);

function isUpdate({ manager, verb }: PackageCommand): boolean {
  return updateVerbs.has(verb) && manager !== 'gem';
}

/** What makes an update be more than an update: something is installed by it. */
function uses(call: PackageCommand, update: PackageCommand): boolean {
  if (call.manager !== update.manager) return false;
  const isUpgrade = call.action === 'upgrade' || call.action === 'dist-upgrade';
  return call.action === 'install' || (isUpgrade && !isUpdate(call));
}

/** Moves the update to the next RUN that installs: only when it is all that its own RUN does. */
function fixOf(
  stage: DockerfileStage,
  index: number,
  update: PackageCommand,
  commands: readonly ShellCommand[],
): LineEdit[] {
  const instruction = stage.instructions[index];
  if (!instruction || commands.length !== 1 || instruction.flags.length > 0 || instruction.form === 'exec')
    return [];
  const target = stage.instructions.findIndex((later, at) => {
    return (
      at > index &&
      packageCommands(commandsOf(stage, at)).some((call) => uses(call, update)) &&
      isPlain(later)
    );
  });
  const later = stage.instructions[target];
  const { line, endLine } = instruction;
  const removal: LineEdit = { kind: 'replace-lines', from: line, to: endLine, lines: [] };
  if (!later) return [removal];
  const word = writtenKeyword(later);
  const by = `${word} ${commandText(update.command)} &&`;
  return [removal, { kind: 'replace-next-word', line: later.line, column: 0, word, by }];
}

function isPlain({ form, flags, heredocs }: DockerfileInstruction): boolean {
  return form === 'shell' && flags.length === 0 && heredocs.length === 0;
}

function offencesOf(stage: DockerfileStage): Offence[] {
  return stage.instructions.flatMap((instruction, index) => {
    if (instruction.keyword !== 'RUN') return [];
    const commands = commandsOf(stage, index);
    const calls = packageCommands(commands);
    const update = calls.find(
      (call, at) => isUpdate(call) && !calls.slice(at + 1).some((later) => uses(later, call)),
    );
    if (!update) return [];
    const text = shown(commandText(update.command));
    return [
      {
        element: shown(instruction.text, 180),
        line: update.command.line,
        text,
        fact: 'stages.commands',
        message: {
          en: `${text} stands in a layer without the install it is for: the builder keeps it, and installs by stale lists later.`,
          zh: `${text} 与对应的安装不在同一层：构建缓存会保留它，之后将按过期的索引安装。`,
        },
        fix: fixOf(stage, index, update, commands),
      },
    ];
  });
}

export const dfUpdateAloneCheck = defineCheck({
  id: 'df-update-alone',
  title: { en: 'Package index update in its own layer', zh: '单独执行包索引更新' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Join update and install in one RUN.', zh: '将更新与安装合并到同一条 RUN。' },
  references: { cis: ['4.7'], bench: ['4.7'], trivy: ['DS-0017'], dockle: ['CIS-DI-0007'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The joined instruction is built anew, and may bring newer packages.',
    zh: '合并后的指令会重新构建，可能带来更新的软件包。',
  },
  evaluate({ facts }) {
    return judged(facts, 'commands', facts.stages.flatMap(offencesOf));
  },
  examples: {
    good: [
      {
        name: 'both at once',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apt-get update && apt-get install -y x\nRUN apk --update add y\nRUN sbt update\n',
      },
    ],
    bad: [
      {
        name: 'an update of its own',
        input: 'dockerfile',
        text: 'FROM a:1\n# first\nRUN apt-get update\nRUN apt-get install -y \\\n  x\n',
      },
      { name: 'an update of everything', input: 'dockerfile', text: 'FROM a:1\nRUN dnf update -y\n' },
    ],
  },
});
