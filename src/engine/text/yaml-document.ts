import { type CST, Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';

/**
 * Collections in collections. The library composes them by recursion, and running out of stack there can end the whole
 * process, not only the call.
 */
const deepestNesting = 200;

/**
 * The one document of a YAML text.
 * @throws Error that says what is wrong and where; also for a second document
 */
export function yamlDocument(text: string, schema: 'core' | 'failsafe'): Document.Parsed {
  const lines = new LineCounter();
  const composer = new Composer({ schema, uniqueKeys: false, logLevel: 'silent' });
  const documents = composer.compose(tokensOf(text, lines), true, text.length);
  const [document, second] = [documents.next().value, documents.next().value];
  const at = (offset: number) => `at line ${Math.max(1, lines.linePos(offset).line)}`;
  if (!document) throw new Error('there is no document');
  const [error] = document.errors;
  if (error) throw new Error(`${error.message} ${at(error.pos[0])}`);
  if (second) throw new Error(`a second document ${at(second.range[0])}`);
  return document;
}

function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > deepestNesting) {
      throw new Error(`nested more than ${deepestNesting} deep at line ${lines.linePos(parser.offset).line}`);
    }
  }
  yield* parser.end();
}
