import { type Document, LineCounter } from 'yaml';
import { composeYaml, YamlFault } from './compose-yaml.js';

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
  const found: Document.Parsed[] = [];
  try {
    for (const document of composeYaml(text, lines, { schema, nesting: deepestNesting })) {
      if (found.push(document) === 2) break;
    }
    return found;
  } catch (error) {
    if (error instanceof YamlFault) throw new Error(`${error.message} ${at(error.offset)}`, { cause: error });
    throw error;
  }
}
