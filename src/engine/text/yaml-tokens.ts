import { type CST, Lexer, type LineCounter, Parser } from 'yaml';

/** Of a document: YAML knows two, `%YAML` and `%TAG`. */
const mostDirectives = 100;

/** What ends the reading of a text, and where in it. */
export class YamlFault extends Error {
  constructor(
    /** `excess`: it may be YAML, but is not read. */
    readonly kind: 'syntax' | 'excess',
    /** In characters from the start of the text. */
    readonly offset: number,
    /** What it is: `nested more than 100 deep`. */
    readonly en: string,
    readonly zh: string,
  ) {
    super(en);
  }
}

/**
 * The tokens of a YAML text, for the library's composer. It ends with the first error: the composer would go on to the
 * end, and keep each of a million.
 * @param lines is told where lines begin
 * @param nesting of collections in collections: the library composes them by recursion, and running out of stack there
 *   can end the whole process, not only the call
 * @throws YamlFault
 */
export function* yamlTokens(text: string, lines: LineCounter, nesting: number): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  let directives = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') throw new YamlFault('syntax', token.offset, token.message, token.message);
      if (token.type === 'directive' && ++directives > mostDirectives) {
        const [en, zh] = [`given more than ${mostDirectives} directives`, `指令超过 ${mostDirectives} 条`];
        throw new YamlFault('excess', token.offset, en, zh);
      }
      yield token;
    }
    if (parser.stack.length > nesting) {
      const [en, zh] = [`nested more than ${nesting} deep`, `嵌套超过 ${nesting} 层`];
      throw new YamlFault('excess', parser.offset, en, zh);
    }
  }
  yield* parser.end();
}
