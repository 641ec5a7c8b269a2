import { createHash } from 'node:crypto';
import type { FactProblem } from '../model/facts.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import type { InputAdapter, InputProblem, ReadOptions, ReadResult } from './input-adapter.js';
import { redactedWords } from './run-command/argv-secrets.js';
import { findRuns, runLine, type FoundRun } from './run-command/find-run.js';
import { parseRun } from './run-command/given-flags.js';
import { runCommandFacts } from './run-command/run-facts.js';
import { workloadOfRun } from './run-command/run-workload.js';

/** UTF-16 units; a command line is never longer. */
const longestText = 1_000_000;
const scripts = /(?:^[^.]*|\.(?:sh|bash|zsh|ksh|txt|command|run))$/i;

/**
 * Reads `docker run`, `docker create` and `podman run` lines as they are meant, and says where a shell or Docker would
 * read them otherwise. The first of a text counts, the others are named as problems.
 */
export const runCommandAdapter: InputAdapter<WorkloadDocumentFacts> = {
  id: 'run-command',
  standardName: 'docker run',
  recognises(text, fileName) {
    const name = fileName.slice(fileName.lastIndexOf('/') + 1);
    const start = text.slice(0, 200_000);
    return scripts.test(name) && runLine.test(start) && !/^[ \t]*FROM\s/im.test(start);
  },
  read(text, options) {
    if (text.length > longestText)
      return refused(1, `it is longer than ${longestText} characters`, `超过 ${longestText} 个字符`);
    const { runs, openQuote } = findRuns(text);
    if (openQuote)
      return refused(
        openQuote.line,
        'a quote that begins here never ends',
        '此处开始的引号没有结束',
        columnOf(text, openQuote.offset),
      );
    const [run, ...others] = runs;
    if (!run)
      return refused(
        1,
        'a docker run or docker create command was expected',
        '应为 docker run 或 docker create 命令',
      );
    return { ok: true, facts: factsOf(text, run, others, options) };
  },
};

function factsOf(
  text: string,
  run: FoundRun,
  others: readonly FoundRun[],
  { name, files }: ReadOptions,
): WorkloadDocumentFacts {
  const parsed = parseRun(run);
  const texts = redactedWords(parsed);
  return {
    kind: 'workload',
    format: 'run-command',
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    name: name === '' || name === 'input' ? 'docker run' : name,
    workloads: [workloadOfRun(parsed, texts, files)],
    runCommand: runCommandFacts(parsed, texts),
    containers: null,
    compose: null,
    kubernetes: null,
    services: null,
    problems: others.map((other) => furtherCommand(other, name)),
  };
}

function furtherCommand({ words, program }: FoundRun, name: string): FactProblem {
  const { line } = words[program]!;
  return {
    path: name,
    layer: null,
    detail: `line ${line} holds a further command, which was not read: one text is one command`,
  };
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}

function refused(line: number, en: string, zh: string, column: number | null = null): ReadResult<never> {
  const problem: InputProblem = {
    file: null,
    line,
    column,
    message: { en: `The command cannot be read: ${en}.`, zh: `无法读取命令：${zh}。` },
  };
  return { ok: false, problem };
}
