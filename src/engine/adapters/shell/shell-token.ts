/** A piece of a word. Offsets count characters of the text that was read. */
export type WordPart =
  /** What stands there once quotes and backslashes are taken away. */
  | { readonly kind: 'literal'; readonly text: string }
  /** `$NAME`, `${NAME:-word}`. `operator` and `argument` are empty where there is none. */
  | {
      readonly kind: 'variable';
      readonly text: string;
      readonly name: string;
      readonly operator: string;
      readonly argument: string;
    }
  /** `$(…)`, backquotes, `<(…)`; `script` is what stands within, from the offset `start`. */
  | { readonly kind: 'command'; readonly text: string; readonly script: string; readonly start: number };

export interface ShellWord {
  readonly kind: 'word';
  readonly parts: readonly WordPart[];
  /** Any part of it stands in quotes or behind a backslash. */
  readonly isQuoted: boolean;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

export interface ShellOperator {
  readonly kind: 'operator';
  /** `&&`, `||`, `;`, `;;`, `|`, `|&`, `&`, `(`, `)` or a line feed. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ShellRedirect {
  readonly kind: 'redirect';
  /** `>`, `>>`, `<`, `<<`, `<<<` and the like, without the number of the file. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of `<<` and `<<-`: what is read, once its lines have come; null: none, or it has no end. */
  readonly body: { readonly text: string; readonly start: number } | null;
}

/** From `#` to the end of the line. */
export interface ShellComment {
  readonly kind: 'comment';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type ShellToken = ShellWord | ShellOperator | ShellRedirect | ShellComment;

/** The value of a variable; undefined: it is not known, and the word keeps it as written. */
export type VariableLookup = (name: string) => string | undefined;

/** What a word says: quotes taken away, known variables put in, everything else as written. At most a Mi characters. */
export function wordValue(word: ShellWord, lookup: VariableLookup = () => undefined): string {
  let value = '';
  for (const part of word.parts) {
    value += partValue(part, lookup);
    if (value.length > longestValue) return value.slice(0, longestValue);
  }
  return value;
}

/** Whether the shell puts nothing into it: all of it is literal. */
export function isLiteral(word: ShellWord): boolean {
  return word.parts.every(({ kind }) => kind === 'literal');
}

/** The word when it is unquoted and literal: only then can it be a reserved word or a name. */
export function bareText(word: ShellWord): string | null {
  const [only, ...rest] = word.parts;
  return !word.isQuoted && only?.kind === 'literal' && rest.length === 0 ? only.text : null;
}

const longestValue = 1_048_576;

function partValue(part: WordPart, lookup: VariableLookup): string {
  if (part.kind !== 'variable') return part.text;
  const value = lookup(part.name);
  if (part.operator === '') return value ?? part.text;
  const isPlain = !/[$`\\"']/.test(part.argument);
  if (value === undefined || !isPlain) return part.text;
  const isSet = part.operator.startsWith(':') ? value !== '' : true;
  if (part.operator.endsWith('-') || part.operator.endsWith('?')) return isSet ? value : part.argument;
  return part.operator.endsWith('+') ? (isSet ? part.argument : '') : part.text;
}
