import type { RunCommandFacts } from '../../model/workload-document.js';
import { detectSecrets } from '../../secrets/detect-secrets.js';
import { classifyEnvironment, redactText, withheldPreview } from '../../secrets/redaction.js';
import { isSecretName } from '../../secrets/secret-names.js';
import { keyAndValue } from '../docker-options/pieces.js';
import type { GivenFlag, ParsedRun } from './given-flags.js';
import type { Range, ShellWord } from './shell-word.js';

type LiteralSecret = RunCommandFacts['literalSecrets'][number];

/** Flags whose values are `name=value`. */
const named = new Set(['--env', '--label', '--annotation', '--log-opt', '--storage-opt', '--sysctl']);
/** Flags whose values are commands. */
const commands = new Set(['--health-cmd', '--entrypoint']);
/** What flagless words of the line are called. */
const ofCommand = 'COMMAND';
/** So many words before one tell what it means (`mysql -u root -px`). */
const contextWords = 4;

/** The texts of all words without secrets, in their order. */
export function redactedWords({ run, flags }: ParsedRun): string[] {
  const texts = redactedArguments(run.words.map(({ text }) => text));
  for (const flag of flags) {
    if (flag.value === null || !named.has(flag.flag)) continue;
    const { key, value } = keyAndValue(flag.value);
    const { text } = run.words[flag.lastWord]!;
    const shown = value === null ? redactText(key) : `${key}=${safeValue(key, value)}`;
    texts[flag.lastWord] = text.slice(0, flag.valueStart) + shown;
  }
  return texts;
}

/** The words of a command without secrets. */
export function redactedArguments(words: readonly string[]): string[] {
  const texts: string[] = [];
  for (const word of words) texts.push(inContext(word, texts));
  return texts;
}

/** A value as it may be shown: withheld when its name or its form is that of a secret. */
export function safeValue(name: string, value: string): string {
  return redactText(classifyEnvironment(name, value).preview);
}

/** Secrets that stand on the line as they are, in variables, labels, options and arguments. */
export function literalSecrets(parsed: ParsedRun, texts: readonly string[]): LiteralSecret[] {
  const found: LiteralSecret[] = [];
  for (const flag of parsed.flags) {
    if (flag.value === null) continue;
    const secret = named.has(flag.flag)
      ? namedSecret(flag, flag.value)
      : commands.has(flag.flag)
        ? secretWord(flag, flag.value, texts[flag.lastWord]!.slice(flag.valueStart), flag.flag)
        : null;
    if (secret) found.push(secret);
  }
  const first = parsed.image === null ? parsed.run.words.length : parsed.image + 1;
  for (let index = first; index < parsed.run.words.length; index += 1) {
    const word = parsed.run.words[index]!;
    const secret = secretWord(word, word.text, texts[index]!, ofCommand, parsed.run.words[index - 1]);
    if (secret) found.push(secret);
  }
  return found;
}

function namedSecret(flag: GivenFlag, text: string): LiteralSecret | null {
  const { key, value } = keyAndValue(text);
  if (value === null || isFilledIn(value, shifted(flag.expansions, key.length + 1))) return null;
  const { valueClass, detections, preview } = classifyEnvironment(key, value);
  if (valueClass !== 'literal' || (detections.length === 0 && !isSecretName(key))) return null;
  if (detections.length === 0 && isReference(value)) return null;
  return { flag: flag.flag, name: key, detector: detections[0] ?? 'secret-name', preview, line: flag.line };
}

/** A word of a command that had to be redacted. */
function secretWord(
  { line, expansions }: Pick<GivenFlag, 'line' | 'expansions'>,
  text: string,
  redacted: string,
  flag: string,
  before?: ShellWord,
): LiteralSecret | null {
  if (redacted === text || isFilledIn(text, expansions)) return null;
  const own = /^-{0,2}([\w.-]+)[=:]/.exec(text)?.[1];
  const name = own ?? /^--?([\w.-]+)$/.exec(before?.text ?? '')?.[1] ?? '';
  const detector = detectSecrets(text)[0]?.id ?? 'secret-name';
  return { flag, name: name.slice(0, 100), detector, preview: redacted.slice(0, 200), line };
}

/** Whether nothing of the value stands there: the shell fills all of it in, without a default. */
function isFilledIn(value: string, expansions: readonly Range[]): boolean {
  let literal = '';
  let at = 0;
  for (const { start, end } of expansions) {
    literal +=
      value.slice(at, start) + (/^\$\{\w+:?[-=]([\s\S]*)\}$/.exec(value.slice(start, end))?.[1] ?? '');
    at = end;
  }
  return expansions.length > 0 && (literal + value.slice(at)).trim() === '';
}

/** A path to where the secret is, as `_FILE` variables have it. */
function isReference(value: string): boolean {
  return /^\/(?:var\/)?run\/secrets\//.test(value);
}

function shifted(expansions: readonly Range[], by: number): Range[] {
  return expansions
    .filter(({ end }) => end > by)
    .map(({ start, end }) => ({ start: Math.max(0, start - by), end: end - by }));
}

/** The word redacted as part of what stands before it, which is redacted already. */
function inContext(text: string, before: readonly string[]): string {
  const last = before.at(-1) ?? '';
  if (
    /^--?[\w.-]+$/.test(last) &&
    /\s/.test(text) &&
    !text.startsWith('-') &&
    isSecretName(last.replace(/^-+/, ''))
  )
    return withheldPreview(text);
  const context = before
    .slice(-contextWords)
    .map((word) => `${word.slice(-200)} `)
    .join('');
  const whole = redactText(context + text);
  return whole.startsWith(context) ? whole.slice(context.length) : redactText(text);
}
