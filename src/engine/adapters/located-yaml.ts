import { LineCounter } from 'yaml';
import { composeYaml, YamlFault } from '../text/compose-yaml.js';
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
  const noYaml = (offset: number, why: string) =>
    failure(offset, `It is no YAML: ${why}.`, `不是有效的 YAML：${why}。`);
  if (text.length > limits.characters) {
    const most = `${limits.characters / 1024 / 1024} MiB`;
    return failure(0, `The document is larger than ${most}.`, `文档超过 ${most}。`);
  }
  try {
    const documents: LocatedDocument[] = [];
    const budget = { values: limits.values, aliases: limits.aliases };
    let index = 0;
    for (const document of composeYaml(text, lines, limits)) {
      const [error] = document.errors;
      if (error) return noYaml(error.pos[0], error.message);
      const located = new ParsedDocument(document, lines, index, file, budget);
      if (located.value !== null && located.value !== undefined) documents.push(located);
      index += 1;
    }
    return { ok: true, documents };
  } catch (error) {
    if (error instanceof YamlRefusal) return failure(error.offset, error.en, error.zh);
    if (!(error instanceof YamlFault)) throw error;
    if (error.kind === 'syntax') return noYaml(error.offset, error.message);
    return failure(error.offset, `It is ${error.en}.`, `${error.zh}。`);
  }
}
