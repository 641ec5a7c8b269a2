import { z } from 'zod';
import type { DockerfileFacts, DockerfileInstruction } from '../model/dockerfile-facts.js';
import { matchesGlob } from '../policy/glob.js';
import { defineCheck } from './check.js';
import { isIgnored } from '../text/ignore-patterns.js';
import { judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { copiedFrom, isCopy } from './dockerfile/stage-copies.js';

/** Whether a source is the context as a whole. */
const root = /^(?:\.?\/*|\.\/\*+|\*+|\/\*+)$/;

function copiesRoot(instruction: DockerfileInstruction): boolean {
  if (!isCopy(instruction) || copiedFrom(instruction) !== null) return false;
  return instruction.arguments.slice(0, -1).some((source) => root.test(source));
}

/** `COPY --from=build / /`: a stage as a whole over another. */
function copiesStage(instruction: DockerfileInstruction): boolean {
  const { keyword, arguments: words } = instruction;
  if (keyword !== 'COPY' || copiedFrom(instruction) === null) return false;
  return words.length === 2 && words.every((word) => word === '/');
}

/** The pattern that leaves an entry out; null: it is left out, or not there. */
function missingPattern(entry: string, { dockerignore, contextFiles }: DockerfileFacts): string | null {
  const patterns = dockerignore?.patterns ?? [];
  if (contextFiles === null) return isIgnored(entry.replaceAll('*', 'x'), patterns) ? null : entry;
  const found = contextFiles.filter((file) => {
    return file.split('/').some((name) => matchesGlob(entry, name)) && !isIgnored(file, patterns);
  });
  if (found.length === 0) return null;
  return found.every((file) => matchesGlob(entry, file.split('/')[0]!)) ? entry : `**/${entry}`;
}

function contextOffences(
  facts: DockerfileFacts,
  copy: DockerfileInstruction,
  entries: readonly string[],
): Offence[] {
  const { dockerignore } = facts;
  if (!dockerignore) return [];
  const { path, isPresent } = dockerignore;
  return entries.flatMap((entry) => {
    const pattern = missingPattern(entry, facts);
    if (pattern === null) return [];
    const text = shown(copy.text);
    const state = isPresent
      ? { en: `${path} does not leave it out`, zh: `${path} 未将其排除` }
      : { en: `there is no ${path}`, zh: `缺少 ${path}` };
    return [
      {
        element: entry,
        line: copy.line,
        text,
        fact: 'dockerignore.patterns',
        message: {
          en: `${text} copies ${entry} too: ${state.en}.`,
          zh: `${text} 会复制 ${entry}：${state.zh}。`,
        },
        fix: [{ kind: 'append-to-file' as const, file: path, lines: [pattern] }],
      },
    ];
  });
}

function stageOffence({ line, text }: DockerfileInstruction): Offence {
  const message = {
    en: `${shown(text)} copies the whole file system of another stage, tools and leftovers included.`,
    zh: `${shown(text)} 复制了另一阶段的整个文件系统，包括工具与残留文件。`,
  };
  return {
    element: shown(text),
    line,
    severity: 'low',
    text: shown(text),
    fact: 'stages.instructions',
    message,
  };
}

export const dfCopyWholeContextCheck = defineCheck({
  id: 'df-copy-whole-context',
  title: {
    en: 'Whole context copied without an effective .dockerignore',
    zh: '复制整个上下文且缺少 .dockerignore',
  },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({
    must_ignore: z
      .array(z.string().min(1).max(256))
      .max(200)
      .default(['.git', '.env', '*.pem', '*.key', 'id_rsa', '.aws', '.npmrc', 'node_modules', '.kube'])
      .describe('Names of files and folders that must stay out, as globs.'),
  }),
  remediation: {
    en: 'Copy named paths and extend .dockerignore.',
    zh: '只复制指定路径，并完善 .dockerignore。',
  },
  references: { hadolint: ['DL3067'], nist: ['4.1.4'], seed: ['§4.3'] },
  fixSafety: 'safe',
  evaluate({ facts }, { must_ignore: entries }) {
    const instructions = facts.stages.flatMap((stage) => stage.instructions);
    const copy = instructions.find(copiesRoot);
    const offences = copy ? contextOffences(facts, copy, entries) : [];
    const doubt =
      copy && !facts.dockerignore
        ? {
            en: `${shown(copy.text)} copies the whole context, and whether a .dockerignore guards it is not known.`,
            zh: `${shown(copy.text)} 复制整个上下文，且无法得知是否有 .dockerignore 保护。`,
          }
        : null;
    return judged(
      facts,
      'instructions',
      [...offences, ...instructions.filter(copiesStage).map(stageOffence)],
      doubt,
    );
  },
  examples: {
    good: [
      {
        name: 'named paths',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY src ./src\n',
        files: { '.env': 'A=1' },
      },
      {
        name: 'all left out',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY . .\n',
        files: { '.env': 'A=1', '.dockerignore': '.env\n' },
      },
    ],
    bad: [
      {
        name: 'no .dockerignore',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY . .\n',
        files: { '.env': 'A=1', 'a/b/tls.key': '', 'a.js': '' },
      },
      {
        name: 'one that does too little',
        input: 'dockerfile',
        text: 'FROM a:1\nADD ./ /app\n',
        files: { '.git/config': '', '.dockerignore': '# x\n*.md' },
      },
      {
        name: 'a stage as a whole',
        input: 'dockerfile',
        text: 'FROM a:1 AS b\nFROM scratch\nCOPY --from=b / /\n',
      },
    ],
  },
});
