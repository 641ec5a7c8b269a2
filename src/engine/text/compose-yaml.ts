import { Composer, type CST, type Document, Lexer, type LineCounter, Parser, type SchemaOptions } from 'yaml';

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

export interface ComposeOptions {
  /** Default: YAML 1.2's core schema. */
  readonly schema?: NonNullable<SchemaOptions['schema']>;
  /**
   * Collections in collections: the library composes them by recursion, and running out of stack there can end the
   * whole process, not only the call.
   */
  readonly nesting: number;
}

/**
 * The documents of a YAML text, one at least. Of equal keys none is an error. Its work ends with the first error: the
 * library would go on to the end, and keep each of a million with its trace.
 * @param lines is told where lines begin
 * @throws YamlFault
 */
export function composeYaml(
  text: string,
  lines: LineCounter,
  { schema = 'core', nesting }: ComposeOptions,
): Iterable<Document.Parsed> {
  const composer = new Composer({ version: '1.2', schema, uniqueKeys: false, logLevel: 'silent' });
  // Not part of the library's API. Were it called otherwise, errors would be found in the documents, only later.
  Object.assign(composer, { onError: failingAtOnce() });
  return composer.compose(yamlTokens(text, lines, nesting), true, text.length);
}

/** Where an error is: an offset, a range, or a token. */
type ErrorSource = number | readonly number[] | { readonly offset: number };

/** The library catches what is thrown, and tells of it as an error of what is around: the first one stays. */
function failingAtOnce() {
  let fault: YamlFault | null = null;
  return (source: ErrorSource, _code: string, message: string, isWarning?: boolean): void => {
    if (isWarning === true) return;
    const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0];
    fault ??= new YamlFault('syntax', offset ?? 0, message, message);
    throw fault;
  };
}

/** The tokens of the text. @throws YamlFault with the first error of the parser, or an excess. */
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
