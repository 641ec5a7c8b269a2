import type { Range, ShellWord } from './shell-word.js';

const variableName = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/y;
const plainContinuation = /\\\r?\n/y;
/** A backslash with nothing but blanks behind it on its line. */
const blankContinuation = /\\[ \t\u00a0\u3000]+(?:\r?\n|$)/y;
/** Where a word ends unless it is quoted. */
const endsWord = /[\s;&|<>()]/;

/** Reads one word of a shell's text. */
export class WordReader {
  private text = '';
  private readonly expansions: Range[] = [];
  private isQuoted = false;
  /** Offset of a quote that never ends; null: every one does. */
  openQuote: number | null = null;

  constructor(
    private readonly source: string,
    private at: number,
  ) {}

  /** The word that begins at the offset. A continuation of the line within it belongs to it. */
  read(): Omit<ShellWord, 'line'> {
    const start = this.at;
    while (this.at < this.source.length) {
      const character = this.source[this.at]!;
      if (endsWord.test(character)) break;
      if (character === '\\') {
        if (matchAt(blankContinuation, this.source, this.at)) break;
        this.readEscape();
      } else this.readPiece(character);
    }
    return { text: this.text, start, end: this.at, expansions: this.expansions, isQuoted: this.isQuoted };
  }

  private readEscape(): void {
    const continuation = matchAt(plainContinuation, this.source, this.at);
    if (continuation) this.at += continuation.length;
    else {
      this.text += this.source[this.at + 1] ?? '';
      this.at += 2;
    }
  }

  private readPiece(character: string): void {
    const isAnsi = character === '$' && this.source[this.at + 1] === "'";
    if (character === "'" || isAnsi) this.readSingleQuotes(isAnsi);
    else if (character === '"') this.readDoubleQuotes();
    else if (character === '$' || character === '`') this.readExpansion();
    else if (character === '~' && this.text === '' && /[/\s]|^$/.test(this.source[this.at + 1] ?? '')) {
      this.expand(this.at + 1);
    } else this.copy(1);
  }

  private readSingleQuotes(isAnsi: boolean): void {
    const start = this.at + (isAnsi ? 2 : 1);
    let end = start;
    while (end < this.source.length && this.source[end] !== "'")
      end += isAnsi && this.source[end] === '\\' ? 2 : 1;
    if (end >= this.source.length) this.openQuote = this.at;
    const inner = this.source.slice(start, end);
    this.text += isAnsi ? unescaped(inner) : inner;
    this.isQuoted = true;
    this.at = Math.min(end + 1, this.source.length);
  }

  private readDoubleQuotes(): void {
    const start = this.at;
    this.isQuoted = true;
    this.at += 1;
    while (this.at < this.source.length && this.source[this.at] !== '"') {
      const character = this.source[this.at]!;
      if (character === '\\' && /[$`"\\\r\n]/.test(this.source[this.at + 1] ?? '')) this.readEscape();
      else if (character === '$' || character === '`') this.readExpansion();
      else this.copy(1);
    }
    if (this.at >= this.source.length) this.openQuote = start;
    this.at = Math.min(this.at + 1, this.source.length);
  }

  private readExpansion(): void {
    const { source, at } = this;
    if (source[at] === '`') return this.expand(closingQuote(source, at));
    if (source[at + 1] === '{' || source[at + 1] === '(') return this.expand(closingBracket(source, at + 1));
    const name = matchAt(variableName, source, at);
    if (name) this.expand(at + name.length);
    else this.copy(1);
  }

  /** What ends at the offset is filled in by the shell. */
  private expand(end: number): void {
    const start = this.text.length;
    this.copy(end - this.at);
    this.expansions.push({ start, end: this.text.length });
  }

  private copy(length: number): void {
    this.text += this.source.slice(this.at, this.at + length);
    this.at += length;
  }
}

/** What a sticky pattern matches at the offset; null: nothing. */
export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Behind the backquote that belongs to the one at the offset. */
function closingQuote(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
  return Math.min(end + 1, text.length);
}

/** Behind the bracket that belongs to the one at the offset; those in quotes count for nothing. */
function closingBracket(text: string, at: number): number {
  const [open, close] = text[at] === '{' ? '{}' : '()';
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === "'" && open === '(') index = indexOrEnd(text, "'", index + 1);
    else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return text.length;
}

function indexOrEnd(text: string, search: string, from: number): number {
  const found = text.indexOf(search, from);
  return found < 0 ? text.length : found;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\u001b', a: '\u0007' };

/** Bash's `$'…'`. */
function unescaped(text: string): string {
  return text.replace(/\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[\s\S])/g, (_, escape: string) => {
    if (/^x./.test(escape)) return String.fromCharCode(parseInt(escape.slice(1), 16));
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
    return escapes[escape] ?? escape;
  });
}
