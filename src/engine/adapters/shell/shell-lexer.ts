import { bareText, wordValue, type ShellRedirect, type ShellToken, type ShellWord } from './shell-token.js';
import { WordReader } from './word-reader.js';

/** More than any build step has; what lies beyond is not read. */
const maxTokens = 50_000;
const operators = ['&&', '||', ';;&', ';;', ';&', '|&', ';', '|', '&', '(', ')'];
const redirects = ['<<<', '<<-', '<<', '<>', '>>', '>|', '>&', '<&', '&>>', '&>', '>', '<'];

interface PendingBody {
  readonly index: number;
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

export interface LexedShell {
  readonly tokens: readonly ShellToken[];
  /** False: there were too many tokens, and the rest is missing. */
  readonly isComplete: boolean;
}

/**
 * The tokens of a text that a POSIX shell or bash would read: words with their parts, operators, redirections with
 * their here-documents, comments. Never throws; linear. Backslash and line feed between words are skipped.
 */
export function lexShell(text: string): LexedShell {
  return new ShellLexer(text).lex();
}

class ShellLexer {
  private readonly tokens: ShellToken[] = [];
  private readonly pending: PendingBody[] = [];
  private position = 0;

  constructor(private readonly text: string) {}

  lex(): LexedShell {
    while (this.skipBlanks() && this.tokens.length < maxTokens) this.readToken();
    return { tokens: this.tokens, isComplete: this.position >= this.text.length };
  }

  /** False at the end. */
  private skipBlanks(): boolean {
    for (;;) {
      const character = this.text[this.position];
      if (character === undefined) return false;
      const continued = /^\\\r?\n/.exec(this.text.slice(this.position, this.position + 3))?.[0].length ?? 0;
      if (continued > 0) this.position += continued;
      else if (character === ' ' || character === '\t' || character === '\r') this.position += 1;
      else return true;
    }
  }

  private readToken(): void {
    const character = this.text[this.position]!;
    if (character === '\n') {
      this.pushOperator('\n');
      this.readBodies();
    } else if (character === '#') this.readComment();
    else this.readOperatorOrWord();
  }

  private readOperatorOrWord(): void {
    const isProcess = /^[<>]\(/.test(this.text.slice(this.position, this.position + 2));
    const redirect = isProcess ? undefined : this.among(redirects);
    if (redirect !== undefined) return this.pushRedirect(redirect, this.position);
    const operator = this.among(operators);
    if (operator !== undefined) return this.pushOperator(operator);
    const word = new WordReader(this.text, this.position).read();
    this.position = Math.max(word.end, this.position + 1);
    const isFileNumber = /^[<>]$/.test(this.text[this.position] ?? '') && /^\d+$/.test(bareText(word) ?? '');
    const numbered = isFileNumber ? this.among(redirects) : undefined;
    if (numbered !== undefined) this.pushRedirect(numbered, word.start);
    else this.pushWord(word);
  }

  private among(candidates: readonly string[]): string | undefined {
    return candidates.find((candidate) => this.text.startsWith(candidate, this.position));
  }

  private pushOperator(text: string): void {
    const start = this.position;
    this.position += text.length;
    this.tokens.push({ kind: 'operator', text, start, end: this.position });
  }

  private pushRedirect(text: string, start: number): void {
    this.position += text.length;
    this.tokens.push({ kind: 'redirect', text, start, end: this.position, body: null });
  }

  private pushWord(word: ShellWord): void {
    const index = this.tokens.length - 1;
    const before = this.tokens[index];
    this.tokens.push(word);
    if (before?.kind !== 'redirect' || (before.text !== '<<' && before.text !== '<<-')) return;
    this.pending.push({ index, delimiter: wordValue(word), stripsTabs: before.text === '<<-' });
  }

  private readComment(): void {
    const found = this.text.indexOf('\n', this.position);
    const end = found === -1 ? this.text.length : found;
    const start = this.position;
    this.tokens.push({ kind: 'comment', text: this.text.slice(start, end), start, end });
    this.position = end;
  }

  /** The here-documents that the line before has announced, in order. */
  private readBodies(): void {
    for (const { index, delimiter, stripsTabs } of this.pending.splice(0)) {
      const start = this.position;
      const lines: string[] = [];
      while (this.position < this.text.length) {
        const line = this.takeLine();
        const stripped = stripsTabs ? line.replace(/^\t+/, '') : line;
        if (stripped === delimiter) break;
        lines.push(stripped);
      }
      const redirect = this.tokens[index] as ShellRedirect;
      this.tokens[index] = { ...redirect, body: { text: lines.join('\n'), start } };
    }
  }

  private takeLine(): string {
    const found = this.text.indexOf('\n', this.position);
    const end = found === -1 ? this.text.length : found;
    const line = this.text.slice(this.position, end);
    this.position = end + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
