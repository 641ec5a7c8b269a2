import { createHash } from 'node:crypto';
import { readBenchJson } from '../docker-bench/read-json.js';
import { logMark, readBenchLog } from '../docker-bench/read-log.js';
import type { Answers } from '../docker-bench/read-answers.js';
import type { DockerBenchFacts } from '../model/docker-bench-facts.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { redactText } from '../secrets/redaction.js';
import { parseJsonText, textAt, valueOf } from '../text/documents.js';
import type { InputAdapter, ReadOptions, ReadResult } from './input-adapter.js';

/** UTF-16 units: above what the tool writes of thousands of containers. */
const longestText = 32_000_000;
const jsonMark = /"dockerbenchsecurity"\s*:/;

/** Reads what docker-bench-security writes: its JSON (`docker-bench-security.sh.log.json`), or its log. */
export const dockerBenchAdapter: InputAdapter<DockerBenchFacts> = {
  id: 'docker-bench',
  standardName: 'docker-bench-security',
  recognises(text) {
    return isJson(text) ? jsonMark.test(text.slice(0, 10_000)) : logMark.test(text.slice(0, 100_000));
  },
  read(text, options) {
    if (text.length > longestText)
      return refused(`it is longer than ${longestText} characters`, `超过 ${longestText} 个字符`);
    if (!isJson(text)) {
      const told = { version: null, startedAt: null };
      return factsOf('log', readBenchLog(text), told, text, options);
    }
    let document: unknown;
    try {
      document = parseJsonText(text.replace(/^\ufeff/, ''), 'it');
    } catch (error) {
      return refused(
        error instanceof UnreadableFileError ? `${error.message}, or breaks off` : 'JSON was expected',
        '应为完整的 JSON',
      );
    }
    const answers = readBenchJson(document);
    if (!answers) return refused('a list of tests was expected', '缺少测试列表');
    const version = textAt(document, 'dockerbenchsecurity');
    const told = {
      version: version && redactText(version.slice(0, 40)),
      startedAt: instantOf(valueOf(document, 'start')),
    };
    return factsOf('json', answers, told, text, options);
  },
};

function isJson(text: string): boolean {
  return /^\ufeff?\s*\{/.test(text.slice(0, 1_000));
}

function factsOf(
  format: DockerBenchFacts['format'],
  answers: Answers,
  told: Pick<DockerBenchFacts, 'version' | 'startedAt'>,
  text: string,
  { name }: ReadOptions,
): ReadResult<DockerBenchFacts> {
  const all = answers.all();
  if (all.length === 0) {
    const [problem] = answers.problems(name);
    return refused(
      `it has no answer of a test that is known${problem ? `: ${problem.detail}` : ''}`,
      '没有任何已知测试的结果',
    );
  }
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const problems = answers.problems(name);
  return { ok: true, facts: { kind: 'docker-bench', format, digest, name, ...told, answers: all, problems } };
}

/** Seconds since 1970. */
function instantOf(seconds: unknown): string | null {
  const isInstant = typeof seconds === 'number' && seconds > 0 && seconds < 8_640_000_000_000;
  return isInstant ? new Date(seconds * 1_000).toISOString() : null;
}

function refused(en: string, zh: string): ReadResult<DockerBenchFacts> {
  const message = {
    en: `The result of docker-bench-security cannot be read: ${en}.`,
    zh: `无法读取 docker-bench-security 的结果：${zh}。`,
  };
  return { ok: false, problem: { file: null, line: null, column: null, message } };
}
