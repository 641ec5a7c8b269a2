import type { EnvironmentFact } from '../model/image-config-facts.js';
import { detectSecrets, findSecrets } from './detect-secrets.js';
import { isSecretName } from './secret-names.js';
import { entropyOf, isStandIn, ordinaryValue } from './secret-values.js';

/** `text.slice(start, end)` is a secret. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** From this length on the first two characters are shown: they help to tell secrets apart and give nothing away. */
const shownFromLength = 12;
const placeholder =
  /^(?:change[-_]?me|example|placeholder|dummy|redacted|todo|tbd|none|null|undefined|x{3,}|\*+|<[^<>]*>|\[[^[\]]*\]|your[-_][a-z_-]{1,60})$/i;
/** A reference with a default (`${NAME:-default}`) holds the default literally, so it is none. */
const reference =
  /^(?:\$\{[A-Za-z_]\w*(?::?[?][^{}]*)?\}|\$[A-Z_][A-Z0-9_]*|\$\([A-Za-z_]\w*\)|\{\{[^{}]*\}\})$/;

/**
 * What is kept of an environment variable. The value is withheld when its name says that it is secret or a detector
 * finds a secret in it; then at most its first two characters, and none of a short value, stay visible.
 */
export function classifyEnvironment(name: string, value: string): EnvironmentFact {
  const detections = [...new Set(findSecrets(value).map((hit) => hit.id))].sort();
  const isWithheld = value !== '' && (detectSecrets(value).length > 0 || isSecretName(name));
  return {
    name,
    value: isWithheld ? null : value,
    preview: isWithheld ? withheldPreview(value) : value,
    length: charactersOf(value),
    valueClass: valueClassOf(value),
    detections,
  };
}

/** What may be shown of a secret: `ab…(20 characters)`; nothing of its content when it is shorter than 12. */
export function withheldPreview(secret: string): string {
  const length = charactersOf(secret);
  return `${leading(secret, length)}…(${length} characters)`;
}

/**
 * The text with every secret in it replaced by `ab…(redacted, 40 characters)`: those of known forms, and the values
 * that follow secret names (`PASSWORD=x`, `--password x`, `"token": "x"`), curl's `-u user:x` and chpasswd's input.
 * References such as `$PASSWORD` stay. Redacting twice gives the same as redacting once. Linear in the text.
 */
export function redactText(text: string): string {
  let result = '';
  let end = 0;
  for (const span of secretSpans(text)) {
    result += text.slice(end, span.start) + redacted(text.slice(span.start, span.end));
    end = span.end;
  }
  return result + text.slice(end);
}

/** What `redactText` would replace: in order, none overlaps another. */
export function secretSpans(text: string): Span[] {
  return mergeSpans([...detectSecrets(text), ...assignedSecrets(text), ...commandSecrets(text)]);
}

