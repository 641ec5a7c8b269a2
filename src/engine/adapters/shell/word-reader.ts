import { matchingEnd } from './matching-end.js';
import type { ShellWord, WordPart } from './shell-token.js';

/** Characters that end a word. */
const metaCharacters = ' \t\r\n;&|<>()';
const nameAt = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;

/** Reads one word of a shell's text, from its first character on. Linear; what is left open ends with the text. */
export class WordReader {
  private readonly parts: WordPart[] = [];
  private literal = '';
  private isQuoted = false;
  private position: number;

  constructor(
    private readonly text: string,
    private readonly start: number,
  ) {
    this.position = start;
  }

  read(): ShellWord {
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if (this.isProcess()) this.readProcess();
      else if (metaCharacters.includes(character)) break;
      else if (character === "'") this.readSingleQuotes();
      else if (character === '"') this.readDoubleQuotes();
      else this.readUnquoted(character);
    }
    this.flush();
    return {
      kind: 'word',
      parts: this.parts,
      isQuoted: this.isQuoted,
      start: this.start,
      end: Math.min(this.position, this.text.length),
    };
  }

  /** `<(…)` and `>(…)`, which begin a word. */
  private isProcess(): boolean {
    const character = this.text[this.position];
    return (
      this.position === this.start &&
      (character === '<' || character === '>') &&
      this.text[this.position + 1] === '('
    );
  }

  private readProcess(): void {
    const end = matchingEnd(this.text, this.position + 1);
    this.pushCommand(this.position + 2, end);
  }

  private readSingleQuotes(): void {
    const found = this.text.indexOf("'", this.position + 1);
    const end = found === -1 ? this.text.length : found;
    this.isQuoted = true;
    this.literal += this.text.slice(this.position + 1, end);
    this.position = end + 1;
  }

  private readDoubleQuotes(): void {
    this.isQuoted = true;
    this.position += 1;
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if (character === '"') break;
      if (character === '\\') this.readBackslash('$`"\\\n');
      else this.readExpansion(character);
    }
    this.position += 1;
  }

  private readUnquoted(character: string): void {
    if (character === '\\') {
      this.isQuoted ||= this.text[this.position + 1] !== '\n';
      this.readBackslash(null);
    } else if (character === '$' && this.text[this.position + 1] === "'") {
      this.position += 1;
      this.readSingleQuotes();
    } else this.readExpansion(character);
  }

  /** `escapable`: the characters before which a backslash goes away; null: before any. */
  private readBackslash(escapable: string | null): void {
    const next = this.text[this.position + 1] ?? '';
    const isEscape = next !== '' && (escapable === null || escapable.includes(next));
    if (!isEscape) this.literal += `\\${next === '' || next === '\\' ? '' : next}`;
    else if (next !== '\n') this.literal += next;
    this.position += 2;
  }

  private readExpansion(character: string): void {
    const next = this.text[this.position + 1];
    if (character === '`') {
      this.pushCommand(this.position + 1, matchingEnd(this.text, this.position));
    } else if (character === '$' && next === '(') {
      this.pushCommand(this.position + 2, matchingEnd(this.text, this.position + 1));
    } else if (character === '$' && next === '{') this.readBraces();
    else if (character === '$') this.readVariable();
    else {
      this.literal += character;
      this.position += 1;
    }
  }

  private readVariable(): void {
    nameAt.lastIndex = this.position + 1;
    const name = nameAt.exec(this.text)?.[0];
    if (name === undefined) {
      this.literal += '$';
      this.position += 1;
      return;
    }
    this.pushVariable(this.position + 1 + name.length, name, '', '');
  }

  private readBraces(): void {
    const end = matchingEnd(this.text, this.position + 1);
    const inner = this.text.slice(this.position + 2, end);
    const [, name = '', operator = '', argument = ''] =
      /^([A-Za-z_]\w*|[0-9]{1,9}|[@*#?$!-])(:?[-+?=]|##?|%%?|\/\/?|:|)([\s\S]*)/.exec(inner) ?? [];
    this.pushVariable(end + 1, name, operator, argument);
  }

  private pushVariable(end: number, name: string, operator: string, argument: string): void {
    this.flush();
    const text = this.text.slice(this.position, end);
    this.parts.push({ kind: 'variable', text, name, operator, argument });
    this.position = end;
  }

  private pushCommand(start: number, end: number): void {
    this.flush();
    const text = this.text.slice(this.position, end + 1);
    this.parts.push({ kind: 'command', text, script: this.text.slice(start, end), start });
    this.position = end + 1;
  }

  private flush(): void {
    if (this.literal !== '') this.parts.push({ kind: 'literal', text: this.literal });
    this.literal = '';
  }
}
