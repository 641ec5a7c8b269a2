import { z } from 'zod';
import type {
  DockerfileFacts,
  DockerfileInstruction,
  DockerfileStage,
  ShellCommand,
} from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { cleans, isCached, leftovers, pipKeepsNothing } from './dockerfile/cleanup.js';
import {
  commandsOf,
  commandText,
  imageStages,
  judged,
  shown,
  type Offence,
} from './dockerfile/dockerfile-check.js';
import { hasOption, packageCommands, type PackageCommand } from './dockerfile/package-command.js';

interface Run {
  readonly facts: DockerfileFacts;
  readonly stages: readonly DockerfileStage[];
  readonly instruction: DockerfileInstruction;
  readonly commands: readonly ShellCommand[];
  readonly calls: readonly PackageCommand[];
}

function offence(
  call: PackageCommand,
  rule: string,
  en: string,
  zh: string,
  fix: LineEdit[] | null,
): Offence {
  const text = shown(commandText(call.command));
  return {
    element: `${rule}: ${shown(commandText(call.command), 150)}`,
    line: call.command.line,
    text,
    fact: 'stages.commands',
    message: { en: `${text} ${en}.`, zh: `${text} ${zh}。` },
    ...(fix ? { fix } : {}),
  };
}

/** Puts an option behind the word that names the action. */
function optionFix({ command: { place }, verb }: PackageCommand, option: string): LineEdit[] | null {
  if (!place || verb === '') return null;
  const { line, column } = place;
  return [{ kind: 'replace-next-word', line, column, word: verb, by: `${verb} ${option}` }];
}

/** Puts a command behind the last call, in the layout of the RUN. */
function cleanupFix(
  { command }: PackageCommand,
  added: string,
  { facts, instruction }: Run,
): LineEdit[] | null {
  const { place } = command;
  if (!place || command.pipesTo !== null || command.feeds !== null) return null;
  const isLong = instruction.endLine > instruction.line && instruction.heredocs.length === 0;
  const text = isLong ? ` ${facts.escape}\n    && ${added}` : ` && ${added}`;
  return [{ kind: 'insert-text', line: place.endLine, column: place.endColumn, text }];
}

function recommends(call: PackageCommand): Offence[] {
  if (call.manager !== 'apt' || call.action !== 'install' || hasOption(call, '--no-install-recommends'))
    return [];
  if (call.options.some((option) => /install-recommends=(?:false|0|no)\b/i.test(option))) return [];
  const fix = optionFix(call, '--no-install-recommends');
  return [offence(call, 'recommends', 'installs recommended packages too', '会同时安装推荐的软件包', fix)];
}

function distUpgrades(call: PackageCommand): Offence[] {
  if (call.action !== 'dist-upgrade') return [];
  const en = 'moves the whole system to other versions than the base was tested with; use a newer base';
  return [
    {
      ...offence(
        call,
        'dist-upgrade',
        en,
        '会将整个系统升级到未经基础镜像测试的版本；请改用更新的基础镜像',
        null,
      ),
      severity: 'low',
    },
  ];
}

/** Calls of a manager that leave something behind. */
function leaves(calls: readonly PackageCommand[], manager: string): PackageCommand[] {
  const actions = manager === 'apt' ? ['update'] : ['install', 'upgrade', 'dist-upgrade'];
  return calls.filter((call) => call.manager === manager && actions.includes(call.action));
}

function remains(run: Run, manager: string): Offence[] {
  const { calls, commands, instruction } = run;
  const leaving = leaves(calls, manager);
  const leftover = leftovers[manager];
  const last = calls.filter((call) => call.manager === manager && call.action !== 'clean').at(-1);
  if (!leftover || leaving.length === 0 || !last || isCached(instruction, leftover)) return [];
  const position = commands.indexOf(last.command);
  if (commands.slice(manager === 'apt' ? 0 : position + 1).some((command) => cleans(command, manager)))
    return [];
  const { option } = leftover;
  const open = leaving.filter((call) => {
    if (manager === 'pip')
      return !pipKeepsNothing(call, commands.slice(0, commands.indexOf(call.command)), run.stages);
    return option === null || !hasOption(call, option);
  });
  if (option !== null) return open.map((call) => kept(call, option));
  const added = leftover.command(last.program);
  const [first] = open;
  if (!first) return [];
  const en = `leaves its lists or cache in the layer; add ${added} to the same RUN`;
  const zh = `会将列表或缓存留在镜像层中；请在同一 RUN 中添加 ${added}`;
  return [offence(first, 'cache', en, zh, cleanupFix(last, added, run))];
}

function kept(call: PackageCommand, option: string): Offence {
  const en = `leaves its cache in the layer; add ${option}`;
  return offence(call, 'cache', en, `会将缓存留在镜像层中；请添加 ${option}`, optionFix(call, option));
}

function offencesOf(run: Run): Offence[] {
  return [
    ...run.calls.flatMap((call) => [...recommends(call), ...distUpgrades(call)]),
    ...Object.keys(leftovers).flatMap((manager) => remains(run, manager)),
  ];
}

export const dfPackageHygieneCheck = defineCheck({
  id: 'df-package-hygiene',
  title: { en: 'Extra packages or caches installed', zh: '安装了多余软件包或未清理缓存' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({}),
  remediation: { en: 'Add the option or the clean-up.', zh: '添加相应选项或清理命令。' },
  references: {
    cis: ['4.3'],
    trivy: ['DS-0015', 'DS-0019', 'DS-0020', 'DS-0024', 'DS-0025', 'DS-0027', 'DS-0029'],
    hadolint: ['DL3009', 'DL3015', 'DL3019', 'DL3032', 'DL3035', 'DL3036', 'DL3040', 'DL3042', 'DL3060'],
    dockle: ['DKL-DI-0003', 'DKL-DI-0004', 'DKL-DI-0005'],
    seed: ['§4.3'],
  },
  fixSafety: 'safe',
  evaluate({ facts }) {
    const stages = imageStages(facts);
    const offences = stages.flatMap((stage) =>
      stage.instructions.flatMap((instruction, index) => {
        if (instruction.keyword !== 'RUN') return [];
        const commands = commandsOf(stage, index);
        return offencesOf({ facts, stages, instruction, commands, calls: packageCommands(commands) });
      }),
    );
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'nothing left',
        input: 'dockerfile',
        text: 'FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n',
      },
      {
        name: 'another stage',
        input: 'dockerfile',
        text: 'FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM scratch\n',
      },
    ],
    bad: [
      {
        name: 'apt',
        input: 'dockerfile',
        text: 'FROM debian:12-slim\nRUN apt-get update \\\n  # tools\n  && apt-get install -y curl \\\n  && curl --version\n',
      },
      { name: 'apk', input: 'dockerfile', text: 'FROM alpine:3.22\nRUN apk add python3 && apk add git\n' },
      {
        name: 'dnf and pip',
        input: 'dockerfile',
        text: 'FROM fedora:42\nRUN dnf install -y python3-pip; pip install flask\n',
      },
      {
        name: 'a script',
        input: 'dockerfile',
        text: 'FROM debian:12-slim\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF\n',
      },
    ],
  },
});
