import type { Text } from '../../model/text.js';
import { quoted } from '../../text/read-problems.js';
import type { LogicalLine } from './logical-lines.js';
import { ruleOf } from './instruction-table.js';
import { splitWords, type RawWord } from './words.js';

/** An instruction cut into its parts, as written. Offsets count characters of its joined text. */
export interface RawInstruction {
  /** Upper case. */
  readonly keyword: string;
  readonly isOnBuild: boolean;
  readonly flags: readonly { readonly name: string; readonly value: RawWord | null }[];
  /** Where what follows the flags begins. */
  readonly bodyStart: number;
  /** The words of that, by blanks and quotes. */
  readonly words: readonly RawWord[];
  /** The elements, when it is a JSON array of texts. */
  readonly json: readonly string[] | null;
  readonly line: LogicalLine;
  /** What is wrong with it. */
  readonly errors: readonly Text[];
}

const keywordAt = /[ \t]*([^ \t]+)(?:[ \t]+|$)/y;
const flagAt = /--([A-Za-z][\w-]*)(?:=((?:"[^"]*"|'[^']*'|[^ \t"'])*))?(?:[ \t]+|$)/y;

/** Cuts an instruction into its parts; never throws. */
export function readRawInstruction(line: LogicalLine, escape: '\\' | '`'): RawInstruction {
  const first = cut(line, 0, escape, false);
  if (first.keyword !== 'ONBUILD' || first.words.length === 0) return first;
  const inner = cut(line, first.bodyStart, escape, true);
  const isForbidden = ['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.keyword);
  return isForbidden ? { ...inner, errors: [...inner.errors, onBuildError(inner.keyword)] } : inner;
}

function cut(line: LogicalLine, from: number, escape: '\\' | '`', isOnBuild: boolean): RawInstruction {
  const { text } = line.source;
  keywordAt.lastIndex = from;
  const keyword = (keywordAt.exec(text)?.[1] ?? '').toUpperCase();
  const { flags, end } = readFlags(text, keywordAt.lastIndex, keyword);
  const words = splitWords(text, end, escape);
  const json = ruleOf(keyword)?.json === 'no' ? null : jsonArray(text.slice(end));
  const raw = { keyword, isOnBuild, flags, bodyStart: words[0]?.start ?? text.length, words, json, line };
  return { ...raw, errors: errorsOf(raw) };
}

function readFlags(text: string, start: number, keyword: string) {
  const flags: { name: string; value: RawWord | null }[] = [];
  let end = start;
  if ((ruleOf(keyword)?.flags.length ?? 0) === 0) return { flags, end };
  for (;;) {
    flagAt.lastIndex = end;
    const match = flagAt.exec(text);
    if (!match) return { flags, end };
    const [, name = '', value] = match;
    const valueStart = match.index + 3 + name.length;
    flags.push({
      name,
      value: value === undefined ? null : { text: value, start: valueStart, end: valueStart + value.length },
    });
    end = flagAt.lastIndex;
  }
}

/** The texts of a JSON array; null: it is none. */
export function jsonArray(text: string): string[] | null {
  if (!text.trimStart().startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    const isTexts = Array.isArray(value) && value.every((element) => typeof element === 'string');
    return isTexts ? value : null;
  } catch {
    return null;
  }
}

function errorsOf({ keyword, flags, words, json, line }: Omit<RawInstruction, 'errors'>): Text[] {
  const rule = ruleOf(keyword);
  if (!rule) return [unknownInstruction(keyword)];
  const errors: Text[] = [];
  const count = json?.length ?? words.length;
  const [fewest, most] = rule.words;
  if (count < fewest) errors.push(tooFew(keyword, fewest));
  const isAlias = words[1]?.text.toUpperCase() === 'AS';
  if (count > most || (keyword === 'FROM' && count !== 1 && !(count === 3 && isAlias)))
    errors.push(wrongFrom());
  if (rule.json === 'must' && json === null) errors.push(notJson(keyword));
  for (const { name } of flags) if (!rule.flags.includes(name)) errors.push(unknownFlag(keyword, name));
  for (const heredoc of line.heredocs) if (!heredoc.isClosed) errors.push(openHeredoc(heredoc.name));
  return errors;
}

const unknownInstruction = (keyword: string): Text => ({
  en: `There is no instruction ${quoted(keyword)}.`,
  zh: `不存在指令 ${quoted(keyword)}。`,
});
const tooFew = (keyword: string, fewest: number): Text => ({
  en: `${keyword} needs at least ${fewest} argument${fewest === 1 ? '' : 's'}.`,
  zh: `${keyword} 至少需要 ${fewest} 个参数。`,
});
const wrongFrom = (): Text => ({
  en: 'FROM is followed by an image, and then by nothing or by AS and a name.',
  zh: 'FROM 后应为镜像，其后可为空，或为 AS 和名称。',
});
const notJson = (keyword: string): Text => ({
  en: `${keyword} needs a JSON array of texts.`,
  zh: `${keyword} 需要字符串的 JSON 数组。`,
});
const unknownFlag = (keyword: string, name: string): Text => ({
  en: `${keyword} has no flag ${quoted(`--${name}`)}.`,
  zh: `${keyword} 没有标志 ${quoted(`--${name}`)}。`,
});
const openHeredoc = (name: string): Text => ({
  en: `The here-document ${quoted(name)} has no end.`,
  zh: `here-document ${quoted(name)} 没有结束行。`,
});
const onBuildError = (keyword: string): Text => ({
  en: `ONBUILD cannot be followed by ${keyword}.`,
  zh: `ONBUILD 后不能使用 ${keyword}。`,
});
