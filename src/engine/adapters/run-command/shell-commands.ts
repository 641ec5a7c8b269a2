import type { BrokenContinuation, OpenQuote, ShellCommand, ShellWord } from './shell-word.js';
import { matchAt, WordReader } from './word-reader.js';

const blank = /[ \t\r\f\v\u00a0\u3000]/;
const plainContinuation = /\\(?:\r?\n|$)/y;
/** `\ `, `\ # comment` and `\# comment` at the end of a line: evidently meant to go on. */
const brokenContinuation = /\\(?:[ \t\u00a0\u3000]+(?:#[^\n]*)?|#[^\n]*)(?=\n|$)/y;
const emptyLine = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const beginsCommand = /[ \t]*(?:\$ |(?:sudo|docker|podman|nerdctl)\s)/y;
const redirect = /(?:&>>?|[<>]{1,3}[&|]?-?)\d*/y;
const here = /<<-?(?!<)[ \t]*(["']?)([A-Za-z_]\w*)\1/y;
/** `ID=$(docker run …)`: the command in it is the one that counts. */
const substitution =
  /(?:[A-Za-z_]\w*=)?"?\$\(\s*(?:sudo\s+(?:-\S+\s+){0,4})?(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s/y;

/**
 * The simple commands of a text as a shell reads them, but with the lines that evidently belong together: where a
 * comment or blanks follow a backslash, and where comment lines stand between the parts of a command. Linear.
 */
export function readShellCommands(text: string): {
  readonly commands: readonly ShellCommand[];
  readonly openQuote: OpenQuote | null;
} {
  return new ShellReader(text).read();
}

class ShellReader {
  private at = 0;
  private readonly commands: ShellCommand[] = [];
  private words: ShellWord[] = [];
  private broken: BrokenContinuation[] = [];
  private openQuote: OpenQuote | null = null;
  private isTargetNext = false;
  private hereEnd: string | null = null;
  private readonly lineStarts: readonly number[];
  private readonly hasPrompt: boolean;

  constructor(private readonly text: string) {
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.hasPrompt = /^[ \t]*[$#%>][ \t]/m.test(text);
  }

  read(): { commands: ShellCommand[]; openQuote: OpenQuote | null } {
    while (this.at < this.text.length) this.step(this.text[this.at]!);
    this.endCommand();
    return { commands: this.commands, openQuote: this.openQuote };
  }

  private step(character: string): void {
    if (character === '\n') this.endLine();
    else if (blank.test(character)) this.at += 1;
    else if (character === '\\' && this.continueLine()) return;
    else if (character === '#') this.at = this.endOfLine(this.at);
    else if (/[<>]/.test(character) || this.text.startsWith('&>', this.at)) this.skipRedirect();
    else if (/[;&|()]/.test(character)) {
      this.endCommand();
      this.at += 1;
    } else this.readWord();
  }

  private readWord(): void {
    const opening = matchAt(substitution, this.text, this.at);
    if (opening) {
      this.endCommand();
      this.at += opening.indexOf('$(') + 2;
      return;
    }
    const reader = new WordReader(this.text, this.at);
    const word = reader.read();
    if (reader.openQuote !== null)
      this.openQuote ??= { offset: reader.openQuote, line: this.lineOf(reader.openQuote) };
    const isEmptyDescriptor = /^\d$/.test(word.text) && /[<>]/.test(this.text[word.end] ?? '');
    if (!this.isTargetNext && !isEmptyDescriptor && word.end > word.start)
      this.words.push({ ...word, line: this.lineOf(word.start) });
    this.isTargetNext = false;
    this.at = Math.max(word.end, this.at + 1);
  }

  private skipRedirect(): void {
    const document = matchAt(here, this.text, this.at);
    if (document) {
      this.hereEnd = /[A-Za-z_]\w*/.exec(document)?.[0] ?? null;
      this.at += document.length;
      return;
    }
    const operator = matchAt(redirect, this.text, this.at) ?? this.text[this.at]!;
    this.isTargetNext = !/[\d-]$/.test(operator);
    this.at += operator.length;
  }

  private endLine(): void {
    this.endCommand();
    this.at += 1;
    while (this.hereEnd !== null && this.at < this.text.length) {
      const end = this.endOfLine(this.at);
      if (this.text.slice(this.at, end).trim() === this.hereEnd) this.hereEnd = null;
      this.at = end + 1;
    }
  }

  /** Goes on behind the backslash at the end of a line; false: it stands for something else. */
  private continueLine(): boolean {
    const plain = matchAt(plainContinuation, this.text, this.at);
    const broken = plain ? null : matchAt(brokenContinuation, this.text, this.at);
    if (plain) this.at += plain.length;
    else if (broken) {
      const start = this.at + 1;
      this.noteBroken(start, this.at + broken.trimEnd().length, this.at + broken.length);
      this.at += broken.length + 1;
    } else return false;
    this.skipLinesBetween();
    const isPrompted = this.hasPrompt && matchAt(/[ \t]*>[ \t]/y, this.text, this.at) !== null;
    if (isPrompted) this.at = this.text.indexOf('>', this.at) + 1;
    return true;
  }

  /** Passes over comment lines (and blank ones before a flag) that stand within a command. */
  private skipLinesBetween(): void {
    const lines: { start: number; end: number }[] = [];
    let at = this.at;
    for (let line = matchAt(emptyLine, this.text, at); line; line = matchAt(emptyLine, this.text, at)) {
      if (at >= this.text.length) break;
      lines.push({ start: at, end: at + line.length });
      at += line.length;
    }
    if (lines.length === 0 || at >= this.text.length) return;
    const isFlag = matchAt(/[ \t]*-/y, this.text, at) !== null;
    const hasBlank = lines.some(({ start, end }) => this.text.slice(start, end).trim() === '');
    if (!isFlag && (hasBlank || matchAt(beginsCommand, this.text, at) !== null)) return;
    for (const { start, end } of lines) this.noteBroken(start, end, end);
    this.at = at;
  }

  private noteBroken(start: number, commentEnd: number, end: number): void {
    const text = this.text.slice(start, commentEnd).trim();
    const isReturn = this.text[end - 1] === '\r';
    this.broken.push({ line: this.lineOf(start), text, start, end: isReturn ? end - 1 : end });
  }

  private endCommand(): void {
    const { words, broken } = this;
    if (words.length > 0) this.commands.push({ words, brokenContinuations: broken });
    [this.words, this.broken, this.isTargetNext] = [[], [], false];
  }

  private endOfLine(at: number): number {
    const found = this.text.indexOf('\n', at);
    return found < 0 ? this.text.length : found;
  }

  /** 1-based. */
  private lineOf(offset: number): number {
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
