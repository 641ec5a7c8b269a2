import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml';
import type { InputProblem } from './input-adapter.js';
import { type LocatedDocument, ParsedDocument, YamlRefusal } from './located-document.js';

export type LocatedYaml =
  | { readonly ok: true; readonly documents: readonly LocatedDocument[] }
  | { readonly ok: false; readonly problem: InputProblem };

/** What one text may ask for: aliases multiply what is written, and the library recurses. */
export interface YamlLimits {
  readonly characters: number;
  readonly nesting: number;
  readonly aliases: number;
  /** Maps, lists and scalars, each alias counted with all that it brings. */
  readonly values: number;
}

export const yamlLimits: YamlLimits = {
  characters: 8 * 1024 * 1024,
  nesting: 100,
  aliases: 1_000,
  values: 500_000,
};

/**
 * Reads every document of a YAML (or JSON) text. Duplicate keys: the last one counts. Empty documents are left out.
 * @param file path from the project's folder when it is another file than the input; null: the input itself
 */
export function readLocatedYaml(text: string, file: string | null, limits = yamlLimits): LocatedYaml {
  const lines = new LineCounter();
  const failure = (offset: number, en: string, zh: string): LocatedYaml => {
    const { line, col } = lines.linePos(offset);
    const at = { file, line: Math.max(1, line), column: Math.max(1, col) };
    return { ok: false, problem: { ...at, message: { en, zh } } };
  };
  lines.addNewLine(0);
  if (text.length > limits.characters) {
    const most = `${limits.characters / 1024 / 1024} MiB`;
    return failure(0, `The document is larger than ${most}.`, `文档超过 ${most}。`);
  }
  try {
    const documents: LocatedDocument[] = [];
    const budget = { values: limits.values, aliases: limits.aliases };
    let index = 0;
    for (const document of composed(text, lines, limits.nesting)) {
      const [error] = document.errors;
      if (error)
        return failure(
          error.pos[0],
          `It is no YAML: ${error.message}.`,
          `不是有效的 YAML：${error.message}。`,
        );
      const located = new ParsedDocument(document, lines, index, file, budget);
      if (located.value !== null && located.value !== undefined) documents.push(located);
      index += 1;
    }
    return { ok: true, documents };
  } catch (error) {
    if (!(error instanceof YamlRefusal)) throw error;
    return failure(error.offset, error.en, error.zh);
  }
}

function composed(text: string, lines: LineCounter, nesting: number): Iterable<Document.Parsed> {
  const composer = new Composer({ version: '1.2', uniqueKeys: false, logLevel: 'silent' });
  return composer.compose(tokensOf(text, lines, nesting), false, text.length);
}

function* tokensOf(text: string, lines: LineCounter, nesting: number): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > nesting) {
      throw new YamlRefusal(
        parser.offset,
        `It is nested more than ${nesting} deep.`,
        `嵌套超过 ${nesting} 层。`,
      );
    }
  }
  yield* parser.end();
}