/** Shorter values under a secret name are switches and user names more often than secrets. */
const shortestNamed = 8;
/** What follows these names says something of a secret, and is none. */
const namesAbout =
  /[-_.](?:stdin|file|path|dir|url|name|id|ttl|length|policy|type|provider)["']?[\s=:]{1,4}["']?$/i;

/**
 * The values that secret names are given in a command or assignment, and passwords that well-known commands take: those
 * of eight characters or more that are no references or words of a manual. Linear in the text.
 */
export function findNamedSecrets(text: string): { readonly start: number; readonly end: number }[] {
  return mergeSpans([...assignedSecrets(text), ...commandSecrets(text)]).filter(({ start, end }) => {
    const value = text.slice(start, end);
    if (value.length < shortestNamed || namesAbout.test(text.slice(Math.max(0, start - 64), start)))
      return false;
    return !isStandIn(value) && !ordinaryValue.test(value) && entropyOf(value) >= 2.5;
  });
}

function valueClassOf(value: string): EnvironmentFact['valueClass'] {
  const trimmed = value.trim();
  if (trimmed === '') return 'empty';
  if (trimmed.length > 256) return 'literal';
  if (reference.test(trimmed)) return 'reference';
  return placeholder.test(trimmed) ? 'placeholder' : 'literal';
}

/** What stands for a secret in a redacted text: `ab…(redacted, 40 characters)`. */
export function redacted(secret: string): string {
  const length = charactersOf(secret);
  return `${leading(secret, length)}…(redacted, ${length} characters)`;
}

function leading(secret: string, length: number): string {
  return length < shownFromLength ? '' : [...secret.slice(0, 4)].slice(0, 2).join('');
}

/** Unicode code points. */
function charactersOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

const alreadyRedacted = /^[\s\S]{0,4}…\((?:redacted, )?\d{1,10} characters\)/;
const assignment = /(?<![\w.-])([\w.-]+)(["']?[ \t]{0,4}[=:][ \t]{0,4}|(?:[ \t]|\\\r?\n){1,64})/g;

/** Values that a secret name assigns. */
function assignedSecrets(text: string): Span[] {
  const spans: Span[] = [];
  const isEnvironmentAt = environmentInstructions(text);
  for (const match of text.matchAll(assignment)) {
    const [whole, name = '', separator = ''] = match;
    const start = match.index + whole.length;
    if (match.index < (spans.at(-1)?.end ?? 0) || (!/[=:]/.test(separator) && !name.startsWith('-')))
      continue;
    if (!isSecretName(name.replace(/^-+/, '')) || isRedactedAt(text, start)) continue;
    const isEnvironment = isEnvironmentAt(match.index);
    const span = valueAt(text, start, isEnvironment);
    if (!isHarmless(text.slice(span.start, span.end), isEnvironment)) spans.push(span);
  }
  return spans;
}

function isRedactedAt(text: string, start: number): boolean {
  const quoted = text[start] === '"' || text[start] === "'" ? 1 : 0;
  return alreadyRedacted.test(text.slice(start + quoted, start + quoted + 40));
}

/** An empty or referring value; in a command also a substitution, or another option where a value was looked for. */
function isHarmless(value: string, isEnvironment: boolean): boolean {
  const bare = value.slice(0, 300).replace(/[;,)]{1,8}$/, '');
  if (!isEnvironment && (bare.startsWith('$(') || bare.startsWith('--'))) return true;
  return bare === '' || (bare.length < 300 && reference.test(bare));
}

/** The value that begins at `start`: what stands between quotes, or up to the next white space. */
function valueAt(text: string, start: number, isEnvironment: boolean): Span {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return { start, end: endOfWord(text, start, isEnvironment) };
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  return { start: start + 1, end: Math.min(end, text.length) };
}

/** Docker writes `ENV NAME=some words` into a history entry without quotes: all up to the next assignment is the value. */
function endOfWord(text: string, start: number, isEnvironment: boolean): number {
  const stop = isEnvironment ? /\s[A-Za-z_]\w*=|\n|$/g : /\s|$/g;
  stop.lastIndex = start;
  return stop.exec(text)?.index ?? text.length;
}

/** Tells whether a position lies in a line that is an ENV instruction; to be asked for ascending positions. */
function environmentInstructions(text: string): (position: number) => boolean {
  const lines = text.matchAll(/^.*$/gm);
  let line = lines.next().value;
  return (position) => {
    while (line && line.index + line[0].length < position) line = lines.next().value;
    return line !== undefined && /^(?:\/bin\/sh -c #\(nop\)\s{1,8})?ENV\s/.test(line[0].slice(0, 40));
  };
}

/** `word`: what no text is without that the pattern matches. */
const commands: readonly { readonly word: string; readonly pattern: RegExp }[] = [
  {
    word: 'curl',
    pattern:
      /(?<=\bcurl\b[^\n;|]{0,512}\s(?:-u|--user|--proxy-user)[= ]{0,2}["']?[^\s:"'$]{1,128}:)[^\s"'$][^\s"']*/dg,
  },
  {
    word: 'sshpass',
    pattern: /(?<=\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?)[^\s"'$][^\s"']*/dg,
  },
  {
    word: 'chpasswd',
    pattern:
      /(?<=\becho[ \t]{1,4}(?:-e[ \t]{1,4})?["']?[\w.-]{1,64}:)[^\s"'$|][^"'|\n]{0,256}?(?=["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?chpasswd)/dg,
  },
  {
    word: 'mysql',
    pattern: /(?<=\bmysql(?:admin|dump)?\b[^\n;|]{0,256}[ \t]-p)[^\s"'$-][^\s"']*/dg,
  },
];

/** Secrets that a well-known command takes without a telling name. */
function commandSecrets(text: string): Span[] {
  return commands.flatMap(({ word, pattern }) => {
    if (!text.includes(word)) return [];
    return [...text.matchAll(pattern)]
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
      .filter((span) => !alreadyRedacted.test(text.slice(span.start, span.start + 40)));
  });
}

/** Overlapping spans joined, in order. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
