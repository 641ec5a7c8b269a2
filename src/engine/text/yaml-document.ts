import { Composer, type Document, LineCounter } from 'yaml';
import { YamlFault, yamlTokens } from './yaml-tokens.js';

const deepestNesting = 200;

/**
 * The one document of a YAML text.
 * @throws Error that says what is wrong and where; also for a second document
 */
export function yamlDocument(text: string, schema: 'core' | 'failsafe'): Document.Parsed {
  const lines = new LineCounter();
  const at = (offset: number) => `at line ${Math.max(1, lines.linePos(offset).line)}`;
  const [document, second] = firstTwo(text, schema, lines, at);
  if (!document) throw new Error('there is no document');
  const [error] = document.errors;
  if (error) throw new Error(`${error.message} ${at(error.pos[0])}`);
  if (second) throw new Error(`a second document ${at(second.range[0])}`);
  return document;
}

function firstTwo(
  text: string,
  schema: 'core' | 'failsafe',
  lines: LineCounter,
  at: (offset: number) => string,
): readonly Document.Parsed[] {
  const composer = new Composer({ schema, uniqueKeys: false, logLevel: 'silent' });
  const found: Document.Parsed[] = [];
  try {
    for (const document of composer.compose(yamlTokens(text, lines, deepestNesting), true, text.length)) {
      if (found.push(document) === 2) break;
    }
    return found;
  } catch (error) {
    if (error instanceof YamlFault) throw new Error(`${error.message} ${at(error.offset)}`, { cause: error });
    throw error;
  }
}
