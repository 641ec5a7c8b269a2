import { z } from 'zod';
import type { DockerfileFacts, DockerfileInstruction, DockerfileStage } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { isKnownLibraryImage } from './dockerfile/base-images.js';
import { judged, shown, type Offence } from './dockerfile/dockerfile-check.js';

const highestPort = 65_535;
const single = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'];

function offence(instruction: DockerfileInstruction, element: string, en: string, zh: string): Offence {
  const { line, text } = instruction;
  return { element, line, text: shown(text), fact: 'stages.instructions', message: { en, zh } };
}

function parseOffences({ parseErrors }: DockerfileFacts): Offence[] {
  return parseErrors.map(({ line, message }) => {
    return { element: message.en, line, text: message.en, fact: 'parse_errors', message };
  });
}

function duplicateNames({ stages }: DockerfileFacts): Offence[] {
  const names = stages.map(({ name }) => name?.toLowerCase() ?? null);
  return stages.flatMap(({ name, line }, index) => {
    if (name === null || names.indexOf(name.toLowerCase()) === index) return [];
    const message = {
      en: `The stage name ${name} is given twice: COPY --from=${name} means the last of them only.`,
      zh: `阶段名 ${name} 重复：COPY --from=${name} 只会指向最后一个。`,
    };
    return [{ element: `AS ${name}`, line, text: name, fact: 'stages.name', message }];
  });
}

/** Of several CMD, ENTRYPOINT or HEALTHCHECK of a stage only the last one counts. */
function repeated(stage: DockerfileStage): Offence[] {
  return single.flatMap((keyword) => {
    const all = stage.instructions.filter((one) => one.keyword === keyword && !one.isOnBuild);
    const first = all[0];
    if (!first || all.length === 1) return [];
    const en = `The stage has ${all.length} ${keyword} instructions, of which only the last one counts: ${shown(first.text)} has no effect.`;
    const zh = `该阶段有 ${all.length} 条 ${keyword} 指令，仅最后一条生效：${shown(first.text)} 不起作用。`;
    return [offence(first, keyword, en, zh)];
  });
}

function portOffences({ exposed, instructions }: DockerfileStage): Offence[] {
  return exposed.flatMap(({ port, portEnd, line }) => {
    const instruction = instructions.find((one) => one.line === line);
    if (!instruction || Math.max(port, portEnd ?? port) <= highestPort) return [];
    const en = `${shown(instruction.text)}: a port is at most ${highestPort}.`;
    return [
      offence(instruction, `EXPOSE ${port}`, en, `${shown(instruction.text)}：端口最大为 ${highestPort}。`),
    ];
  });
}

function copyOffences(facts: DockerfileFacts, index: number, instruction: DockerfileInstruction): Offence[] {
  const { keyword, arguments: words, flags, text } = instruction;
  if (keyword !== 'COPY' && keyword !== 'ADD') return [];
  const found: Offence[] = [];
  const target = words.at(-1) ?? '';
  const isHistory = /^(?:file|multi):[0-9a-f]{16,}$/.test(words[0] ?? '');
  if (words.length > 2 && !isHistory && !/[/\\]$|^\.{1,2}$/.test(target) && !target.includes('$')) {
    const en = `${shown(text)} copies ${words.length - 1} sources, so its target ${target} must be a folder and end with a slash.`;
    const zh = `${shown(text)} 复制 ${words.length - 1} 个来源，目标 ${target} 必须是目录并以斜杠结尾。`;
    found.push(offence(instruction, `${keyword} ${words.join(' ')}`, en, zh));
  }
  const from = flags.find(({ name }) => name === 'from')?.value ?? null;
  return from === null ? found : [...found, ...fromOffences(facts, index, instruction, from)];
}

function fromOffences(
  { stages }: DockerfileFacts,
  index: number,
  instruction: DockerfileInstruction,
  from: string,
): Offence[] {
  const element = `COPY --from=${from}`;
  const name = from.toLowerCase();
  const isEarlier = stages.slice(0, index).some((stage) => stage.name?.toLowerCase() === name);
  if (isEarlier || (/^\d+$/.test(from) && Number(from) < index)) return [];
  if (name === stages[index]?.name?.toLowerCase() || from === String(index)) {
    const en = `${shown(instruction.text)} copies from the stage it stands in, ${from}.`;
    return [
      offence(instruction, element, en, `${shown(instruction.text)} 从其自身所在的阶段 ${from} 复制。`),
    ];
  }
  if (/[/:@$]/.test(from) || isKnownLibraryImage(name)) return [];
  const en = `${shown(instruction.text)} copies from ${from}, which is no stage before this one.`;
  return [offence(instruction, element, en, `${shown(instruction.text)} 引用的 ${from} 不是之前的阶段。`)];
}

export const dfSyntaxCheck = defineCheck({
  id: 'df-syntax',
  title: { en: 'Dockerfile does not parse or has reference errors', zh: 'Dockerfile 语法或引用错误' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Correct the line.', zh: '修正该行。' },
  references: {
    trivy: ['DS-0006', 'DS-0007', 'DS-0008', 'DS-0011', 'DS-0012', 'DS-0016', 'DS-0023'],
    hadolint: ['DL3011', 'DL3012', 'DL3021', 'DL3022', 'DL3023', 'DL3024', 'DL3061', 'DL4003', 'DL4004'],
  },
  evaluate({ facts }) {
    const offences = facts.stages.flatMap((stage, index) => [
      ...repeated(stage),
      ...portOffences(stage),
      ...stage.instructions.flatMap((instruction) => copyOffences(facts, index, instruction)),
    ]);
    return judged(facts, 'instructions', [...parseOffences(facts), ...duplicateNames(facts), ...offences]);
  },
  examples: {
    good: [
      {
        name: 'two stages',
        input: 'dockerfile',
        text: 'FROM golang:1.24 AS build\nCOPY go.mod go.sum ./\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n',
      },
    ],
    bad: [
      { name: 'an unknown instruction', input: 'dockerfile', text: 'FROM alpine:3.22\nRUM apk update\n' },
      { name: 'two commands', input: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["a"]\nCMD ["b"]\n' },
      {
        name: 'a copy from itself',
        input: 'dockerfile',
        text: 'FROM alpine:3.22 AS a\nCOPY --from=a /x /y\n',
      },
      { name: 'several sources to a file', input: 'dockerfile', text: 'FROM alpine:3.22\nCOPY a b c\n' },
    ],
  },
});
