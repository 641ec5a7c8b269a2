import { lexShell } from '../shell/shell-lexer.js';
import { wordValue } from '../shell/shell-token.js';
import { PositionedText, type TextPlace } from './positioned-text.js';
import type { SourceLines } from './source-lines.js';

/** A here-document of an instruction. */
export interface Heredoc {
  readonly name: string;
  /** Tabs at the beginning of its lines are taken away. */
  readonly stripsTabs: boolean;
  readonly content: string;
  /** Where its content begins in the instruction's full text. */
  readonly start: number;
  /** 1-based, of the first line of its content. */
  readonly line: number;
  /** False: the file ends before it does. */
  readonly isClosed: boolean;
}

/** An instruction as it stands there: its lines joined, comments between them left out. */
export interface LogicalLine {
  readonly source: PositionedText;
  /** The same, followed by its here-documents with their end lines: what a shell reads. */
  readonly full: PositionedText;
  readonly heredocs: readonly Heredoc[];
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
}

export interface CommentLine {
  readonly line: number;
  readonly text: string;
}

interface Piece extends TextPlace {
  readonly text: string;
}

const takesHeredocs = /^\s*(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i;

/** The instructions of a Dockerfile with their here-documents, and its comments. Linear. */
export function readLogicalLines({ lines, escape }: SourceLines): {
  readonly instructions: readonly LogicalLine[];
  readonly comments: readonly CommentLine[];
} {
  return new LogicalLineReader(lines, escape).read();
}

class LogicalLineReader {
  private readonly instructions: LogicalLine[] = [];
  private readonly comments: CommentLine[] = [];
  private readonly continuation: RegExp;
  private index = 0;

  constructor(
    private readonly lines: readonly string[],
    escape: '\\' | '`',
  ) {
    this.continuation = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  }

  read() {
    while (this.index < this.lines.length) {
      const line = this.lines[this.index]!;
      if (line.trim() === '') this.index += 1;
      else if (!this.takeComment()) this.readInstruction();
    }
    return { instructions: this.instructions, comments: this.comments };
  }

  private takeComment(): boolean {
    const line = this.lines[this.index] ?? '';
    if (!/^[ \t]*#/.test(line)) return false;
    this.comments.push({ line: this.index + 1, text: line.trim() });
    this.index += 1;
    return true;
  }

  private readInstruction(): void {
    const start = this.index;
    const pieces: Piece[] = [];
    let end = start;
    for (let isContinued = true; isContinued && this.index < this.lines.length;) {
      const line = this.lines[this.index]!;
      if (pieces.length > 0 && (line.trim() === '' || this.takeComment())) {
        if (line.trim() === '') this.index += 1;
        continue;
      }
      const piece = this.pieceOf(line, pieces.length === 0);
      isContinued = piece.isContinued;
      end = this.index;
      pieces.push(piece);
      this.index += 1;
    }
    const source = PositionedText.of(pieces);
    const length = source.text.length;
    const heredocs = takesHeredocs.test(source.text) ? this.readHeredocs(source.text, pieces, length) : [];
    const full = heredocs.length > 0 ? PositionedText.of(pieces) : source;
    const endLine = heredocs.length > 0 ? this.index : end + 1;
    this.instructions.push({ source, full, heredocs, line: start + 1, endLine });
  }

  private pieceOf(line: string, isFirst: boolean): Piece & { readonly isContinued: boolean } {
    const column = isFirst ? line.length - line.trimStart().length : 0;
    const end = this.continuation.exec(line)?.index;
    const text = line.slice(column, end);
    return { text, line: this.index + 1, column, isContinued: end !== undefined };
  }

  /** Their lines become pieces of the instruction too, each with the line feed before it. */
  private readHeredocs(text: string, pieces: Piece[], length: number): Heredoc[] {
    let offset = length;
    return heredocNames(text).map(({ name, stripsTabs }) => {
      const line = this.index + 1;
      const start = offset + 1;
      const content: string[] = [];
      let isClosed = false;
      while (!isClosed && this.index < this.lines.length) {
        const raw = this.lines[this.index]!;
        pieces.push({ text: '\n', line: this.index, column: this.lines[this.index - 1]?.length ?? 0 });
        pieces.push({ text: raw, line: this.index + 1, column: 0 });
        offset += raw.length + 1;
        isClosed = (stripsTabs ? raw.replace(/^\t+/, '') : raw) === name;
        if (!isClosed) content.push(raw);
        this.index += 1;
      }
      return { name, stripsTabs, content: content.join('\n'), start, line, isClosed };
    });
  }
}

/** `<<EOF`, `<<-"EOF"`: the word must follow without a space. */
function heredocNames(text: string): { readonly name: string; readonly stripsTabs: boolean }[] {
  if (!text.includes('<<')) return [];
  const { tokens } = lexShell(text);
  return tokens.flatMap((token, index) => {
    const word = tokens[index + 1];
    if (token.kind !== 'redirect' || !/^<<-?$/.test(token.text)) return [];
    if (word?.kind !== 'word' || word.start !== token.end) return [];
    return [{ name: wordValue(word), stripsTabs: token.text === '<<-' }];
  });
}
